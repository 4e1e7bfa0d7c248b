"""What a clone of a document begins with."""

from collections.abc import Sequence

from daicho.documents.core.fields import DocumentFields, LineFields
from daicho.documents.core.ids import ids_from
from daicho.documents.core.kind import LINE_ENTITY, Kind
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.measure import Quantity, Rate
from daicho.kernel.money import Money
from daicho.platform.custom_fields import CustomValue, custom_values
from daicho.stock.queries.locations import locations

_SAME = (
    "contact_id", "location_id", "reference", "currency_code", "is_inclusive_tax", "discount", "discount_type",
    "is_discount_before_tax", "shipping_tax_id", "adjustment_description", "notes", "terms", "payment_terms_code",
    "withholding", "delivery_method_id", "template", "billing_address", "shipping_address", "attention",
)  # fmt: skip
_LINE = ("item_id", "account_id", "tax_id", "name", "description", "unit", "discount")


def copied_fields(ctx: Ctx, *, kind: Kind, document_id: int) -> DocumentFields:
    """Return the fields that make a new document like this one: no number, no dates, lines without ids.

    Unique and automatic custom fields are left out, and so are locations that are inactive by now: they take nothing
    new, and the new document's own take their place. Raises NotFound.
    """
    row = kind.header.objects.filter(id=document_id).first()
    if row is None:
        raise NotFound(kind.words.does_not_exist)
    fields: DocumentFields = {name: getattr(row, name) for name in (*_SAME, *kind.extra)}  # type: ignore[assignment]
    if fields.get("sourcing"):
        fields |= DocumentFields(sourcing="", source_id=None)  # a further one serves no order
    active = {place.location_id for place in locations(ctx) if place.is_active}
    if row.location_id not in active:
        fields["location_id"] = None
    fields["person_ids"] = ids_from(row.person_ids)
    fields["shipping_charge"] = Money(row.shipping_minor, row.currency_code).value
    fields["adjustment"] = Money(row.adjustment_minor, row.currency_code).value
    rows = list(kind.line.objects.filter(document_id=document_id).order_by("position", "id"))
    of_lines = custom_values(ctx, entity=LINE_ENTITY, entity_ids=[line.id for line in rows])
    fields["lines"] = [
        LineFields(
            custom_fields=_copied(of_lines[line.id]),
            quantity=Quantity(line.quantity_micro).value,
            rate=Rate(line.rate_micro).value,
            location_id=line.location_id if line.location_id in active else None,
            **{name: getattr(line, name) for name in _LINE},  # type: ignore[typeddict-item]
        )
        for line in rows
    ]
    fields["custom_fields"] = _copied(custom_values(ctx, entity=kind.entity, entity_ids=[document_id])[document_id])
    return fields


def _copied(values: Sequence[CustomValue]) -> list[dict[str, object]]:
    return [
        {"api_name": item.field.api_name, "value": item.value}
        for item in values
        if not item.field.is_unique and item.field.data_type != "autonumber"
    ]
