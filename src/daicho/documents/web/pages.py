"""The pages of documents of one kind."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.choose_template import choose_template
from daicho.documents.commands.clone_document import clone_document
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.core.state import Action
from daicho.documents.core.templates import template_by_key
from daicho.documents.queries.document_comments import document_comments
from daicho.documents.queries.document_pdf import document_pdf
from daicho.documents.queries.document_view import document_view
from daicho.documents.web.addresses import addresses_page
from daicho.documents.web.detail import detail_page
from daicho.documents.web.edit import create_page, edit_page
from daicho.documents.web.face import WebFace
from daicho.documents.web.lists import document_list
from daicho.documents.web.mail import email_page
from daicho.documents.web.paper import paper_page, paper_preview_page
from daicho.documents.web.preference import preference_page
from daicho.documents.web.preview import DELETE, PREVIEWED, preview_page
from daicho.documents.web.share import share_pages
from daicho.documents.web.totals import item_options, line_page, totals_page
from daicho.kernel.context import Ctx
from daicho.organizations.web.approving import Approving, approval_pages
from daicho.platform.web.detail import action_page, go_to
from daicho.platform.web.forms import choices_page
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.lists import ListPage
from daicho.platform.web.notes import file_response, note_pages
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import announce

_UNDO = {Action.VOID: "draft", Action.CANCEL: "draft"}
_DECIDING = frozenset({Action.APPROVE, Action.REJECT})


def document_pages(face: WebFace, listed: ListPage[Any]) -> list[Page]:
    """Return the pages of the face's kind; `listed` is its list (`document_list`)."""
    kind, key = face.kind, face.kind.names.id
    root, one = f"{face.list_name}/", f"{face.list_name}/<id:{key}>/"
    view, create, edit = (f"{kind.module}.{action}" for action in ("view", "create", "edit"))

    def of_one(shown: Callable[[PageRequest, WebFace, int], HttpResponse]) -> Any:
        return lambda request, **values: shown(request, face, values[key])

    def of_all(shown: Callable[[PageRequest, WebFace], HttpResponse]) -> Any:
        return lambda request: shown(request, face)

    def exists(ctx: Ctx, **values: int) -> object:
        return document_comments(ctx, kind=kind, document_id=values[key])

    return [
        *list_pages(listed, root),
        Page(f"{root}new/", face.page("create"), create, of_all(create_page), create),
        Page(f"{root}totals/", face.totals_page, view, of_all(totals_page), followed=False),
        Page(f"{root}line/", face.line_page, view, of_all(line_page), followed=False),
        choices_page(
            f"{root}items/", face.page("items"), view, lambda *asked: item_options(asked[0], face, *asked[1:])
        ),
        Page(one, face.page(), view, of_one(detail_page)),
        Page(f"{one}edit/", face.page("edit"), edit, of_one(edit_page), edit),
        Page(f"{one}email/", face.page("email"), edit, of_one(email_page), edit),
        Page(f"{one}addresses/", face.page("addresses"), edit, of_one(addresses_page), edit),
        Page(f"{one}pdf/", face.page("pdf"), view, of_one(_pdf), followed=False),
        Page(f"{one}clone/", face.page("clone"), view, of_one(_clone), create),
        Page(f"{one}template/", face.page("template"), view, of_one(_template), edit),
        Page(f"{root}settings/", face.page("settings"), "settings.view", of_all(preference_page), "settings.edit"),
        Page(f"{root}settings/paper/", face.page("paper"), "settings.view", of_all(paper_page), "settings.edit"),
        Page(
            f"{root}settings/paper/preview/",
            face.page("paper_preview"),
            "settings.view",
            of_all(paper_preview_page),
            followed=False,
        ),
        *share_pages(face, one),
        *_state_pages(face, one),
        *note_pages(one, face.page(), key, kind.entity, view, edit, exists),
    ]


def _state_pages(face: WebFace, one: str) -> list[Page]:
    kind, key = face.kind, face.kind.names.id
    view = f"{kind.module}.view"

    def act(action: Action) -> Callable[..., None]:
        return lambda ctx, **values: change_state(ctx, kind=kind, document_id=values[key], action=action)

    pages = [
        action_page(
            f"{one}{action.value}/",
            face.page(action.value),
            view,
            f"{kind.module}.edit",
            act(action),
            message=face.labels.done[action],
            then=face.page(),
            undo=face.page(_UNDO[action]) if action in _UNDO else "",
        )
        for action in kind.moves
        if action not in _DECIDING
    ]
    remove = action_page(
        f"{one}delete/",
        face.page("delete"),
        view,
        f"{kind.module}.delete",
        lambda ctx, **values: delete_document(ctx, kind=kind, document_id=values[key]),
        message=face.labels.deleted,
        then=face.list_name,
        keep=False,
    )
    previews = [
        Page(
            f"{one}{name}/preview/",
            face.page(f"{name}_preview"),
            f"{kind.module}.{'delete' if name == DELETE else 'edit'}",
            _preview(face, name),
        )
        for name in PREVIEWED
        if kind.books
    ]
    return [*pages, *(approval_pages(_approving(face, one)) if Action.APPROVE in kind.moves else ()), remove, *previews]


def _approving(face: WebFace, one: str) -> Approving:
    kind = face.kind

    def approve(ctx: Ctx, document_id: int, *, is_final: bool) -> None:
        change_state(ctx, kind=kind, document_id=document_id, action=Action.APPROVE, is_final=is_final)

    def reject(ctx: Ctx, document_id: int, reason: str) -> None:
        change_state(ctx, kind=kind, document_id=document_id, action=Action.REJECT, reason=reason)

    said = face.labels.done
    return Approving(
        path=one,
        page=face.page(),
        key=kind.names.id,
        module=kind.module,
        entity=kind.entity,
        number=lambda ctx, document_id: document_view(ctx, kind=kind, document_id=document_id).number,
        approve=approve,
        reject=reject,
        approved=said[Action.APPROVE],
        rejected=said[Action.REJECT],
    )


def _preview(face: WebFace, name: str) -> Callable[..., HttpResponse]:
    return lambda request, **values: preview_page(request, face, values[face.kind.names.id], name)


def _pdf(request: PageRequest, face: WebFace, document_id: int) -> HttpResponse:
    name, content = document_pdf(request.ctx, kind=face.kind, document_ids=[document_id])
    return file_response(name, "application/pdf", content, inline=request.GET.get("inline") == "1")


def _clone(request: PageRequest, face: WebFace, document_id: int) -> HttpResponse:
    """Make a draft like this one and open its form."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    made = clone_document(request.ctx, kind=face.kind, document_id=document_id)
    announce(request, str(face.labels.cloned))
    return go_to(request, page_url(request.ctx, face.page("edit"), **{face.kind.names.id: made}))


def _template(request: PageRequest, face: WebFace, document_id: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    template = template_by_key(request.POST.get("template", ""))
    choose_template(request.ctx, kind=face.kind, document_id=document_id, template=template)
    announce(request, gettext("The template has been updated."))
    return go_to(request, page_url(request.ctx, face.page(), **{face.kind.names.id: document_id}))


__all__ = ["document_list", "document_pages"]
