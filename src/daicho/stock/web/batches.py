"""Batches and serial numbers on screen."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.catalog.queries.item_card import item_card
from daicho.catalog.queries.item_choices import item_choices
from daicho.catalog.web.words import TRACKED
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity
from daicho.platform.web.cells import Badge
from daicho.platform.web.detail import Action, Detail, Tab, action_page, render_detail
from daicho.platform.web.fields import DateField, Option, RemoteChoiceField, as_id
from daicho.platform.web.forms import DaichoForm, Editing, Section, choices_page, handle_form
from daicho.platform.web.history import record_history
from daicho.platform.web.links import record_link
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.lists import BuiltInView, BulkAction, Chip, Column, Empty, ListPage
from daicho.platform.web.page import Page, PageRequest, find_page_url, page_url
from daicho.stock.commands.create_batch import create_batch
from daicho.stock.commands.delete_batches import delete_batches
from daicho.stock.commands.set_batches_active import set_batches_active
from daicho.stock.commands.update_batch import update_batch
from daicho.stock.core.batch import ENTITY, WIRE, BatchFields
from daicho.stock.queries._batch_views import BatchView
from daicho.stock.queries.batch_detail import batch_detail
from daicho.stock.queries.batch_movements import LIMIT, batch_movements
from daicho.stock.queries.list_batches import BATCH_LISTING, list_batches
from daicho.stock.web.words import BATCH_CHANGED, KINDS, active_badge

VIEW, CREATE, EDIT, DELETE = "items.view", "items.create", "items.edit", "items.delete"
_OFFERED = 20
_OF_BATCHES = ("manufacturer_number", "manufactured_on", "expires_on")
KIND_NAMES = {key: name for key, name in TRACKED.items() if key}


def _set_active(*, active: bool) -> Any:
    def run(ctx: Ctx, stock_batch_id: int) -> None:
        set_batches_active(ctx, batch_ids=[stock_batch_id], active=active)

    return run


def _delete(ctx: Ctx, stock_batch_id: int) -> None:
    delete_batches(ctx, batch_ids=[stock_batch_id])


BATCHES: ListPage[BatchView] = ListPage(
    name="batches",
    title=_("Batches and serial numbers"),
    permission=VIEW,
    listing=BATCH_LISTING,
    rows=list_batches,
    columns=(
        Column("number", _("Number"), lambda row: row.number, sort="batch_number", main=True),
        Column("item", _("Item"), lambda row: row.item_name, sort="item_name"),
        Column("tracking", _("Kind"), lambda row: kind_badge(row.tracking)),
        Column("manufacturer_number", _("Manufacturer's number"), lambda row: row.manufacturer_number, shown=False),
        Column("manufactured_on", _("Made on"), lambda row: row.manufactured_on, sort="manufactured_date", shown=False),
        Column("expires_on", _("Expires on"), lambda row: row.expires_on, sort="expiry_date"),
        Column(
            "quantity", _("Stock on hand"), lambda row: Quantity(row.quantity), align="end", sort="balance_quantity"
        ),
        Column("unit", _("Unit"), lambda row: row.unit, shown=False),
        Column("status", _("Status"), lambda row: active_badge(active=row.is_active)),
    ),
    row_id=lambda row: row.batch_id,
    detail="batch",
    detail_key="stock_batch_id",
    entities=(ENTITY,),
    empty=Empty(
        _("No batches or serial numbers yet"),
        _("They are made where goods of an item that is kept so come in; here they can be made beforehand."),
        "barcode",
    ),
    views=(
        BuiltInView("on_hand", _("In stock"), filter_by="Stock.OnHand"),
        BuiltInView("expired", _("Expired"), filter_by="Expiry.Expired"),
        BuiltInView("batches", _("Batches"), parameters={"tracking": "batch"}),
        BuiltInView("serials", _("Serial numbers"), parameters={"tracking": "serial"}),
        BuiltInView("empty", _("Nothing left"), filter_by="Stock.Empty"),
        BuiltInView("inactive", _("Inactive"), filter_by="Status.Inactive"),
    ),
    chips=(
        Chip("item_name", _("Item")),
        Chip("batch_number", _("Number")),
        Chip("expiry_date", _("Expires on")),
        Chip("manufactured_date", _("Made on")),
        Chip("tracking", _("Kind"), choices=tuple(KIND_NAMES.items())),
        Chip("status", _("Status"), choices=(("active", _("Active")), ("inactive", _("Inactive")))),
    ),
    bulk=(
        BulkAction("activate", _("Mark as active"), EDIT, _set_active(active=True), _("%(count)s made active.")),
        BulkAction(
            "deactivate",
            _("Mark as inactive"),
            EDIT,
            _set_active(active=False),
            _("%(count)s made inactive."),
            icon="ban",
        ),
        BulkAction(
            "delete",
            _("Delete"),
            DELETE,
            _delete,
            _("%(count)s deleted."),
            icon="trash",
            confirm=_("Delete the ticked batches and serial numbers?"),
            danger=True,
        ),
    ),
    create="batch_create",
    create_label=_("New batch or serial number"),
    create_permission=CREATE,
    muted=lambda row: not row.is_active,
    icon="barcode",
)


def kind_badge(tracking: str) -> Badge:
    """Return whether it is a batch or a serial number, as a label."""
    return Badge(gettext("Batch"), "blue") if tracking == "batch" else Badge(gettext("Serial number"), "purple")


def _item_name(ctx: Ctx, item_id: int) -> str:
    card = item_card(ctx, item_ids=[item_id]).get(item_id)
    return card.name if card else ""


class BatchForm(DaichoForm):
    """A batch, or a serial number. The item is chosen once."""

    item_id = RemoteChoiceField(label=_("Item"), choices_page="batchitem_choices", resolve=_item_name)
    number = forms.CharField(
        label=_("Batch number or serial number"),
        max_length=100,
        widget=forms.TextInput(attrs={"autofocus": "", "autocomplete": "off"}),
    )
    manufacturer_number = forms.CharField(label=_("Manufacturer's number"), required=False, max_length=100)
    manufactured_on = DateField(label=_("Made on"), required=False)
    expires_on = DateField(label=_("Expires on"), required=False)

    def __init__(self, ctx: Ctx, *args: Any, batch: BatchView | None = None, **kwargs: Any) -> None:
        self.batch = batch
        if batch:
            kwargs["initial"] = {"number": batch.number} | {name: getattr(batch, name) for name in _OF_BATCHES}
        super().__init__(ctx, *args, **kwargs)
        if batch is not None:
            for name in ("item_id", *(_OF_BATCHES if batch.tracking == "serial" else ())):
                del self.fields[name]

    @property
    def sections(self) -> tuple[Section, ...]:  # type: ignore[override]
        """The section of the form, as far as it has fields."""
        names = ("item_id", ("number", "manufacturer_number"), ("manufactured_on", "expires_on"))
        groups = [(name,) if isinstance(name, str) else name for name in names]
        kept = [tuple(name for name in group if name in self.fields) for group in groups]
        return (Section("", tuple(group for group in kept if group)),)

    def renames(self) -> Mapping[str, str]:
        """Return how this form calls what the wire calls otherwise."""
        return {name: field for field, name in WIRE.items()}

    def given(self) -> BatchFields:
        """Return what the person entered: everything of a new batch, only the changes of an existing one."""
        changed = set(self.changed_data) if self.batch else set(self.fields)
        names = ("number", *_OF_BATCHES)
        return cast(BatchFields, {name: self.cleaned_data[name] for name in names if name in changed})


def batch_create_page(request: PageRequest) -> HttpResponse:
    """Make a batch or a serial number beforehand; `?item_id=` says of what."""
    ctx = request.ctx
    begin = {"item_id": as_id(request.GET.get("item_id", ""))}
    form = BatchForm(ctx, request.POST if request.method == "POST" else None, initial=begin)
    editing = Editing(
        title=_("New batch or serial number"),
        save=lambda: create_batch(ctx, item_id=form.cleaned_data["item_id"], fields=form.given()),
        url=lambda batch_id: page_url(ctx, "batch", stock_batch_id=batch_id),
        message=_("The batch or serial number has been created."),
        cancel_url=page_url(ctx, "batches"),
    )
    return handle_form(request, form, editing)


def batch_edit_page(request: PageRequest, stock_batch_id: int) -> HttpResponse:
    """Change a batch or a serial number."""
    ctx = request.ctx
    view = batch_detail(ctx, batch_id=stock_batch_id)
    form = BatchForm(ctx, request.POST if request.method == "POST" else None, batch=view)
    here = page_url(ctx, "batch", stock_batch_id=stock_batch_id)
    editing = Editing(
        title=view.number,
        save=lambda: update_batch(ctx, batch_id=stock_batch_id, fields=form.given()),
        url=lambda _nothing: here,
        message=_("The batch or serial number has been updated."),
        cancel_url=here,
        entity=ENTITY,
        entity_id=stock_batch_id,
    )
    return handle_form(request, form, editing)


def batch_page(request: PageRequest, stock_batch_id: int) -> HttpResponse:
    """Show a batch or a serial number: where it is, and what moved it."""
    ctx = request.ctx
    view = batch_detail(ctx, batch_id=stock_batch_id)

    def movements() -> Mapping[str, object]:
        return {**_movements(request, view), "places": _places(request, view)}

    def history() -> Mapping[str, object]:
        return {"history": record_history(ctx, request.formats, ENTITY, stock_batch_id, BATCH_CHANGED)}

    badges = [kind_badge(view.tracking), active_badge(active=view.is_active)]
    if view.expires_on and view.expires_on < ctx.today:
        badges.append(Badge(gettext("Expired"), "red"))
    detail = Detail(
        title=view.number,
        subtitle=view.item_name,
        list_page="batches",
        list_label=_("Batches and serial numbers"),
        entity=ENTITY,
        entity_id=stock_batch_id,
        badges=tuple(badges),
        edit_url=page_url(ctx, "batch_edit", stock_batch_id=stock_batch_id) if ctx.actor.may(EDIT) else "",
        actions=tuple(_actions(ctx, view)),
        tabs=(
            Tab("stock", _("Stock"), "stock/_batch.html", more=movements),
            Tab("history", _("History"), "stock/_history.html", more=history),
        ),
        entities=("item",),
    )
    context = {"facts": _facts(request, view), "item_name": view.item_name, "item_url": _item_url(ctx, view)}
    return render_detail(request, detail, "stock/batch.html", context)


def _item_url(ctx: Ctx, view: BatchView) -> str:
    return find_page_url(ctx, "item", item_id=view.item_id)


def _places(request: PageRequest, view: BatchView) -> list[dict[str, str]]:
    formats = request.formats
    return [
        {
            "name": place.location_name,
            "came": formats.quantity(Quantity(place.came)),
            "quantity": f"{formats.quantity(Quantity(place.quantity))} {view.unit}".strip(),
        }
        for place in view.places
    ]


def _movements(request: PageRequest, view: BatchView) -> Mapping[str, object]:
    ctx, formats = request.ctx, request.formats
    rows = []
    for movement in batch_movements(ctx, batch_id=view.batch_id):
        name, url = record_link(ctx, movement.source_kind, movement.source_id)
        rows.append(
            {
                "day": formats.date(movement.day),
                "document": f"{name} {movement.source_number}".strip(),
                "url": url,
                "kind": str(KINDS[movement.kind]),
                "location": movement.location_name,
                "quantity": formats.quantity(Quantity(movement.quantity)),
                "value": formats.money(movement.value),
            }
        )
    return {"rows": rows, "is_cut": len(rows) == LIMIT}


def _actions(ctx: Ctx, view: BatchView) -> Iterator[Action]:
    here = {"stock_batch_id": view.batch_id}
    if ctx.actor.may(EDIT) and view.is_active:
        yield Action(_("Mark as inactive"), page_url(ctx, "batch_deactivate", **here), icon="ban")
    elif ctx.actor.may(EDIT):
        yield Action(_("Mark as active"), page_url(ctx, "batch_activate", **here), icon="check")
    if ctx.actor.may(DELETE):
        question = _("Delete this batch or serial number?")
        yield Action(_("Delete"), page_url(ctx, "batch_delete", **here), icon="trash", confirm=question, danger=True)


def _facts(request: PageRequest, view: BatchView) -> Mapping[str, str]:
    formats = request.formats
    return {
        gettext("Stock on hand"): f"{formats.quantity(Quantity(view.quantity))} {view.unit}".strip(),
        gettext("Manufacturer's number"): view.manufacturer_number,
        gettext("Made on"): formats.date(view.manufactured_on) if view.manufactured_on else "",
        gettext("Expires on"): formats.date(view.expires_on) if view.expires_on else "",
    }


def _choices(ctx: Ctx, text: str, query: Mapping[str, str]) -> list[Option]:
    """Return items that are kept in batches or by serial numbers."""
    del query
    found = [card for card in item_choices(ctx, text=text, limit=10 * _OFFERED) if card.tracking]
    return [Option(card.item_id, card.name, card.sku) for card in found[:_OFFERED]]


_ONE = "batches/<id:stock_batch_id>/"
PAGES: list[Page] = [
    *list_pages(BATCHES, "batches/"),
    Page("batches/new/", "batch_create", CREATE, batch_create_page, CREATE),
    choices_page("batches/items/choices/", "batchitem_choices", VIEW, _choices),
    Page(_ONE, "batch", VIEW, batch_page),
    Page(f"{_ONE}edit/", "batch_edit", EDIT, batch_edit_page, EDIT),
    action_page(
        f"{_ONE}activate/", "batch_activate", VIEW, EDIT, _set_active(active=True),
        message=_("The batch or serial number has been marked as active."), then="batch", undo="batch_deactivate",
    ),
    action_page(
        f"{_ONE}deactivate/", "batch_deactivate", VIEW, EDIT, _set_active(active=False),
        message=_("The batch or serial number has been marked as inactive."), then="batch", undo="batch_activate",
    ),
    action_page(
        f"{_ONE}delete/", "batch_delete", VIEW, DELETE, _delete,
        message=_("The batch or serial number has been deleted."), then="batches", keep=False,
    ),
]  # fmt: skip
