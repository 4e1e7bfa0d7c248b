"""What a document begins with that is made of another: an invoice of a sales order, a bill of a purchase order."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from daicho.documents.core.fields import DocumentFields, LineFields
from daicho.documents.core.kind import Kind
from daicho.documents.core.rules import MORE_THAN_LEFT, SOURCE_NOT_OPEN
from daicho.documents.core.state import TAKEN_FROM
from daicho.documents.queries._left_batches import left_batches, proposed_batches
from daicho.documents.queries.copied_fields import copied_fields
from daicho.documents.queries.left_quantities import left_quantities
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound, RuleBroken
from daicho.kernel.measure import Quantity, Rate
from daicho.kernel.money import Money
from daicho.kernel.rounding import Rounding, divide
from daicho.kernel.text import noop as _
from daicho.stock.core.batches import NamedBatch

_OWN = ("delivery_customer_id", "template", "notes", "terms")
"""What a document has for itself: the paper and its texts are those of the new kind."""
_LINE = ("item_id", "account_id", "tax_id", "location_id", "name", "description", "unit")


def converted_fields(
    ctx: Ctx,
    *,
    kind: Kind,
    source_id: int,
    quantities: Mapping[int, Decimal] | None = None,
    with_exchange_rate: bool = False,
) -> DocumentFields:
    """Return the fields of a document of `kind` made of the document `source_id` of its source kind.

    `quantities` (line of the source → quantity) takes a part; without it, what is left of every line. A discount that
    is an amount, shipping charge and adjustment go to the first document that is made. `with_exchange_rate`: at the
    rate of the source, not of the day. What takes goods back names their batches, where it is clear which. Raises
    NotFound, RuleBroken (4714: the source is not open; 4713: nothing is left of it).
    """
    source = kind.source
    assert source is not None, "only kinds with a source are made of others"
    order = source.header.objects.filter(id=source_id).first()
    if order is None:
        raise NotFound(source.words.does_not_exist)
    if order.state not in TAKEN_FROM:
        message = _("%(number)s is not open, or belongs to another contact.")
        raise RuleBroken(SOURCE_NOT_OPEN, message, {"number": order.number})
    fields = copied_fields(ctx, kind=source, document_id=source_id)
    for name in _OWN:
        fields.pop(name, None)  # type: ignore[misc]
    lines = list(source.line.objects.filter(document_id=source_id).order_by("position", "id"))
    ids = [line.id for line in lines]
    left = left_quantities(ctx, kind=kind, source_line_ids=ids)
    batches = left_batches(ctx, kind=kind, source_line_ids=ids) if kind.settling == "credit" else {}
    fields["lines"] = [
        _line(order, line, left[line.id], quantities, batches) for line in lines if _taken(line, left, quantities)
    ]
    if not fields["lines"]:
        raise RuleBroken(MORE_THAN_LEFT, _("Nothing of %(number)s is left."), {"number": order.number})
    fields["reference"] = order.number
    fields["custom_fields"] = []
    if with_exchange_rate:
        fields["exchange_rate"] = Rate(order.exchange_rate_micro).value
    if any(left[line.id] < line.quantity_micro for line in lines):
        fields["shipping_charge"] = fields["adjustment"] = Decimal(0)
        if not order.discount.endswith("%"):
            fields["discount"] = ""
    return fields


def _taken(line: Any, left: Mapping[int, int], quantities: Mapping[int, Decimal] | None) -> bool:
    return bool(quantities.get(line.id)) if quantities is not None else left[line.id] > 0


def _line(
    order: Any,
    line: Any,
    left: int,
    quantities: Mapping[int, Decimal] | None,
    batches: Mapping[int, list[NamedBatch]],
) -> LineFields:
    taken = Quantity.of(quantities[line.id]).micro if quantities is not None else left
    discount = line.discount
    if discount and not discount.endswith("%"):
        discount = _part(order, line, line.quantity_micro - left, taken)
    fields: LineFields = LineFields(
        source_line_id=line.id,
        quantity=Quantity(taken).value,
        rate=Rate(line.rate_micro).value,
        discount=discount,
        batches=proposed_batches(batches, line.id, taken),
        **{name: getattr(line, name) for name in _LINE},  # type: ignore[typeddict-item]
    )
    return fields


def _part(order: Any, line: Any, before: int, taken: int) -> str:
    """Return the part of a line's discount that goes with `taken` after `before`; all parts add up to it."""

    def until(quantity: int) -> int:
        return divide(line.discount_minor * quantity, line.quantity_micro, Rounding.HALF_UP)

    minor = until(before + taken) - until(before)
    return format(Money(minor, order.currency_code).value, "f") if minor else ""
