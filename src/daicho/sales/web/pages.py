"""The pages of sales orders."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.state import Action, State
from daicho.documents.queries._views import DocumentView
from daicho.documents.web.cards import document_cards
from daicho.documents.web.face import Labels, WebFace
from daicho.documents.web.pages import document_list, document_pages
from daicho.kernel.context import Ctx
from daicho.platform.web.detail import Action as PageAction
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.sales.kinds import SALES_ORDER
from daicho.sales.queries.fulfilled_quantities import fulfilled_quantities
from daicho.sales.web.invoices import order_invoices


def _create(ctx: Ctx, fields: DocumentFields) -> int:
    return create_document(ctx, kind=SALES_ORDER, fields=fields)


def _update(ctx: Ctx, document_id: int, fields: DocumentFields) -> None:
    update_document(ctx, kind=SALES_ORDER, document_id=document_id, fields=fields)


def _next(request: PageRequest, view: DocumentView) -> Iterator[PageAction]:
    """A confirmed order is invoiced, as far as it is not yet."""
    if view.state is State.OPEN and request.ctx.actor.may("invoices.create"):
        done = fulfilled_quantities(request.ctx, line_ids=[line.line_id for line in view.lines])
        if any(done[line.line_id].invoiced.micro < line.quantity.micro for line in view.lines):
            url = page_url(request.ctx, "salesorder_invoice", salesorder_id=view.document_id)
            yield PageAction(_("Create an invoice"), url, icon="file-invoice")


_FACE = WebFace(
    kind=SALES_ORDER,
    icon="shopping-cart",
    create=_create,
    update=_update,
    related=order_invoices,
    next=_next,
    labels=Labels(
        plural=_("Sales orders"),
        new=_("New sales order"),
        contact=_("Customer"),
        due=_("Expected shipment"),
        created=_("The sales order has been created."),
        updated=_("The sales order has been updated."),
        deleted=_("The sales order has been deleted."),
        cloned=_("The sales order has been cloned. This is the new draft."),
        sent=_("The sales order has been sent."),
        empty_title=_("No sales orders yet"),
        empty_text=_("What customers order stands here, the same in both applications. Begin with one."),
        open_by={"books": _("Mark as open"), "inventory": _("Mark as confirmed")},
        save_and_open={"books": _("Save and mark as open"), "inventory": _("Save and confirm")},
        states={
            Action.SUBMIT: _("Submit for approval"),
            Action.APPROVE: _("Approve"),
            Action.REJECT: _("Reject"),
            Action.DRAFT: _("Make a draft again"),
            Action.VOID: _("Mark as void"),
        },
        done={
            Action.SUBMIT: _("The sales order has been submitted for approval."),
            Action.APPROVE: _("The sales order has been approved."),
            Action.REJECT: _("The sales order has been rejected."),
            Action.OPEN: _("The sales order is confirmed."),
            Action.DRAFT: _("The sales order has been marked as draft."),
            Action.VOID: _("The sales order has been marked as void."),
        },
        delete_question=_("Delete this sales order? This cannot be undone."),
        new_contact=_("New customer"),
    ),
)
SALES_ORDERS = document_list(_FACE)
PAGES: list[Page] = document_pages(_FACE, SALES_ORDERS)
CARDS = [document_cards(_FACE)]
