"""The pages of purchase orders, and of what is made of them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.sourcing import Sourcing
from daicho.documents.core.state import Action, State
from daicho.documents.queries._views import DocumentView
from daicho.documents.web.face import Labels, WebFace
from daicho.documents.web.pages import document_list, document_pages
from daicho.documents.web.words import SOURCINGS
from daicho.kernel.context import Ctx
from daicho.platform.web.detail import Action as PageAction
from daicho.platform.web.detail import action_page
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.purchases.commands.cancel_order_items import cancel_order_items
from daicho.purchases.commands.reopen_order_items import reopen_order_items
from daicho.purchases.core.fulfilment import Progress, billed_status, received_status
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.purchases.queries.order_progress import order_progress
from daicho.purchases.web.bills import BILLS
from daicho.purchases.web.bills import PAGES as BILL_PAGES
from daicho.purchases.web.receives import PAGES as RECEIVES
from daicho.purchases.web.related import related_to
from daicho.purchases.web.vendor_credits import PAGES as CREDIT_PAGES
from daicho.purchases.web.vendor_credits import VENDOR_CREDITS


def _create(ctx: Ctx, fields: DocumentFields) -> int:
    return create_document(ctx, kind=PURCHASE_ORDER, fields=fields)


def _update(ctx: Ctx, document_id: int, fields: DocumentFields) -> None:
    update_document(ctx, kind=PURCHASE_ORDER, document_id=document_id, fields=fields)


_MARKS = {
    "partially_received": _("Partially received"),
    "received": _("Received"),
    "partially_billed": _("Partially billed"),
    "billed": _("Billed"),
}


def _progress(request: PageRequest, view: DocumentView) -> list[Progress]:
    """Return the progress of the order's lines, asked once for a page."""
    known: dict[int, list[Progress]] = request.__dict__.setdefault("order_progress", {})
    if view.document_id not in known:
        known |= order_progress(request.ctx, order_ids=[view.document_id])
    return known[view.document_id]


def _next(request: PageRequest, view: DocumentView) -> Iterator[PageAction]:
    """What comes next of an issued order: its goods, then its bill."""
    if view.state is not State.OPEN:
        return
    ctx, here, lines = request.ctx, {"purchaseorder_id": view.document_id}, _progress(request, view)
    if any(line.to_be_announced for line in lines) and ctx.actor.may("purchasereceives.create"):
        yield PageAction(_("Receive"), page_url(ctx, "purchasereceive_create", **here), icon="truck", method="get")
    if any(line.to_be_billed for line in lines) and ctx.actor.may("bills.create"):
        yield PageAction(
            _("Convert to bill"), page_url(ctx, "purchaseorder_convert", **here), icon="receipt", method="get"
        )


def _actions(request: PageRequest, view: DocumentView) -> Iterator[PageAction]:
    """Yield what else can be made of the order, and cancelling of what is still to come."""
    yield from list(_next(request, view))[1:]
    ctx, here = request.ctx, {"purchaseorder_id": view.document_id}
    if not ctx.actor.may("purchaseorders.edit") or view.state not in {State.OPEN, State.CLOSED}:
        return
    lines = _progress(request, view)
    if view.state is State.OPEN and not view.extra["sourcing"] and any(line.processed for line in lines):
        question = _("What was neither received nor billed will not be expected any more. This can be undone.")
        url = page_url(ctx, "purchaseorder_cancel_items", **here)
        yield PageAction(_("Cancel the remaining items"), url, icon="ban", confirm=question, danger=True)
    if any(line.cancelled for line in lines):
        yield PageAction(
            _("Reopen cancelled items"), page_url(ctx, "purchaseorder_reopen_items", **here), icon="rotate"
        )


def _facts(request: PageRequest, view: DocumentView) -> Iterator[tuple[Any, str]]:
    lines = _progress(request, view)
    if view.extra["sourcing"]:
        yield _("Sourcing"), str(SOURCINGS[Sourcing(str(view.extra["sourcing"]))])
    for label, mark in ((_("Goods"), received_status(lines)), (_("Bills"), billed_status(lines))):
        if mark:
            yield label, str(_MARKS[mark])


def _cancel_items(ctx: Ctx, *, purchaseorder_id: int) -> None:
    cancel_order_items(ctx, order_id=purchaseorder_id)


def _reopen_items(ctx: Ctx, *, purchaseorder_id: int) -> None:
    reopen_order_items(ctx, order_id=purchaseorder_id)


_FACE = WebFace(
    kind=PURCHASE_ORDER,
    icon="shopping-bag",
    create=_create,
    update=_update,
    account_types="asset,liability,cost_of_goods_sold,expense",
    related=related_to("purchaseorder"),
    next=_next,
    actions=_actions,
    facts=_facts,
    labels=Labels(
        plural=_("Purchase orders"),
        new=_("New purchase order"),
        contact=_("Vendor"),
        due=_("Delivery date"),
        created=_("The purchase order has been created."),
        updated=_("The purchase order has been updated."),
        deleted=_("The purchase order has been deleted."),
        cloned=_("The purchase order has been cloned. This is the new draft."),
        sent=_("The purchase order has been sent."),
        empty_title=_("No purchase orders yet"),
        empty_text=_("What you order from vendors stands here, the same in both applications. Begin with one."),
        open_by={"books": _("Mark as open"), "inventory": _("Mark as issued")},
        save_and_open={"books": _("Save and mark as open"), "inventory": _("Save and issue")},
        states={
            Action.SUBMIT: _("Submit for approval"),
            Action.APPROVE: _("Approve"),
            Action.REJECT: _("Reject"),
            Action.DRAFT: _("Make a draft again"),
            Action.BILL: _("Mark as billed"),
            Action.CANCEL: _("Mark as cancelled"),
        },
        done={
            Action.SUBMIT: _("The purchase order has been submitted for approval."),
            Action.APPROVE: _("The purchase order has been approved."),
            Action.REJECT: _("The purchase order has been rejected."),
            Action.OPEN: _("The purchase order is issued."),
            Action.DRAFT: _("The purchase order has been marked as draft."),
            Action.BILL: _("The purchase order has been marked as billed."),
            Action.CANCEL: _("The purchase order has been marked as cancelled."),
        },
        delete_question=_("Delete this purchase order? This cannot be undone."),
        new_contact=_("New vendor"),
    ),
)
PURCHASE_ORDERS = document_list(_FACE)
_ONE, _VIEW, _EDIT = "purchaseorders/<id:purchaseorder_id>/", "purchaseorders.view", "purchaseorders.edit"
PAGES: list[Page] = [
    *document_pages(_FACE, PURCHASE_ORDERS),
    action_page(
        f"{_ONE}items/cancel/", "purchaseorder_cancel_items", _VIEW, _EDIT, _cancel_items,
        message=_("The remaining items have been cancelled."), then="purchaseorder",
        undo="purchaseorder_reopen_items",
    ),
    action_page(
        f"{_ONE}items/reopen/", "purchaseorder_reopen_items", _VIEW, _EDIT, _reopen_items,
        message=_("The cancelled items are expected again."), then="purchaseorder",
    ),
    *RECEIVES,
    *BILL_PAGES,
    *CREDIT_PAGES,
]  # fmt: skip
__all__ = ["BILLS", "PAGES", "PURCHASE_ORDERS", "VENDOR_CREDITS"]
