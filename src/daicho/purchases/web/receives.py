"""Purchase receives on screen."""

from collections.abc import Callable, Iterator, Mapping

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity
from daicho.organizations.queries.approval_levels import approval_levels
from daicho.organizations.queries.approval_rule import approval_rule
from daicho.organizations.queries.waiting_for_me import WAITING_FOR_ME
from daicho.organizations.web.approving import CARD, Approving, approval_buttons, approval_pages, card_rows
from daicho.platform.web.custom_fields import custom_facts
from daicho.platform.web.detail import Action as Button
from daicho.platform.web.detail import Detail, Tab, action_page, render_detail
from daicho.platform.web.history import record_history
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.lists import BuiltInView, BulkAction, Chip, Column, Empty, ListPage
from daicho.platform.web.notes import note_pages, record_notes
from daicho.platform.web.page import Page, PageRequest, find_page_url, page_url
from daicho.purchases.commands.change_receive_state import change_receive_state
from daicho.purchases.commands.delete_purchase_receive import delete_purchase_receive
from daicho.purchases.core.receive import ENTITY, MOVES, NAMES, Action, State
from daicho.purchases.queries._receive_views import ReceiveView
from daicho.purchases.queries.list_purchase_receives import RECEIVE_LISTING, list_purchase_receives
from daicho.purchases.queries.receive_detail import receive_detail
from daicho.purchases.web.receive_form import receive_create_page, receive_edit_page
from daicho.purchases.web.receive_pdf import receive_pdf_page
from daicho.purchases.web.related import related_to
from daicho.purchases.web.words import RECEIVE_CHANGED, receive_badge
from daicho.stock.web.effects import effects_tab

VIEW, CREATE, EDIT, DELETE = (f"purchasereceives.{action}" for action in ("view", "create", "edit", "delete"))
_LABELS = {
    Action.SUBMIT: (_("Submit for approval"), "send"),
    Action.SEND: (_("Mark as in transit"), "truck"),
    Action.RECEIVE: (_("Mark as received"), "check"),
}
_DONE = {
    Action.SUBMIT: _("The purchase receive has been submitted for approval."),
    Action.SEND: _("The purchase receive has been marked as in transit."),
    Action.RECEIVE: _("The purchase receive has been marked as received."),
}


def _does(action: Action) -> Callable[[Ctx, int], None]:
    def move(ctx: Ctx, receive_id: int) -> None:
        change_receive_state(ctx, receive_id=receive_id, action=action)

    return move


def _receive_today(ctx: Ctx, receive_id: int) -> None:
    """Goods that are in transit arrive today; a draft keeps the day it was given."""
    on_the_way = receive_detail(ctx, receive_id=receive_id).state is State.IN_TRANSIT
    day = ctx.today if on_the_way else None
    change_receive_state(ctx, receive_id=receive_id, action=Action.RECEIVE, day=day)


def _approve(ctx: Ctx, receive_id: int, *, is_final: bool) -> None:
    change_receive_state(ctx, receive_id=receive_id, action=Action.APPROVE, is_final=is_final)


def _reject(ctx: Ctx, receive_id: int, reason: str) -> None:
    change_receive_state(ctx, receive_id=receive_id, action=Action.REJECT, reason=reason)


def _delete(ctx: Ctx, receive_id: int) -> None:
    delete_purchase_receive(ctx, receive_id=receive_id)


RECEIVES: ListPage[ReceiveView] = ListPage(
    name="purchasereceives",
    title=_("Purchase receives"),
    permission=VIEW,
    listing=RECEIVE_LISTING,
    rows=list_purchase_receives,
    columns=(
        Column("number", _("Number"), lambda row: row.number, sort="receive_number", main=True),
        Column("date", _("Date"), lambda row: row.day, sort="date"),
        Column("vendor", _("Vendor"), lambda row: row.vendor_name, sort="vendor_name"),
        Column("order", _("Purchase order"), lambda row: row.order_number),
        Column("quantity", _("Quantity"), lambda row: Quantity(row.quantity), align="end"),
        Column("status", _("Status"), lambda row: receive_badge(row.state), sort="status"),
        Column("location", _("Location"), lambda row: row.location_name, shown=False),
        Column("notes", _("Notes"), lambda row: row.notes, shown=False),
        Column("created_time", _("Created"), lambda row: row.created_at, sort="created_time", shown=False),
    ),
    row_id=lambda row: row.receive_id,
    detail="purchasereceive",
    detail_key="receive_id",
    entities=(ENTITY, "purchaseorder", "contact"),
    empty=Empty(
        _("No purchase receives yet"),
        _("What arrives of a purchase order stands here. Open an issued order and receive its goods."),
        "truck",
    ),
    views=(
        BuiltInView("waiting_for_me", _("Waiting for my approval"), filter_by=WAITING_FOR_ME),
        *(
            BuiltInView(state.value, _(NAMES[state]), parameters={"status": state.value})
            for state in (State.DRAFT, State.IN_TRANSIT, State.RECEIVED)
        ),
    ),
    chips=(
        Chip("receive_number", _("Number")),
        Chip("vendor_name", _("Vendor")),
        Chip("purchaseorder_number", _("Purchase order")),
        Chip("date", _("Date")),
        Chip("status", _("Status"), choices=tuple((state.value, _(NAMES[state])) for state in State)),
        Chip("item_name", _("Item")),
    ),
    bulk=(
        BulkAction("receive", _("Mark as received"), EDIT, _receive_today, _("%(count)s received."), icon="check"),
        BulkAction(
            "delete", _("Delete"), DELETE, _delete, _("%(count)s deleted."), icon="trash",
            confirm=_("Delete the ticked receives? Their goods leave the stock again."), danger=True,
        ),
    ),
    icon="truck",
)  # fmt: skip


def receive_page(request: PageRequest, receive_id: int) -> HttpResponse:
    """Show a receive: its lines, what it did to stock, its history."""
    ctx = request.ctx
    view = receive_detail(ctx, receive_id=receive_id)
    may_edit = ctx.actor.may(EDIT)
    levels = approval_levels(ctx, entity=ENTITY, entity_ids=[receive_id]).get(receive_id, [])

    def history() -> Mapping[str, object]:
        return {"history": record_history(ctx, request.formats, ENTITY, receive_id, RECEIVE_CHANGED)}

    following, deciding = approval_buttons(
        ctx,
        state=view.state,
        page="purchasereceive",
        key="receive_id",
        document_id=receive_id,
        module="purchasereceives",
        levels=levels,
    )
    actions = list(_actions(ctx, view))
    own = [] if view.state in {State.PENDING_APPROVAL, State.RECEIVED} else actions[:1]
    detail = Detail(
        title=view.number,
        subtitle=view.vendor_name,
        list_page="purchasereceives",
        list_label=_("Purchase receives"),
        entity=ENTITY,
        entity_id=receive_id,
        badges=(receive_badge(view.state),),
        edit_url=page_url(ctx, "purchasereceive_edit", receive_id=receive_id) if may_edit else "",
        primary=next(iter([*following, *own]), None),
        actions=(*deciding, *actions[len(own) :]),
        tabs=(
            Tab("overview", _("Overview"), "stock/_transfer.html"),
            effects_tab(request, ENTITY, receive_id),
            Tab("history", _("History"), "stock/_history.html", more=history),
        ),
        notes=record_notes(request, "purchasereceive", ENTITY, receive_id, "receive_id", may_edit=may_edit),
        entities=("purchaseorder",),
        cards=(CARD,),
    )
    context = {
        "approval": card_rows(request.formats, levels),
        "lines": _lines(request, view),
        "facts": _facts(request, view),
        "related": related_to(ENTITY)(request, receive_id),
    }
    return render_detail(request, detail, "documents/document.html", context)


def _actions(ctx: Ctx, view: ReceiveView) -> Iterator[Button]:
    """Yield what can be done, what is next first."""
    here = {"receive_id": view.receive_id}
    is_needed = approval_rule(ctx, module="purchasereceives").is_needed
    must_wait = is_needed and view.state in {State.DRAFT, State.REJECTED}
    for action in (Action.SUBMIT,) if must_wait else (Action.RECEIVE, Action.SEND):
        if ctx.actor.may(EDIT) and view.state in MOVES[action].sources:
            label, icon = _LABELS[action]
            yield Button(label, page_url(ctx, f"purchasereceive_{action.value}", **here), icon=icon)
    yield Button(_("PDF"), page_url(ctx, "purchasereceive_pdf", **here), icon="file-type-pdf", method="get")
    if ctx.actor.may(DELETE):
        question = _("Delete this receive? Its goods leave the stock again.")
        url = page_url(ctx, "purchasereceive_delete", **here)
        yield Button(_("Delete"), url, icon="trash", confirm=question, danger=True)


def _lines(request: PageRequest, view: ReceiveView) -> list[dict[str, str]]:
    ctx = request.ctx
    return [
        {
            "name": line.name,
            "url": find_page_url(ctx, "item", item_id=line.item_id) if ctx.actor.may("items.view") else "",
            "description": line.description,
            "quantity": f"{request.formats.quantity(Quantity(line.quantity))} {line.unit}".strip(),
        }
        for line in view.lines
    ]


def _facts(request: PageRequest, view: ReceiveView) -> list[tuple[str, str, str]]:
    ctx = request.ctx
    order = page_url(ctx, "purchaseorder", purchaseorder_id=view.order_id)
    vendor = page_url(ctx, "contact", contact_id=view.vendor_id)
    facts = [
        (gettext("Purchase order"), view.order_number, order if ctx.actor.may("purchaseorders.view") else ""),
        (gettext("Vendor"), view.vendor_name, vendor if ctx.actor.may("contacts.view") else ""),
        (gettext("Date"), request.formats.date(view.day), ""),
        (gettext("Location"), view.location_name, ""),
        (gettext("Notes"), view.notes, ""),
        (gettext("Reason of rejection"), view.state_reason, ""),
        *((label, text, "") for label, text in custom_facts(ctx, request.formats, view.custom)),
    ]
    return [fact for fact in facts if fact[1]]


_ONE = "purchasereceives/<id:receive_id>/"
PAGES: list[Page] = [
    *list_pages(RECEIVES, "purchasereceives/"),
    Page(
        "purchaseorders/<id:purchaseorder_id>/receive/", "purchasereceive_create", CREATE, receive_create_page, CREATE
    ),
    Page(_ONE, "purchasereceive", VIEW, receive_page),
    Page(f"{_ONE}pdf/", "purchasereceive_pdf", VIEW, receive_pdf_page, followed=False),
    Page(f"{_ONE}edit/", "purchasereceive_edit", EDIT, receive_edit_page, EDIT),
    *(
        action_page(
            f"{_ONE}{action.value}/", f"purchasereceive_{action.value}", VIEW,
            EDIT,
            _receive_today if action is Action.RECEIVE else _does(action), message=message,
            then="purchasereceive",
        )
        for action, message in _DONE.items()
    ),
    action_page(
        f"{_ONE}delete/", "purchasereceive_delete", VIEW, DELETE, _delete,
        message=_("The purchase receive has been deleted."), then="purchasereceives", keep=False,
    ),
    *approval_pages(
        Approving(
            path=_ONE, page="purchasereceive", key="receive_id", module="purchasereceives", entity=ENTITY,
            number=lambda ctx, receive_id: receive_detail(ctx, receive_id=receive_id).number,
            approve=_approve, reject=_reject,
            approved=_("The purchase receive has been approved."),
            rejected=_("The purchase receive has been rejected."),
        )
    ),
    *note_pages(_ONE, "purchasereceive", "receive_id", ENTITY, VIEW, EDIT, receive_detail),
]  # fmt: skip
