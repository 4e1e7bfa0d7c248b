"""The form of an assembly."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.catalog.queries.item_card import ItemCard, item_card
from daicho.catalog.queries.item_names import item_names
from daicho.catalog.queries.recipe import RecipePart
from daicho.catalog.web.rows import ItemRow, RowsForm, form_rows, shown_number
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity
from daicho.platform.custom_fields import CustomValue
from daicho.platform.web.custom_fields import add_custom_fields, given_custom_values
from daicho.platform.web.fields import (
    CreateInPlace,
    DateField,
    ExactNumberField,
    RemoteChoiceField,
    SearchChoiceField,
    as_id,
)
from daicho.platform.web.format import Formats
from daicho.platform.web.forms import Section
from daicho.platform.web.page import PageRequest
from daicho.stock.core.approval import State
from daicho.stock.core.assembly import AssemblyFields
from daicho.stock.core.scaling import recipe_quantities
from daicho.stock.queries._assembly_views import AssemblyView
from daicho.stock.queries.locations import locations
from daicho.stock.queries.on_hand_at import on_hand_at
from daicho.stock.web.batch_fields import BatchEntry, BatchFields, batch_fields, given_batches, read_quantity
from daicho.stock.web.rows import tell_batches, with_batches
from daicho.stock.web.words import ASSEMBLY_KINDS

_COLUMNS = ("kind", "item_id", "quantity", "date", "location_id", "reference", "description", "number")
MADE = "made"
"""What the names of the fields of the composite item's batches begin with."""
SENT_FOR = ("item_id", "kind", "quantity")
"""What the rows of the form were made for; each goes with the form as `rows_<name>`."""


class AssemblyRow(ItemRow):
    """A component: how much of it all together take, and what one of it costs where it is not kept in stock."""

    numbers = ("quantity", "rate")
    kind = "assembly"
    item_id = RemoteChoiceField(
        label=_("Component"),
        required=False,
        choices_page="component_choices",
        resolve=lambda _ctx, _value: "",
        create=CreateInPlace("item_create", "items.create", _("New item")),
    )
    quantity = ExactNumberField(label=_("Total quantity"), required=False, places=6)
    rate = ExactNumberField(label=_("Cost per unit"), required=False, places=6)
    description = forms.CharField(label=_("Description"), required=False, max_length=2000)

    @property
    def amount(self) -> int | None:
        """The quantity in 10^-6, None where there is none."""
        value = self["quantity"].value()
        try:
            return Quantity.of(self.fields["quantity"].clean(value)).micro if value not in (None, "") else None
        except (forms.ValidationError, ValueError):
            return None

    def tell(self, card: ItemCard | None, there: int | None, formats: Formats, *, counts: bool) -> None:
        """Say what is there, and what is missing (not where the assembly has taken it already)."""
        if card is None or card.is_tracked:
            self.fields["rate"].disabled = True
            self.fields["rate"].widget.attrs["placeholder"] = gettext("by costing") if card else ""
        if there is None:
            return
        self.on_hand = gettext("On hand: %(quantity)s") % {"quantity": formats.quantity(Quantity(there))}
        missing = (self.amount or 0) - there
        if missing > 0 and not counts:
            self.is_short = True
            self.on_hand += " · " + gettext("missing: %(quantity)s") % {"quantity": formats.quantity(Quantity(missing))}


def _item_name(ctx: Ctx, item_id: int) -> str:
    return item_names(ctx, [item_id]).get(item_id, "")


class AssemblyForm(RowsForm):
    """An assembly."""

    row_kind = "assembly"
    rows_title = _("Components")
    sections = (
        Section("", ("kind", ("item_id", "quantity"), ("date", "location_id"), ("number", "reference"), "description")),
    )
    part_names = {"quantity_consumed": "quantity"}
    own_names = {
        "composite_item_id": "item_id",
        "quantity_to_bundle": "quantity",
        "bundle_type": "kind",
        "reference_number": "reference",
        "transaction_number": "number",
        "finished_product_batches": "batches",
        "finished_product_serial_numbers": "serial_numbers",
    }
    kind = forms.ChoiceField(label=_("What is done"), choices=tuple(ASSEMBLY_KINDS.items()), widget=forms.RadioSelect())
    item_id = RemoteChoiceField(
        label=_("Composite item"),
        choices_page="assembleditem_choices",
        resolve=_item_name,
        create=CreateInPlace("composite_create", "items.create", _("New composite item")),
    )
    quantity = ExactNumberField(label=_("Quantity"), places=6)
    date = DateField(label=_("Date"))
    location_id = SearchChoiceField(
        label=_("Location"), coerce=int, create=CreateInPlace("location_create", "settings.edit", _("New location"))
    )
    number = forms.CharField(
        label=_("Number"), required=False, max_length=100, help_text=_("Empty: the next one of the series.")
    )
    reference = forms.CharField(label=_("Reference number"), required=False, max_length=100)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        request: PageRequest,
        data: QueryDict | None,
        custom: Sequence[CustomValue],
        view: AssemblyView | None,
        initial: Mapping[str, object],
    ) -> None:
        ctx = request.ctx
        self.view = view
        super().__init__(ctx, data, initial=dict(initial))
        offered: dict[str, Any] = dict(self.fields)
        if view:
            known_names = {view.item_id: view.item_name}
            offered["item_id"].resolve = lambda _ctx, value: known_names.get(value) or _item_name(ctx, value)
        offered["location_id"].choices = [
            (str(place.location_id), place.name)
            for place in locations(ctx)
            if place.is_active or (view and place.location_id == view.location_id)
        ]
        self.custom_names = add_custom_fields(self, custom)
        known = {line.line_id: line for line in view.lines} if view else {}
        self.known = known
        initial_rows = [
            (
                str(line_id),
                {
                    "item_id": line.item_id,
                    "quantity": shown_number(line.quantity),
                    "rate": shown_number(line.rate),
                    "description": line.description,
                },
            )
            for line_id, line in known.items()
        ]
        names = {line.item_id: line.name for line in known.values()}
        self.rows = form_rows(ctx, AssemblyRow, data, initial_rows, names)
        self.batches: BatchFields | None = None
        self.cards: Mapping[int, ItemCard] = {}
        self.rows_for = {name: self._value(name) for name in SENT_FOR}

    def _value(self, name: str) -> object:
        value = self[name].value()
        return "" if value is None else value

    def fill(self, parts: Sequence[RecipePart], quantity: Decimal, kind: str) -> None:
        """Put the recipe for this quantity into the rows."""
        of_recipe = [(part.card.item_id, part.quantity_micro, part.card.is_tracked) for part in parts]
        wanted = recipe_quantities(of_recipe, quantity, kind)
        names = {part.card.item_id: part.card.name for part in parts}
        rates = {part.card.item_id: part.card.purchase_rate_micro for part in parts if not part.card.is_tracked}
        rows = [
            (
                f"r{place}",
                {
                    "item_id": item_id,
                    "quantity": shown_number(amount),
                    "rate": shown_number(rates[item_id]) if item_id in rates else None,
                },
            )
            for place, (item_id, amount) in enumerate(wanted.items())
        ]
        self.rows = form_rows(self.ctx, AssemblyRow, None, rows, names)

    def tell(self, formats: Formats) -> None:
        """Say in each row what is there at the location, and how many could be made of it."""
        items = {item_id for row in self.rows if (item_id := as_id(row["item_id"].value() or ""))}
        made = as_id(self["item_id"].value() or "")
        cards = self.cards = item_card(self.ctx, item_ids=items | ({made} if made else set()))
        tracked = [item_id for item_id, card in cards.items() if card.is_tracked and item_id in items]
        place = as_id(self["location_id"].value() or "")
        there = on_hand_at(self.ctx, location_id=place, item_ids=tracked) if place and tracked else {}
        making = self["kind"].value() != "unbundle"
        counts = not making or bool(self.view and self.view.state is State.BUNDLED)
        for row in self.rows:
            assert isinstance(row, AssemblyRow)
            item_id = as_id(row["item_id"].value() or "") or 0
            row.tell(cards.get(item_id), there.get(item_id), formats, counts=counts)

    def tell_batches(self, request: PageRequest) -> None:
        """Put the entry of batches under the components and the composite item that are kept so."""
        is_made = self["kind"].value() != "unbundle"
        named = {line_id: line.batches for line_id, line in self.known.items()}
        at = {
            line_id: line.location_id
            for line_id, line in self.known.items()
            if self.view and line.location_id != self.view.location_id
        }
        tell_batches(self, request, way="out" if is_made else "in", named=named, at=at, cards=self.cards)
        if item_id := as_id(self["item_id"].value() or ""):
            entry = BatchEntry(
                prefix=MADE,
                item_id=item_id,
                way="in" if is_made else "out",
                location_id=as_id(self["location_id"].value() or ""),
                quantity=read_quantity(self["quantity"].value()),
                named=self.view.batches if self.view and self.view.item_id == item_id else (),
            )
            data = self.data if self.is_bound else None
            self.batches = batch_fields(request.ctx, request.formats, [entry], data, cards=self.cards).get(MADE)  # type: ignore[arg-type]

    def given(self) -> AssemblyFields:
        """Return what was entered: everything of a new one; of another one what changed, and all lines."""
        changed = set(self.changed_data) if self.view else set(self.fields)
        fields: dict[str, Any] = {
            name: self.cleaned_data[name] for name in _COLUMNS if name in changed and name in self.cleaned_data
        }
        fields["lines"] = [with_batches(self, row, self._line(row.given())) for row in self.filled]
        if self.is_bound:
            made = given_batches(self.data, MADE, self.cleaned_data.get("quantity"))  # type: ignore[arg-type]
            fields |= {} if made is None else {"batches": made}
        if self.custom_names:
            fields["custom_fields"] = given_custom_values(self, self.custom_names, list(changed))
        return fields  # type: ignore[return-value]

    def _line(self, given: dict[str, Any]) -> dict[str, Any]:
        """Return a line; one that has a place or account of its own keeps it, others follow the head."""
        old = self.known.get(given.get("line_id") or 0)
        if old and self.view:
            if old.location_id != self.view.location_id:
                given["location_id"] = old.location_id
            if not old.is_tracked and old.item_id == given.get("item_id"):
                given["account_id"] = old.account_id
        return given
