"""The pages of sales orders."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext_lazy as _

from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.state import TAKEN_FROM, Action, State
from daicho.documents.queries._views import DocumentView
from daicho.documents.web.face import Labels, WebFace
from daicho.documents.web.pages import document_list, document_pages
from daicho.documents.web.words import MARK_LABELS, MARKS, mark_word
from daicho.kernel.context import Ctx
from daicho.platform.web.detail import Action as PageAction
from daicho.platform.web.detail import action_page
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.sales.commands.cancel_order_items import cancel_order_items
from daicho.sales.commands.reopen_order_items import reopen_order_items
from daicho.sales.core.fulfilment import marks_of
from daicho.sales.kinds import SALES_ORDER
from daicho.sales.web.invoices import order_invoices
from daicho.sales.web.packages import PAGES as PACKAGES
from daicho.sales.web.progress import progress_of
from daicho.sales.web.shipments import PAGES as SHIPMENTS


def _create(ctx: Ctx, fields: DocumentFields) -> int:
    return create_document(ctx, kind=SALES_ORDER, fields=fields)


def _update(ctx: Ctx, document_id: int, fields: DocumentFields) -> None:
    update_document(ctx, kind=SALES_ORDER, document_id=document_id, fields=fields)


def _making(request: PageRequest, view: DocumentView) -> Iterator[PageAction]:
    """What is made of a confirmed order: in Inventory its goods leave first, in Books it is invoiced first."""
    if view.state not in TAKEN_FROM:
        return
    ctx, here, lines = request.ctx, {"salesorder_id": view.document_id}, progress_of(request, view)
    goods: list[PageAction] = []
    if any(line.to_be_packed for line in lines) and ctx.actor.may("packages.create"):
        goods.append(PageAction(_("Pack"), page_url(ctx, "package_create", **here), icon="package", method="get"))
    if any(line.packed > line.shipped for line in lines) and ctx.actor.may("shipments.create"):
        url = page_url(ctx, "salesorder_ship", **here)
        goods.append(PageAction(_("Ship"), url, icon="truck-delivery", method="get"))
    invoices: list[PageAction] = []
    if any(line.to_be_invoiced for line in lines) and ctx.actor.may("invoices.create"):
        url = page_url(ctx, "salesorder_invoice", **here)
        invoices.append(PageAction(_("Create an invoice"), url, icon="file-invoice"))
    yield from [*goods, *invoices] if ctx.application == "inventory" else [*invoices, *goods]


def _next(request: PageRequest, view: DocumentView) -> Iterator[PageAction]:
    """What comes next of a confirmed order."""
    if view.state is State.OPEN:
        yield from _making(request, view)


def _actions(request: PageRequest, view: DocumentView) -> Iterator[PageAction]:
    """Yield what else can be made of the order, and cancelling of what is still to do."""
    yield from list(_making(request, view))[1 if view.state is State.OPEN else 0 :]
    ctx, here = request.ctx, {"salesorder_id": view.document_id}
    if view.state not in TAKEN_FROM:
        return
    lines = progress_of(request, view)
    if any(line.shipped for line in lines) and ctx.actor.may("salesreturns.create"):
        url = page_url(ctx, "salesorder_return", **here)
        yield PageAction(_("Return goods"), url, icon="arrow-back-up", method="get")
    if not ctx.actor.may("salesorders.edit"):
        return
    left = any(line.expected > line.processed for line in lines) and not any(line.is_sourced for line in lines)
    if view.state is State.OPEN and left and any(line.processed for line in lines):
        question = _("What was neither packed nor invoiced will not be delivered any more. This can be undone.")
        url = page_url(ctx, "salesorder_cancel_items", **here)
        yield PageAction(_("Cancel the remaining items"), url, icon="ban", confirm=question, danger=True)
    if any(line.cancelled for line in lines):
        url = page_url(ctx, "salesorder_reopen_items", **here)
        yield PageAction(_("Reopen cancelled items"), url, icon="rotate")


def _facts(request: PageRequest, view: DocumentView) -> Iterator[tuple[Any, Any]]:
    """The three marks of an order that counts, and how it is sourced."""
    if view.state is State.ON_HOLD:
        yield _("On hold"), _("Until what was ordered for it is billed, it is not packed, shipped or invoiced.")
    if view.state in TAKEN_FROM:
        marks = asdict(marks_of(progress_of(request, view)))
        for mark in ("packed_status", "shipped_status", "invoiced_status"):
            yield MARK_LABELS[mark], MARKS[mark_word(marks[mark])]


def _fixed(request: PageRequest, view: DocumentView) -> bool:
    lines = progress_of(request, view) if view.state in TAKEN_FROM else []
    return any(line.processed or line.is_sourced for line in lines)


def _cancel_items(ctx: Ctx, *, salesorder_id: int) -> None:
    cancel_order_items(ctx, order_id=salesorder_id)


def _reopen_items(ctx: Ctx, *, salesorder_id: int) -> None:
    reopen_order_items(ctx, order_id=salesorder_id)


_FACE = WebFace(
    kind=SALES_ORDER,
    icon="shopping-cart",
    create=_create,
    update=_update,
    related=order_invoices,
    next=_next,
    actions=_actions,
    facts=_facts,
    fixed=_fixed,
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
_ONE, _VIEW, _EDIT = "salesorders/<id:salesorder_id>/", "salesorders.view", "salesorders.edit"
PAGES: list[Page] = [
    *document_pages(_FACE, SALES_ORDERS),
    action_page(
        f"{_ONE}items/cancel/", "salesorder_cancel_items", _VIEW, _EDIT, _cancel_items,
        message=_("The remaining items have been cancelled."), then="salesorder", undo="salesorder_reopen_items",
    ),
    action_page(
        f"{_ONE}items/reopen/", "salesorder_reopen_items", _VIEW, _EDIT, _reopen_items,
        message=_("The cancelled items are expected again."), then="salesorder",
    ),
    *PACKAGES,
    *SHIPMENTS,
]  # fmt: skip
