"""Documents whose lines say in words what an amount is for: no items, quantities, taxes or discounts."""

from decimal import Decimal

from daicho.documents.core.fields import DocumentFields, LineFields

_NOT_ASKED = frozenset(
    {"discount", "discount_type", "is_discount_before_tax", "shipping_charge", "shipping_tax_id", "adjustment",
     "adjustment_description", "withholding", "delivery_method", "delivery_method_id"}
)  # fmt: skip
_KEPT = frozenset({"line_id", "position", "name", "description", "rate", "location_id", "custom_fields"})


def plain_fields(fields: DocumentFields) -> DocumentFields:
    """Return the fields without what such a document has not; amounts are those of the lines, nothing is taxed."""
    kept = {name: value for name, value in fields.items() if name not in _NOT_ASKED}
    plain: DocumentFields = {**kept, "is_inclusive_tax": False}  # type: ignore[typeddict-item]
    if "lines" in fields:
        plain["lines"] = [_plain_line(line) for line in fields["lines"]]
    return plain


def _plain_line(line: LineFields) -> LineFields:
    kept = LineFields(quantity=Decimal(1), item_id=None, account_id=None, tax_id=None, unit="", discount="")
    kept.update({name: value for name, value in line.items() if name in _KEPT})  # type: ignore[typeddict-item]
    return kept
