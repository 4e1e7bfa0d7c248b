"""The pages of estimates."""

from collections.abc import Callable, Iterator, Sequence

from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.kind import Kind
from daicho.documents.core.state import Action as Doing
from daicho.documents.core.state import State
from daicho.documents.queries._views import DocumentView
from daicho.documents.web.face import Labels, RelatedRow, WebFace
from daicho.documents.web.pages import document_list, document_pages
from daicho.kernel.context import Ctx
from daicho.platform.web.detail import Action, go_to
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import announce
from daicho.sales.commands.convert_estimate import convert_estimate
from daicho.sales.kinds import ESTIMATE, INVOICE, SALES_ORDER
from daicho.sales.queries.related_documents import related_documents
from daicho.sales.web.related import related_rows

_TARGETS = (("order", SALES_ORDER, _("Create a sales order")), ("invoice", INVOICE, _("Create an invoice")))


def _create(ctx: Ctx, fields: DocumentFields) -> int:
    return create_document(ctx, kind=ESTIMATE, fields=fields)


def _update(ctx: Ctx, document_id: int, fields: DocumentFields) -> None:
    update_document(ctx, kind=ESTIMATE, document_id=document_id, fields=fields)


def _related(request: PageRequest, document_id: int) -> Sequence[RelatedRow]:
    return related_rows(request, related_documents(request.ctx, kind="estimate", document_id=document_id))


def _conversions(request: PageRequest, view: DocumentView) -> Iterator[Action]:
    """What an estimate that holds becomes: an order or an invoice, once."""
    if view.state not in {State.OPEN, State.ACCEPTED} or ESTIMATE.processed(request.ctx, [view.document_id]):
        return
    for page, target, label in _TARGETS:
        if request.ctx.actor.may(f"{target.module}.create"):
            url = page_url(request.ctx, f"estimate_{page}", estimate_id=view.document_id)
            yield Action(label, url, icon="arrow-right")


_FACE = WebFace(
    kind=ESTIMATE,
    icon="file-description",
    create=_create,
    update=_update,
    related=_related,
    actions=_conversions,
    labels=Labels(
        plural=_("Estimates"),
        new=_("New estimate"),
        contact=_("Customer"),
        due=_("Expiry date"),
        created=_("The estimate has been created."),
        updated=_("The estimate has been updated."),
        deleted=_("The estimate has been deleted."),
        cloned=_("The estimate has been cloned. This is the new draft."),
        sent=_("The estimate has been sent."),
        empty_title=_("No estimates yet"),
        empty_text=_("What you offer to customers stands here. An accepted one becomes an order or an invoice."),
        open_by={"books": _("Mark as sent"), "inventory": _("Mark as sent")},
        save_and_open={"books": _("Save and mark as sent"), "inventory": _("Save and mark as sent")},
        states={
            Doing.SUBMIT: _("Submit for approval"),
            Doing.APPROVE: _("Approve"),
            Doing.REJECT: _("Reject"),
            Doing.ACCEPT: _("Mark as accepted"),
            Doing.DECLINE: _("Mark as declined"),
            Doing.DRAFT: _("Make a draft again"),
        },
        done={
            Doing.SUBMIT: _("The estimate has been submitted for approval."),
            Doing.APPROVE: _("The estimate has been approved."),
            Doing.REJECT: _("The estimate has been rejected."),
            Doing.OPEN: _("The estimate has been marked as sent."),
            Doing.ACCEPT: _("The estimate has been marked as accepted."),
            Doing.DECLINE: _("The estimate has been marked as declined."),
            Doing.DRAFT: _("The estimate has been marked as draft."),
        },
        delete_question=_("Delete this estimate? This cannot be undone."),
        new_contact=_("New customer"),
    ),
)
ESTIMATES = document_list(_FACE)


def _convert(target: Kind) -> Callable[[PageRequest, int], HttpResponse]:
    def convert(request: PageRequest, estimate_id: int) -> HttpResponse:
        """Make the draft and open its form."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        made = convert_estimate(request.ctx, estimate_id=estimate_id, target=target)
        announce(request, gettext("This is the draft that was made of the estimate."))
        return go_to(request, page_url(request.ctx, f"{target.entity}_edit", **{target.names.id: made}))

    return convert


PAGES: list[Page] = [
    *document_pages(_FACE, ESTIMATES),
    *(
        Page(
            f"estimates/<id:estimate_id>/{page}/", f"estimate_{page}", "estimates.view", _convert(target),
            f"{target.module}.create",
        )
        for page, target, _label in _TARGETS
    ),
]  # fmt: skip
