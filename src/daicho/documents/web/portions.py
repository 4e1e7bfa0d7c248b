"""Forms of documents that take portions of an order's lines: the goods of an order, each with a quantity."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.documents.core.portion import PortionFields
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity
from daicho.platform.custom_fields import CustomValue
from daicho.platform.web.custom_fields import add_custom_fields, given_custom_values
from daicho.platform.web.fields import ExactNumberField
from daicho.platform.web.format import Formats
from daicho.platform.web.forms import DaichoForm, Section
from daicho.stock.queries.locations import locations

TEMPLATE, LINES = "documents/portion_form.html", "documents/_portions.html"


@dataclass(frozen=True, slots=True)
class PortionLine:
    """A line of the order in the form; 10^-6 of what is expected, of what was done, and of what is proposed now."""

    line_id: int
    name: str
    description: str
    unit: str
    expected: int
    done: int
    proposed: int


@dataclass(frozen=True, slots=True)
class PortionRow:
    """A line as it is drawn, with the field for what is taken of it now."""

    line: PortionLine
    field: BoundField
    ordered: str
    done: str


class PortionForm(DaichoForm):
    """A head, and a quantity for every line of the order that is goods.

    `columns` are the fields of the head as commands know them, `head` how they are laid out; `number_name` is how the
    wire calls the number.
    """

    columns: ClassVar[tuple[str, ...]] = ()
    head: ClassVar[tuple[tuple[str, ...], ...]] = ()
    number_name: ClassVar[str] = "number"

    def __init__(
        self,
        ctx: Ctx,
        data: QueryDict | None,
        lines: Sequence[PortionLine],
        custom: Sequence[CustomValue],
        initial: dict[str, object],
    ) -> None:
        self.lines = lines
        super().__init__(ctx, data, initial=initial)
        self.custom_names = add_custom_fields(self, custom)
        for line in lines:
            field = ExactNumberField(label=line.name or _("Quantity"), required=False, places=6)
            field.initial = Quantity(line.proposed).value if line.proposed else None
            field.widget.attrs["class"] = "form-control number"
            self.fields[f"quantity_{line.line_id}"] = field

    def laid_out(self) -> Iterator[tuple[Section, list[list[BoundField]]]]:
        """Lay the head out; the quantities are drawn in the table below it."""
        rows = [*self.head, *((name,) for name in self.custom_names)]
        yield Section("", ()), [[self[name] for name in row] for row in rows]

    def rows(self, formats: Formats) -> list[PortionRow]:
        """Return the lines of the order with their fields."""
        return [
            PortionRow(
                line,
                self[f"quantity_{line.line_id}"],
                f"{formats.quantity(Quantity(line.expected))} {line.unit}".strip(),
                formats.quantity(Quantity(line.done)),
            )
            for line in self.lines
        ]

    def renames(self) -> Mapping[str, str]:
        """What a command found wrong in a line is shown at that line's quantity."""
        keys = [str(line["line_id"]) for line in self.given_lines()]
        quantities = {f"line_items[{place}].quantity": f"quantity_{key}" for place, key in enumerate(keys)}
        return {**quantities, self.number_name: "number"}

    def given_lines(self) -> list[PortionFields]:
        """Return the lines with a quantity."""
        quantities: list[tuple[int, Decimal | None]] = [
            (line.line_id, self.cleaned_data.get(f"quantity_{line.line_id}")) for line in self.lines
        ]
        return [PortionFields(line_id=key, quantity=quantity) for key, quantity in quantities if quantity]

    def given(self) -> dict[str, Any]:
        """Return what was entered, as commands take it."""
        fields: dict[str, Any] = {name: self.cleaned_data[name] for name in self.columns if name in self.cleaned_data}
        fields["lines"] = self.given_lines()
        if self.custom_names:
            fields["custom_fields"] = given_custom_values(self, self.custom_names, list(self.fields))
        return fields


def offer_locations(form: PortionForm, ctx: Ctx, kept: int | None) -> None:
    """Let the field `location_id` offer the active locations, and the one that was `kept`."""
    offered: dict[str, Any] = dict(form.fields)
    places = [place for place in locations(ctx) if place.is_active or place.location_id == kept]
    offered["location_id"].choices = [("", ""), *((str(place.location_id), place.name) for place in places)]
