"""The links by which people outside see a document: its page, making one, closing one."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.documents.commands.close_share_link import close_share_link
from daicho.documents.commands.share_document import share_document
from daicho.documents.core.share import SHOWN, ShareLinkView
from daicho.documents.queries._views import DocumentView
from daicho.documents.queries.document_view import document_view
from daicho.documents.queries.share_links import share_links
from daicho.documents.web.face import WebFace
from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.platform.text import sentence
from daicho.platform.web.detail import Action, go_to
from daicho.platform.web.fields import DateField
from daicho.platform.web.forms import DaichoForm
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import announce, render_page


class ShareForm(DaichoForm):
    """Until when a new link opens."""

    expires_on = DateField(
        label=_("Valid until"), required=False, help_text=_("Without a day it is valid until you close it.")
    )


def share_pages(face: WebFace, one: str) -> list[Page]:
    """Return the pages of a shared kind's links; `one` is the path of a document's page."""
    kind, key = face.kind, face.kind.names.id
    edit = f"{kind.module}.edit"
    if not kind.is_shared:
        return []
    return [
        Page(f"{one}share/", face.page("share"), edit, lambda request, **values: _links(request, face, values[key])),
        Page(
            f"{one}share/<id:link_id>/close/",
            face.page("close_link"),
            edit,
            lambda request, **values: _close(request, face, values[key], values["link_id"]),
        ),
    ]


def share_actions(request: PageRequest, face: WebFace, view: DocumentView) -> Iterator[Action]:
    """Yield the action that leads to the links of a document that customers may see."""
    if face.kind.is_shared and view.state in SHOWN and face.may(request.ctx, "edit"):
        url = page_url(request.ctx, face.page("share"), **{face.kind.names.id: view.document_id})
        yield Action(_("Share link"), url, icon="link", method="get")


def _links(request: PageRequest, face: WebFace, document_id: int) -> HttpResponse:
    """Show the links and, once, the address of the one that a POST has made."""
    ctx, kind = request.ctx, face.kind
    view = document_view(ctx, kind=kind, document_id=document_id, with_files=False, with_custom=False)
    form = ShareForm(ctx, request.POST if request.method == "POST" else None)
    address = ""
    if request.method == "POST" and form.is_valid():
        try:
            expires_on = form.cleaned_data["expires_on"]
            address = share_document(ctx, kind=kind, document_id=document_id, expires_on=expires_on)
        except InvalidInput as error:
            form.take(error)
        except RuleBroken as error:
            form.add_error(None, sentence(error))
    links = share_links(ctx, kind=kind, document_id=document_id)
    context = {
        "title": gettext("Share %(number)s") % {"number": view.number},
        "form": form,
        "address": address,
        "may_share": view.state in SHOWN,
        "links": [_row(request, face, document_id, link) for link in links],
        "document_url": page_url(ctx, face.page(), **{kind.names.id: document_id}),
        "number": view.number,
    }
    return render_page(request, "documents/share.html", context, status=422 if form.errors else 200)


def _close(request: PageRequest, face: WebFace, document_id: int, link_id: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    close_share_link(request.ctx, kind=face.kind, document_id=document_id, link_id=link_id)
    announce(request, gettext("The link has been closed."))
    return go_to(request, page_url(request.ctx, face.page("share"), **{face.kind.names.id: document_id}))


def _row(request: PageRequest, face: WebFace, document_id: int, link: ShareLinkView) -> dict[str, Any]:
    formats, values = request.formats, {face.kind.names.id: document_id, "link_id": link.link_id}
    return {
        "made": formats.moment(link.created_at),
        "made_by": link.made_by,
        "until": formats.date(link.expires_on) or gettext("until it is closed"),
        "opened": formats.moment(link.opened_at),
        "close_url": page_url(request.ctx, face.page("close_link"), **values),
    }
