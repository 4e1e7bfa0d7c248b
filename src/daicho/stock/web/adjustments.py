"""Inventory adjustments on screen."""

from collections.abc import Callable, Iterator, Mapping

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity, Rate
from daicho.ledger.web.entries import entries_tab
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
from daicho.stock.commands.change_adjustment_state import change_adjustment_state
from daicho.stock.commands.delete_adjustment import delete_adjustment
from daicho.stock.core.adjustment import ENTITY
from daicho.stock.core.approval import ADJUSTMENT_MOVES, NAMES, Action, State
from daicho.stock.queries._adjustment_views import AdjustmentView
from daicho.stock.queries.adjustment_detail import adjustment_detail
from daicho.stock.queries.list_adjustments import ADJUSTMENT_LISTING, STATES, list_adjustments
from daicho.stock.web.adjustment_form import adjustment_create_page, adjustment_edit_page
from daicho.stock.web.batch_fields import named_texts
from daicho.stock.web.effects import effects_tab
from daicho.stock.web.words import ADJUSTMENT_CHANGED, ADJUSTMENT_TYPES, state_badge

VIEW, CREATE, EDIT = "adjustments.view", "adjustments.create", "adjustments.edit"
DELETE = "adjustments.delete"


def _does(action: Action) -> Callable[[Ctx, int], None]:
    def move(ctx: Ctx, adjustment_id: int) -> None:
        change_adjustment_state(ctx, adjustment_id=adjustment_id, action=action)

    return move


def _approve(ctx: Ctx, adjustment_id: int, *, is_final: bool) -> None:
    change_adjustment_state(ctx, adjustment_id=adjustment_id, action=Action.APPROVE, is_final=is_final)


def _reject(ctx: Ctx, adjustment_id: int, reason: str) -> None:
    change_adjustment_state(ctx, adjustment_id=adjustment_id, action=Action.REJECT, reason=reason)


def _delete(ctx: Ctx, adjustment_id: int) -> None:
    delete_adjustment(ctx, adjustment_id=adjustment_id)


ADJUSTMENTS: ListPage[AdjustmentView] = ListPage(
    name="inventoryadjustments",
    title=_("Inventory adjustments"),
    permission=VIEW,
    listing=ADJUSTMENT_LISTING,
    rows=list_adjustments,
    columns=(
        Column(
            "number", _("Number"), lambda row: row.number, sort="inventory_adjustment_number", main=True
        ),
        Column("date", _("Date"), lambda row: row.date, sort="date"),
        Column("reason", _("Reason"), lambda row: row.reason, sort="reason"),
        Column("adjustment_type", _("Kind of adjustment"), lambda row: ADJUSTMENT_TYPES[row.adjustment_type]),
        Column("location", _("Location"), lambda row: row.location_name),
        Column("reference_number", _("Reference number"), lambda row: row.reference, sort="reference_number"),
        Column("status", _("Status"), lambda row: state_badge(row.state), sort="status"),
        Column("total", _("Change of value"), lambda row: row.total, align="end"),
        Column("account", _("Account"), lambda row: row.account_name, shown=False),
        Column("description", _("Description"), lambda row: row.description, shown=False),
        Column("created_time", _("Created"), lambda row: row.created_at, sort="created_time", shown=False),
        Column(
            "last_modified_time", _("Modified"), lambda row: row.modified_at, sort="last_modified_time", shown=False
        ),
    ),
    row_id=lambda row: row.adjustment_id,
    detail="inventoryadjustment",
    detail_key="adjustment_id",
    entities=(ENTITY,),
    empty=Empty(
        _("No inventory adjustments yet"),
        _("What a count found, what was damaged or lost, what goods are worth now."),
        "adjustments",
    ),
    views=(
        BuiltInView("waiting_for_me", _("Waiting for my approval"), filter_by=WAITING_FOR_ME),
        *(
            BuiltInView(state.value, _(NAMES[state]), parameters={"status": state.value})
            for state in (State.DRAFT, State.PENDING_APPROVAL, State.ADJUSTED)
        ),
    ),
    chips=(
        Chip("date", _("Date")),
        Chip("reason", _("Reason")),
        Chip("status", _("Status"), choices=tuple((state.value, _(NAMES[state])) for state in STATES)),
        Chip("adjustment_type", _("Kind of adjustment"), choices=tuple(ADJUSTMENT_TYPES.items())),
        Chip("location_name", _("Location")),
        Chip("reference_number", _("Reference number")),
    ),
    bulk=(
        BulkAction("adjust", _("Adjust"), EDIT, _does(Action.ADJUST), _("%(count)s adjusted.")),
        BulkAction(
            "delete", _("Delete"), DELETE, _delete, _("%(count)s deleted."), icon="trash",
            confirm=_("Delete the ticked adjustments? What they did to stock and books is taken back."), danger=True,
        ),
    ),
    create="inventoryadjustment_create",
    create_label=_("New inventory adjustment"),
    create_permission=CREATE,
    icon="adjustments",
)  # fmt: skip


def adjustment_page(request: PageRequest, adjustment_id: int) -> HttpResponse:
    """Show an adjustment: its lines, what it did to stock and books, its history."""
    ctx, formats = request.ctx, request.formats
    view = adjustment_detail(ctx, adjustment_id=adjustment_id)
    may_edit = ctx.actor.may(EDIT)
    levels = approval_levels(ctx, entity=ENTITY, entity_ids=[adjustment_id]).get(adjustment_id, [])
    following, deciding = approval_buttons(
        ctx,
        state=view.state,
        page="inventoryadjustment",
        key="adjustment_id",
        document_id=adjustment_id,
        module="adjustments",
        levels=levels,
    )
    steps = list(_steps(ctx, view))

    def history() -> Mapping[str, object]:
        return {"history": record_history(ctx, formats, ENTITY, adjustment_id, ADJUSTMENT_CHANGED)}

    detail = Detail(
        title=view.number,
        subtitle=f"{formats.date(view.date)} · {view.reason}",
        list_page="inventoryadjustments",
        list_label=_("Inventory adjustments"),
        entity=ENTITY,
        entity_id=adjustment_id,
        badges=(state_badge(view.state),),
        edit_url=page_url(ctx, "inventoryadjustment_edit", adjustment_id=adjustment_id) if may_edit else "",
        primary=next(iter([*following, *steps]), None),
        actions=(*steps[1:], *deciding, *_actions(ctx, view)),
        tabs=(
            Tab("overview", _("Overview"), "stock/_adjustment.html"),
            effects_tab(request, ENTITY, adjustment_id),
            entries_tab(request, ENTITY, adjustment_id),
            Tab("history", _("History"), "stock/_history.html", more=history),
        ),
        notes=record_notes(request, "inventoryadjustment", ENTITY, adjustment_id, "adjustment_id", may_edit=may_edit),
        cards=(CARD,),
    )
    context = {
        "approval": card_rows(formats, levels),
        "lines": _lines(request, view),
        "by_value": view.adjustment_type == "value",
        "total": formats.money(view.total),
        "facts": _facts(request, view),
    }
    return render_detail(request, detail, "stock/document.html", context)


def _steps(ctx: Ctx, view: AdjustmentView) -> Iterator[Button]:
    """Yield what leads the adjustment on: the one next action first."""
    here = {"adjustment_id": view.adjustment_id}
    if not ctx.actor.may(EDIT):
        return
    is_needed = approval_rule(ctx, module="adjustments").is_needed
    if view.state is State.APPROVED or (view.state is State.DRAFT and not is_needed):
        yield Button(_("Adjust"), page_url(ctx, "inventoryadjustment_adjust", **here), icon="check")
    if view.state in ADJUSTMENT_MOVES[Action.SUBMIT].sources and is_needed:
        yield Button(_("Submit for approval"), page_url(ctx, "inventoryadjustment_submit", **here), icon="send")


def _actions(ctx: Ctx, view: AdjustmentView) -> Iterator[Button]:
    here = {"adjustment_id": view.adjustment_id}
    if url := find_page_url(ctx, "inventoryadjustment_pdf", **here):
        yield Button(_("PDF"), url, icon="file-type-pdf", method="get")
    if ctx.actor.may(DELETE):
        question = _("Delete this adjustment? What it did to stock and books is taken back.")
        yield Button(
            _("Delete"), page_url(ctx, "inventoryadjustment_delete", **here), icon="trash", confirm=question,
            danger=True,
        )  # fmt: skip


def _lines(request: PageRequest, view: AdjustmentView) -> list[dict[str, object]]:
    ctx, formats, currency = request.ctx, request.formats, view.total.currency
    return [
        {
            "name": line.name,
            "url": find_page_url(ctx, "item", item_id=line.item_id) if ctx.actor.may("items.view") else "",
            "description": line.description,
            "batches": named_texts(formats, line.batches),
            "location": line.location_name if line.location_id != view.location_id else "",
            "account": line.account_name if line.account_id != view.account_id else "",
            "quantity": f"{'+' if line.quantity > 0 else ''}{formats.quantity(Quantity(line.quantity))} {line.unit}",
            "rate": formats.rate(Rate(line.rate), currency) if line.rate is not None else "",
            "total": formats.money(line.total),
        }
        for line in view.lines
    ]


def _facts(request: PageRequest, view: AdjustmentView) -> dict[str, str]:
    return {
        gettext("Date"): request.formats.date(view.date),
        gettext("Kind of adjustment"): str(ADJUSTMENT_TYPES[view.adjustment_type]),
        gettext("Reason"): view.reason,
        gettext("Location"): view.location_name,
        gettext("Account"): view.account_name,
        gettext("Reference number"): view.reference,
        gettext("Description"): view.description,
        gettext("Reason of rejection"): view.state_reason,
        **dict(custom_facts(request.ctx, request.formats, view.custom)),
    }


_ONE = "inventoryadjustments/<id:adjustment_id>/"
_STATES = (
    ("adjust", Action.ADJUST, _("The inventory adjustment has been carried out.")),
    ("submit", Action.SUBMIT, _("The inventory adjustment has been submitted for approval.")),
)
PAGES: list[Page] = [
    *list_pages(ADJUSTMENTS, "inventoryadjustments/"),
    Page("inventoryadjustments/new/", "inventoryadjustment_create", CREATE, adjustment_create_page, CREATE),
    Page(_ONE, "inventoryadjustment", VIEW, adjustment_page),
    Page(f"{_ONE}edit/", "inventoryadjustment_edit", EDIT, adjustment_edit_page, EDIT),
    *(
        action_page(
            f"{_ONE}{verb}/", f"inventoryadjustment_{verb}", VIEW, EDIT, _does(action),
            message=message, then="inventoryadjustment",
        )
        for verb, action, message in _STATES
    ),
    action_page(
        f"{_ONE}delete/", "inventoryadjustment_delete", VIEW, DELETE, _delete,
        message=_("The inventory adjustment has been deleted."), then="inventoryadjustments", keep=False,
    ),
    *approval_pages(
        Approving(
            path=_ONE, page="inventoryadjustment", key="adjustment_id", module="adjustments", entity=ENTITY,
            number=lambda ctx, adjustment_id: adjustment_detail(ctx, adjustment_id=adjustment_id).number,
            approve=_approve, reject=_reject,
            approved=_("The inventory adjustment has been approved."),
            rejected=_("The inventory adjustment has been rejected."),
        )
    ),
    *note_pages(_ONE, "inventoryadjustment", "adjustment_id", ENTITY, VIEW, EDIT, adjustment_detail),
]  # fmt: skip
