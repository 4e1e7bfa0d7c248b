"""Transfer orders on screen."""

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
from daicho.stock.commands.change_transfer_state import change_transfer_state
from daicho.stock.commands.delete_transfers import delete_transfers
from daicho.stock.core.approval import NAMES, TRANSFER_MOVES, Action, State
from daicho.stock.core.transfer import ENTITY
from daicho.stock.queries._transfer_views import TransferView
from daicho.stock.queries.list_transfers import TRANSFER_LISTING, list_transfers
from daicho.stock.queries.transfer_detail import transfer_detail
from daicho.stock.web.batch_fields import named_texts
from daicho.stock.web.effects import effects_tab
from daicho.stock.web.transfer_form import transfer_create_page, transfer_edit_page, transfer_receive_page
from daicho.stock.web.words import TRANSFER_CHANGED, state_badge

VIEW, CREATE, EDIT = "transfers.view", "transfers.create", "transfers.edit"
DELETE = "transfers.delete"
_SHOWN = (State.DRAFT, State.PENDING_APPROVAL, State.APPROVED, State.REJECTED, State.IN_TRANSIT, State.TRANSFERRED)


def _does(action: Action) -> Callable[[Ctx, int], None]:
    def move(ctx: Ctx, transfer_id: int) -> None:
        change_transfer_state(ctx, transfer_id=transfer_id, action=action)

    return move


def _approve(ctx: Ctx, transfer_id: int, *, is_final: bool) -> None:
    change_transfer_state(ctx, transfer_id=transfer_id, action=Action.APPROVE, is_final=is_final)


def _reject(ctx: Ctx, transfer_id: int, reason: str) -> None:
    change_transfer_state(ctx, transfer_id=transfer_id, action=Action.REJECT, reason=reason)


def _delete(ctx: Ctx, transfer_id: int) -> None:
    delete_transfers(ctx, transfer_ids=[transfer_id])


TRANSFERS: ListPage[TransferView] = ListPage(
    name="transferorders",
    title=_("Transfer orders"),
    permission=VIEW,
    listing=TRANSFER_LISTING,
    rows=list_transfers,
    columns=(
        Column("number", _("Number"), lambda row: row.number, sort="transfer_order_number", main=True),
        Column("date", _("Date"), lambda row: row.day, sort="date"),
        Column("from_location", _("From location"), lambda row: row.from_location_name),
        Column("to_location", _("To location"), lambda row: row.to_location_name),
        Column("quantity", _("Quantity"), lambda row: Quantity(row.quantity), align="end"),
        Column("status", _("Status"), lambda row: state_badge(row.state), sort="status"),
        Column("received_on", _("Arrived on"), lambda row: row.received_on),
        Column("description", _("Description"), lambda row: row.description, shown=False),
        Column("created_time", _("Created"), lambda row: row.created_at, sort="created_time", shown=False),
        Column(
            "last_modified_time", _("Modified"), lambda row: row.modified_at, sort="last_modified_time", shown=False
        ),
    ),
    row_id=lambda row: row.transfer_id,
    detail="transferorder",
    detail_key="transfer_id",
    entities=(ENTITY, "location"),
    empty=Empty(
        _("No transfer orders yet"), _("Goods that go from one location to another, without gain or loss."), "transfer"
    ),
    views=(
        BuiltInView("waiting_for_me", _("Waiting for my approval"), filter_by=WAITING_FOR_ME),
        *(
            BuiltInView(state.value, _(NAMES[state]), parameters={"status": state.value})
            for state in (State.DRAFT, State.IN_TRANSIT, State.TRANSFERRED)
        ),
    ),
    chips=(
        Chip("date", _("Date")),
        Chip("status", _("Status"), choices=tuple((state.value, _(NAMES[state])) for state in _SHOWN)),
        Chip("from_location_name", _("From location")),
        Chip("to_location_name", _("To location")),
        Chip("item_name", _("Item")),
    ),
    bulk=(
        BulkAction("send", _("Send off"), EDIT, _does(Action.SEND), _("%(count)s sent off."), icon="truck"),
        BulkAction(
            "delete", _("Delete"), DELETE, _delete, _("%(count)s deleted."), icon="trash",
            confirm=_("Delete the ticked transfer orders? Their goods are back where they came from."), danger=True,
        ),
    ),
    create="transferorder_create",
    create_label=_("New transfer order"),
    create_permission=CREATE,
    icon="transfer",
)  # fmt: skip


def transfer_page(request: PageRequest, transfer_id: int) -> HttpResponse:
    """Show a transfer order: its lines, what it did to stock, its history."""
    ctx, formats = request.ctx, request.formats
    view = transfer_detail(ctx, transfer_id=transfer_id)
    may_edit = ctx.actor.may(EDIT)
    levels = approval_levels(ctx, entity=ENTITY, entity_ids=[transfer_id]).get(transfer_id, [])
    following, deciding = approval_buttons(
        ctx,
        state=view.state,
        page="transferorder",
        key="transfer_id",
        document_id=transfer_id,
        module="transfers",
        levels=levels,
    )
    steps = list(_steps(ctx, view))

    def history() -> Mapping[str, object]:
        return {"history": record_history(ctx, formats, ENTITY, transfer_id, TRANSFER_CHANGED)}

    detail = Detail(
        title=view.number,
        subtitle=f"{view.from_location_name} → {view.to_location_name}",
        list_page="transferorders",
        list_label=_("Transfer orders"),
        entity=ENTITY,
        entity_id=transfer_id,
        badges=(state_badge(view.state),),
        edit_url=page_url(ctx, "transferorder_edit", transfer_id=transfer_id) if may_edit else "",
        primary=None if view.state is State.TRANSFERRED else next(iter([*following, *steps]), None),
        actions=(*steps[0 if view.state is State.TRANSFERRED else 1 :], *deciding, *_actions(ctx, view)),
        tabs=(
            Tab("overview", _("Overview"), "stock/_transfer.html"),
            effects_tab(request, ENTITY, transfer_id),
            Tab("history", _("History"), "stock/_history.html", more=history),
        ),
        notes=record_notes(request, "transferorder", ENTITY, transfer_id, "transfer_id", may_edit=may_edit),
        cards=(CARD,),
    )
    context = {
        "approval": card_rows(formats, levels),
        "lines": _lines(request, view),
        "facts": _facts(request, view),
    }
    return render_detail(request, detail, "stock/document.html", context)


def _steps(ctx: Ctx, view: TransferView) -> Iterator[Button]:
    """Yield what leads the transfer order on: the one next action first."""
    here, moves = {"transfer_id": view.transfer_id}, TRANSFER_MOVES
    if not ctx.actor.may(EDIT):
        return
    is_needed = approval_rule(ctx, module="transfers").is_needed
    received = page_url(ctx, "transferorder_receive", **here)
    if view.state is State.APPROVED or (view.state is State.DRAFT and not is_needed):
        yield Button(_("Send off"), page_url(ctx, "transferorder_send", **here), icon="truck")
        yield Button(_("Mark as transferred"), received, icon="check", method="get")
    if view.state is State.IN_TRANSIT:
        yield Button(_("Mark as transferred"), received, icon="check", method="get")
    if view.state in moves[Action.SUBMIT].sources and is_needed:
        yield Button(_("Submit for approval"), page_url(ctx, "transferorder_submit", **here), icon="send")
    if view.state in moves[Action.DRAFT].sources:
        yield Button(_("Back to draft"), page_url(ctx, "transferorder_draft", **here), icon="rotate")


def _actions(ctx: Ctx, view: TransferView) -> Iterator[Button]:
    here = {"transfer_id": view.transfer_id}
    if url := find_page_url(ctx, "transferorder_pdf", **here):
        yield Button(_("PDF"), url, icon="file-type-pdf", method="get")
    if ctx.actor.may(DELETE):
        question = _("Delete this transfer order? Its goods are back where they came from.")
        url = page_url(ctx, "transferorder_delete", **here)
        yield Button(_("Delete"), url, icon="trash", confirm=question, danger=True)


def _lines(request: PageRequest, view: TransferView) -> list[dict[str, object]]:
    ctx, formats = request.ctx, request.formats
    return [
        {
            "name": line.name,
            "url": find_page_url(ctx, "item", item_id=line.item_id) if ctx.actor.may("items.view") else "",
            "description": line.description,
            "batches": named_texts(formats, line.batches),
            "quantity": f"{formats.quantity(Quantity(line.quantity))} {line.unit}".strip(),
        }
        for line in view.lines
    ]


def _facts(request: PageRequest, view: TransferView) -> dict[str, str]:
    return {
        gettext("From location"): view.from_location_name,
        gettext("To location"): view.to_location_name,
        gettext("Date"): request.formats.date(view.day),
        gettext("Arrived on"): request.formats.date(view.received_on) if view.received_on else "",
        gettext("Description"): view.description,
        gettext("Reason of rejection"): view.state_reason,
        **dict(custom_facts(request.ctx, request.formats, view.custom)),
    }


_ONE = "transferorders/<id:transfer_id>/"
_STATES = (
    ("send", Action.SEND, _("The transfer order has been marked as in transit.")),
    ("draft", Action.DRAFT, _("The transfer order is a draft again.")),
    ("submit", Action.SUBMIT, _("The transfer order has been submitted for approval.")),
)
PAGES: list[Page] = [
    *list_pages(TRANSFERS, "transferorders/"),
    Page("transferorders/new/", "transferorder_create", CREATE, transfer_create_page, CREATE),
    Page(_ONE, "transferorder", VIEW, transfer_page),
    Page(f"{_ONE}edit/", "transferorder_edit", EDIT, transfer_edit_page, EDIT),
    Page(f"{_ONE}receive/", "transferorder_receive", EDIT, transfer_receive_page, EDIT),
    *(
        action_page(
            f"{_ONE}{verb}/", f"transferorder_{verb}", VIEW, EDIT, _does(action),
            message=message, then="transferorder",
        )
        for verb, action, message in _STATES
    ),
    action_page(
        f"{_ONE}delete/", "transferorder_delete", VIEW, DELETE, _delete,
        message=_("The transfer order has been deleted."), then="transferorders", keep=False,
    ),
    *approval_pages(
        Approving(
            path=_ONE, page="transferorder", key="transfer_id", module="transfers", entity=ENTITY,
            number=lambda ctx, transfer_id: transfer_detail(ctx, transfer_id=transfer_id).number,
            approve=_approve, reject=_reject,
            approved=_("The transfer order has been approved."),
            rejected=_("The transfer order has been rejected."),
        )
    ),
    *note_pages(_ONE, "transferorder", "transfer_id", ENTITY, VIEW, EDIT, transfer_detail),
]  # fmt: skip
