"""The pages of bills."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.state import Action as Doing
from daicho.documents.core.state import State
from daicho.documents.queries._views import DocumentView
from daicho.documents.queries.document_view import document_view
from daicho.documents.web.face import Labels, WebFace
from daicho.documents.web.pages import document_list, document_pages
from daicho.kernel.context import Ctx
from daicho.ledger.web.entries import entries_tab
from daicho.platform.web.detail import Action, Tab, action_page
from daicho.platform.web.fields import DateField
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.purchases.commands.bill_order import bill_order
from daicho.purchases.commands.mark_bill_received import mark_bill_received
from daicho.purchases.kinds import BILL, PURCHASE_ORDER
from daicho.purchases.web.landed_costs import PAGES as LANDED_COSTS
from daicho.purchases.web.landed_costs import landed_cost_tab
from daicho.purchases.web.related import related_to
from daicho.stock.web.effects import effects_tab


def _create(ctx: Ctx, fields: DocumentFields) -> int:
    return create_document(ctx, kind=BILL, fields=fields)


def _update(ctx: Ctx, document_id: int, fields: DocumentFields) -> None:
    update_document(ctx, kind=BILL, document_id=document_id, fields=fields)


def purchase_tabs(kind: str) -> Any:
    """Return what `WebFace.tabs` is for a kind that posts: its movements, and its entries for who may see accounts."""

    def tabs(request: PageRequest, view: DocumentView) -> Sequence[Tab]:
        found = [effects_tab(request, kind, view.document_id)]
        if request.ctx.actor.may("accounts.view"):
            found.append(entries_tab(request, kind, view.document_id))
        return found

    return tabs


def _tabs(request: PageRequest, view: DocumentView) -> Sequence[Tab]:
    return [*landed_cost_tab(request, view), *purchase_tabs("bill")(request, view)]


def _actions(request: PageRequest, view: DocumentView) -> Iterator[Action]:
    ctx = request.ctx
    if view.state is not State.OPEN:
        return
    if ctx.actor.may("bills.edit") and any(
        line.is_tracked and line.extra["source_line_id"] is None for line in view.lines
    ):
        is_received = bool(view.extra["is_received"])
        label = _("Goods were not received") if is_received else _("Mark as received")
        yield Action(label, _url(ctx, "undo_received" if is_received else "received", view), icon="truck")
    if ctx.actor.may("bills.edit") and any(line.is_tracked for line in view.lines):
        yield Action(_("Add landed cost"), _url(ctx, "landed_cost", view), icon="plus", method="get")
    if ctx.actor.may("vendorcredits.create"):
        yield Action(_("Create a vendor credit"), _url(ctx, "credit", view), icon="receipt")


def _facts(request: PageRequest, view: DocumentView) -> Iterator[tuple[Any, str]]:
    if view.state is State.OPEN:
        yield _("Balance due"), request.formats.money(view.balance)
    if view.extra["is_received"]:
        yield _("Goods"), str(_("Received with the bill"))


def _url(ctx: Ctx, page: str, view: DocumentView) -> str:
    return page_url(ctx, f"bill_{page}", bill_id=view.document_id)


_FACE = WebFace(
    kind=BILL,
    icon="receipt",
    create=_create,
    update=_update,
    account_types="asset,liability,cost_of_goods_sold,expense",
    is_mailed=False,
    tabs=_tabs,
    related=related_to("bill"),
    actions=_actions,
    facts=_facts,
    labels=Labels(
        plural=_("Bills"),
        new=_("New bill"),
        contact=_("Vendor"),
        due=_("Due date"),
        created=_("The bill has been created."),
        updated=_("The bill has been updated."),
        deleted=_("The bill has been deleted."),
        cloned=_("The bill has been cloned. This is the new draft."),
        sent=_("The bill has been sent."),
        empty_title=_("No bills yet"),
        empty_text=_("What you owe vendors stands here, the same in both applications. Begin with one."),
        open_by={"books": _("Mark as open"), "inventory": _("Mark as open")},
        save_and_open={"books": _("Save and mark as open"), "inventory": _("Save and mark as open")},
        states={
            Doing.SUBMIT: _("Submit for approval"),
            Doing.APPROVE: _("Approve"),
            Doing.REJECT: _("Reject"),
            Doing.DRAFT: _("Make a draft again"),
            Doing.VOID: _("Mark as void"),
        },
        done={
            Doing.SUBMIT: _("The bill has been submitted for approval."),
            Doing.APPROVE: _("The bill has been approved."),
            Doing.REJECT: _("The bill has been rejected."),
            Doing.OPEN: _("The bill has been marked as open."),
            Doing.DRAFT: _("The bill has been marked as draft."),
            Doing.VOID: _("The bill has been marked as void."),
        },
        delete_question=_("Delete this bill? This cannot be undone."),
        new_contact=_("New vendor"),
    ),
)
BILLS = document_list(_FACE)


class BillOrderForm(DaichoForm):
    """What a bill has that its order does not know."""

    number = forms.CharField(label=_("Bill number"), max_length=100, help_text=_("As the vendor wrote it."))
    date = DateField(label=_("Date"))


def _of_order(request: PageRequest, purchaseorder_id: int) -> HttpResponse:
    """Make a draft bill of what the order has left and open its form, where a part may be chosen."""
    ctx = request.ctx
    view = document_view(ctx, kind=PURCHASE_ORDER, document_id=purchaseorder_id, with_files=False, with_custom=False)
    form = BillOrderForm(ctx, request.POST if request.method == "POST" else None, initial={"date": ctx.today})

    def save() -> int:
        entered = form.cleaned_data
        return bill_order(ctx, order_id=purchaseorder_id, number=entered["number"], day=entered["date"])

    editing = Editing(
        title=_("Bill of %(number)s") % {"number": view.number},
        save=save,
        url=lambda bill_id: page_url(ctx, "bill_edit", bill_id=bill_id),
        message=_("This is the draft of the bill. Take out what is not billed yet."),
        cancel_url=page_url(ctx, "purchaseorder", purchaseorder_id=purchaseorder_id),
        submit=_("Continue"),
    )
    return handle_form(request, form, editing)


def _receive(ctx: Ctx, *, bill_id: int) -> None:
    mark_bill_received(ctx, bill_id=bill_id)


def _unreceive(ctx: Ctx, *, bill_id: int) -> None:
    mark_bill_received(ctx, bill_id=bill_id, is_received=False)


_ONE, _VIEW, _EDIT = "bills/<id:bill_id>/", "bills.view", "bills.edit"
PAGES: list[Page] = [
    *document_pages(_FACE, BILLS),
    *LANDED_COSTS,
    Page(
        "purchaseorders/<id:purchaseorder_id>/convert/", "purchaseorder_convert", "bills.create", _of_order,
        "bills.create",
    ),
    action_page(
        f"{_ONE}received/", "bill_received", _VIEW, _EDIT, _receive,
        message=_("The bill has been marked as received."), then="bill", undo="bill_undo_received",
    ),
    action_page(
        f"{_ONE}received/undo/", "bill_undo_received", _VIEW, _EDIT, _unreceive,
        message=_("The bill is not marked as received any more."), then="bill",
    ),
]  # fmt: skip
