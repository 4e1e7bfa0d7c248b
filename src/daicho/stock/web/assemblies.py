"""Assemblies on screen."""

from collections.abc import Callable, Iterator, Mapping

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity
from daicho.kernel.rounding import Rounding, divide
from daicho.ledger.web.entries import entries_tab
from daicho.platform.web.custom_fields import custom_facts
from daicho.platform.web.detail import Action as Button
from daicho.platform.web.detail import Detail, Tab, action_page, render_detail
from daicho.platform.web.history import record_history
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.lists import BuiltInView, BulkAction, Chip, Column, Empty, ListPage
from daicho.platform.web.notes import note_pages, record_notes
from daicho.platform.web.page import Page, PageRequest, find_page_url, page_url
from daicho.stock.commands.change_assembly_state import change_assembly_state
from daicho.stock.commands.delete_assembly import delete_assembly
from daicho.stock.core.approval import ASSEMBLY_MOVES, ASSEMBLY_STATES, NAMES, Action, State
from daicho.stock.core.assembly import ENTITY
from daicho.stock.queries._assembly_views import AssemblyView
from daicho.stock.queries.assembly_detail import assembly_detail
from daicho.stock.queries.list_assemblies import ASSEMBLY_LISTING, list_assemblies
from daicho.stock.web.assembly_pages import CREATE, EDIT, VIEW
from daicho.stock.web.assembly_pages import PAGES as FORMS
from daicho.stock.web.batch_fields import named_texts
from daicho.stock.web.effects import effects_tab
from daicho.stock.web.words import ASSEMBLY_CHANGED, ASSEMBLY_KINDS, state_badge

DELETE = "assemblies.delete"


def _does(action: Action) -> Callable[[Ctx, int], None]:
    def move(ctx: Ctx, assembly_id: int) -> None:
        change_assembly_state(ctx, assembly_id=assembly_id, action=action)

    return move


def _delete(ctx: Ctx, assembly_id: int) -> None:
    delete_assembly(ctx, assembly_id=assembly_id)


ASSEMBLIES: ListPage[AssemblyView] = ListPage(
    name="assemblies",
    title=_("Assemblies"),
    permission=VIEW,
    listing=ASSEMBLY_LISTING,
    rows=list_assemblies,
    columns=(
        Column("number", _("Number"), lambda row: row.number, sort="transaction_number", main=True),
        Column("date", _("Date"), lambda row: row.date, sort="date"),
        Column("item", _("Composite item"), lambda row: row.item_name),
        Column("quantity", _("Quantity"), lambda row: Quantity(row.quantity), align="end"),
        Column("kind", _("What is done"), lambda row: ASSEMBLY_KINDS[row.kind]),
        Column("location", _("Location"), lambda row: row.location_name),
        Column("reference_number", _("Reference number"), lambda row: row.reference, sort="reference_number"),
        Column("status", _("Status"), lambda row: state_badge(row.state), sort="status"),
        Column("total", _("Amount"), lambda row: row.total, align="end", sort="total"),
        Column("description", _("Description"), lambda row: row.description, shown=False),
        Column("created_time", _("Created"), lambda row: row.created_at, sort="created_time", shown=False),
        Column(
            "last_modified_time", _("Modified"), lambda row: row.modified_at, sort="last_modified_time", shown=False
        ),
    ),
    row_id=lambda row: row.assembly_id,
    detail="assembly",
    detail_key="assembly_id",
    entities=(ENTITY,),
    empty=Empty(
        _("No assemblies yet"),
        _("Making composite items out of their components, and taking them apart again."),
        "category",
    ),
    views=tuple(
        BuiltInView(state.value, _(NAMES[state]), parameters={"status": state.value}) for state in ASSEMBLY_STATES
    ),
    chips=(
        Chip("date", _("Date")),
        Chip("composite_item_name", _("Composite item")),
        Chip("status", _("Status"), choices=tuple((state.value, _(NAMES[state])) for state in ASSEMBLY_STATES)),
        Chip("bundle_type", _("What is done"), choices=tuple(ASSEMBLY_KINDS.items())),
        Chip("location_name", _("Location")),
        Chip("reference_number", _("Reference number")),
    ),
    bulk=(
        BulkAction("bundle", _("Carry out"), EDIT, _does(Action.BUNDLE), _("%(count)s carried out.")),
        BulkAction(
            "delete", _("Delete"), DELETE, _delete, _("%(count)s deleted."), icon="trash",
            confirm=_("Delete the ticked assemblies? What they did to stock and books is taken back."), danger=True,
        ),
    ),
    create="assembly_create",
    create_label=_("New assembly"),
    create_permission=CREATE,
    icon="category",
)  # fmt: skip


def assembly_page(request: PageRequest, assembly_id: int) -> HttpResponse:
    """Show an assembly: its components, what it did to stock and books, its history."""
    ctx, formats = request.ctx, request.formats
    view = assembly_detail(ctx, assembly_id=assembly_id)
    may_edit = ctx.actor.may(EDIT)

    def history() -> Mapping[str, object]:
        return {"history": record_history(ctx, formats, ENTITY, assembly_id, ASSEMBLY_CHANGED)}

    made = f"{formats.quantity(Quantity(view.quantity))} {view.unit}".strip()
    detail = Detail(
        title=view.number,
        subtitle=f"{formats.date(view.date)} · {view.item_name} × {made}",
        list_page="assemblies",
        list_label=_("Assemblies"),
        entity=ENTITY,
        entity_id=assembly_id,
        badges=(state_badge(view.state),),
        edit_url=page_url(ctx, "assembly_edit", assembly_id=assembly_id) if may_edit else "",
        primary=_primary(ctx, view),
        actions=tuple(_actions(ctx, view)),
        tabs=(
            Tab("overview", _("Overview"), "stock/_assembly.html"),
            effects_tab(request, ENTITY, assembly_id),
            entries_tab(request, ENTITY, assembly_id),
            Tab("history", _("History"), "stock/_history.html", more=history),
        ),
        notes=record_notes(request, "assembly", ENTITY, assembly_id, "assembly_id", may_edit=may_edit),
    )
    context = {
        "lines": _lines(request, view),
        "made": f"{view.item_name} × {made}",
        "made_batches": named_texts(formats, view.batches),
        "total": formats.money(view.total),
        "is_estimate": view.state is not State.BUNDLED,
        "facts": _facts(request, view),
    }
    return render_detail(request, detail, "stock/document.html", context)


def _primary(ctx: Ctx, view: AssemblyView) -> Button | None:
    if view.state in ASSEMBLY_MOVES[Action.BUNDLE].sources and ctx.actor.may(EDIT):
        url = page_url(ctx, "assembly_bundle", assembly_id=view.assembly_id)
        return Button(ASSEMBLY_KINDS[view.kind], url, icon="check")
    return None


def _actions(ctx: Ctx, view: AssemblyView) -> Iterator[Button]:
    here = {"assembly_id": view.assembly_id}
    if view.state in ASSEMBLY_MOVES[Action.CONFIRM].sources and ctx.actor.may(EDIT):
        yield Button(_("Confirm"), page_url(ctx, "assembly_confirm", **here), icon="check")
    if view.state in ASSEMBLY_MOVES[Action.DRAFT].sources and ctx.actor.may(EDIT):
        question = _("Take back what this assembly did? It stays as a draft.") if view.state is State.BUNDLED else ""
        yield Button(_("Back to draft"), page_url(ctx, "assembly_draft", **here), icon="rotate", confirm=question)
    if ctx.actor.may(DELETE):
        question = _("Delete this assembly? What it did to stock and books is taken back.")
        url = page_url(ctx, "assembly_delete", **here)
        yield Button(_("Delete"), url, icon="trash", confirm=question, danger=True)


def _lines(request: PageRequest, view: AssemblyView) -> list[dict[str, object]]:
    ctx, formats = request.ctx, request.formats
    return [
        {
            "name": line.name,
            "url": find_page_url(ctx, "item", item_id=line.item_id) if ctx.actor.may("items.view") else "",
            "description": line.description,
            "batches": named_texts(formats, line.batches),
            "location": line.location_name if line.location_id != view.location_id else "",
            "account": "" if line.is_tracked else line.account_name,
            "quantity": f"{formats.quantity(Quantity(line.quantity))} {line.unit}".strip(),
            "for_one": formats.quantity(Quantity(divide(line.quantity * 10**6, view.quantity, Rounding.HALF_UP))),
            "total": formats.money(line.total),
        }
        for line in view.lines
    ]


def _facts(request: PageRequest, view: AssemblyView) -> dict[str, str]:
    return {
        gettext("What is done"): str(ASSEMBLY_KINDS[view.kind]),
        gettext("Composite item"): view.item_name,
        gettext("Date"): request.formats.date(view.date),
        gettext("Location"): view.location_name,
        gettext("Reference number"): view.reference,
        gettext("Description"): view.description,
        **dict(custom_facts(request.ctx, request.formats, view.custom)),
    }


_ONE = "assemblies/<id:assembly_id>/"
_STATES = (
    ("bundle", Action.BUNDLE, _("The assembly has been carried out.")),
    ("confirm", Action.CONFIRM, _("The assembly has been confirmed.")),
    ("draft", Action.DRAFT, _("The assembly is a draft again.")),
)
PAGES: list[Page] = [
    *list_pages(ASSEMBLIES, "assemblies/"),
    *FORMS,
    Page(_ONE, "assembly", VIEW, assembly_page),
    *(
        action_page(
            f"{_ONE}{verb}/", f"assembly_{verb}", VIEW, EDIT, _does(action), message=message, then="assembly"
        )
        for verb, action, message in _STATES
    ),
    action_page(
        f"{_ONE}delete/", "assembly_delete", VIEW, DELETE, _delete,
        message=_("The assembly has been deleted."), then="assemblies", keep=False,
    ),
    *note_pages(_ONE, "assembly", "assembly_id", ENTITY, VIEW, EDIT, assembly_detail),
]  # fmt: skip
