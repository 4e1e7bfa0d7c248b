"""Lines of a draft: what is given, what follows from the item, and every error by the line's name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from daicho.catalog.queries.item_card import ItemCard
from daicho.documents.core.discount import discount_text, parse_discount
from daicho.documents.core.fields import LineFields
from daicho.documents.core.kind import Kind
from daicho.documents.queries._sources import BAD_VALUE, Sources
from daicho.kernel.errors import FieldError
from daicho.kernel.measure import MICRO, MICRO_LIMIT, Quantity, Rate
from daicho.kernel.rounding import Rounding, divide
from daicho.kernel.text import noop as _
from daicho.ledger.core.account_type import CONTROLLED, INVENTORY_TYPES
from daicho.stock.core.batches import NamedBatch
from daicho.taxes.core.engine import NO_DISCOUNT, AppliedTax, Line

_LENGTHS = {"name": 255, "description": 2000, "unit": 50}


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line that is complete. `columns` are those that do not follow from the totals.

    `batches` are those that it names from now on; None leaves them as they are.
    """

    line_id: int | None
    index: int
    columns: Mapping[str, object]
    item: ItemCard | None
    engine: Line
    custom_fields: Sequence[Mapping[str, object]] = ()
    batches: Sequence[NamedBatch] | None = None


@dataclass(frozen=True, slots=True)
class LineContext:
    """What all lines of a draft share. `kept` are the stored lines by id, whose inactive items and taxes may stay."""

    kind: Kind
    sources: Sources
    currency: str
    rate_micro: int
    day: date
    kept: Mapping[int, LineFields]


def draft_lines(given: Sequence[LineFields], context: LineContext) -> tuple[list[DraftLine], list[FieldError]]:
    """Return the lines that are complete, and the errors of the others."""
    lines: list[DraftLine] = []
    errors: list[FieldError] = []
    for index, line in enumerate(given):
        found = list(_errors(line, f"line_items[{index}]", context))
        if found:
            errors.extend(found)
        else:
            lines.append(_line(line, index, context))
    return lines, errors


def _errors(line: LineFields, name: str, context: LineContext) -> Iterator[FieldError]:
    if line.get("line_id") is not None and line["line_id"] not in context.kept:
        yield _fault(name, "line_item_id", BAD_VALUE)
    yield from _item_errors(line, name, context)
    yield from _number_errors(line, name, context)
    yield from _reference_errors(line, name, context)
    for field, limit in _LENGTHS.items():
        if len(str(line.get(field, ""))) > limit:
            yield _fault(name, field, _("%(field)s is too long."))


def _number_errors(line: LineFields, name: str, context: LineContext) -> Iterator[FieldError]:
    quantity = line.get("quantity", Decimal(1))
    if abs(quantity) > MICRO_LIMIT // MICRO:
        yield _fault(name, "quantity", BAD_VALUE)
    elif Quantity.of(quantity).micro < 1:
        yield _fault(name, "quantity", _("%(field)s must be greater than zero."))
    if abs(line.get("rate", Decimal(0))) > MICRO_LIMIT // MICRO:
        yield _fault(name, "rate", BAD_VALUE)
    if parse_discount(line.get("discount", ""), context.currency) is None:
        yield _fault(name, "discount", BAD_VALUE)


def _reference_errors(line: LineFields, name: str, context: LineContext) -> Iterator[FieldError]:
    tax = context.sources.taxes.get(line.get("tax_id") or 0)
    account = context.sources.accounts.get(line.get("account_id") or 0)
    if line.get("tax_id") and tax is None:
        yield _fault(name, "tax_id", BAD_VALUE)
    elif tax and not tax.is_active and not _was(line, "tax_id", context):
        yield _fault(name, "tax_id", _("The tax %(name)s is inactive."), tax.name)
    if line.get("account_id") and account is None:
        yield _fault(name, "account_id", BAD_VALUE)
    elif account and not account.is_active and not _was(line, "account_id", context):
        yield _fault(name, "account_id", _("The account %(name)s is inactive."), account.name)
    place = context.sources.locations.get(line.get("location_id") or 0)
    if line.get("location_id") and place is None:
        yield _fault(name, "location_id", BAD_VALUE)
    elif place and not place.is_active and not _was(line, "location_id", context):
        yield _fault(name, "location_id", _("The location %(name)s is inactive."), place.name)
    if account and not _fits(account.account_type, line, context):
        yield _fault(name, "account_id", _("The account %(name)s is of a type that does not fit here."), account.name)


def _fits(account_type: str, line: LineFields, context: LineContext) -> bool:
    """Return whether lines may be booked so; goods are booked to the account of their item, which they may name."""
    item = context.sources.items.get(line.get("item_id") or 0)
    if account_type in INVENTORY_TYPES and item and item.is_tracked and context.kind.purpose == "purchase":
        return True
    types = context.kind.account_types
    return account_type not in CONTROLLED and (types is None or account_type in types)


def _item_errors(line: LineFields, name: str, context: LineContext) -> Iterator[FieldError]:
    item_id = line.get("item_id")
    if line.get("batches") and item_id not in context.sources.items:
        yield _fault(name, "batches", BAD_VALUE)
    if not item_id:
        if not line.get("name", "").strip() and not line.get("description", "").strip():
            yield _fault(name, "item_id", _("%(field)s is required."), code=4)
        return
    item = context.sources.items.get(item_id)
    if item is None:
        yield _fault(name, "item_id", BAD_VALUE)
    elif not item.is_active and not _was(line, "item_id", context):
        yield _fault(name, "item_id", _("The item %(name)s is inactive."), item.name)
    elif context.kind.purpose == "sale" and not item.can_be_sold:
        yield _fault(name, "item_id", _("The item %(name)s is not for sale."), item.name)
    elif context.kind.purpose == "purchase" and not item.can_be_purchased:
        yield _fault(name, "item_id", _("The item %(name)s is not purchased."), item.name)


def _line(line: LineFields, index: int, context: LineContext) -> DraftLine:
    item = context.sources.items.get(line.get("item_id") or 0)
    tax = _tax(line, item, context)
    quantity = Quantity.of(line.get("quantity", Decimal(1)))
    rate = Rate.of(line["rate"]) if "rate" in line else Rate(_price(item, context))
    discount = parse_discount(line.get("discount", ""), context.currency) or NO_DISCOUNT
    columns: dict[str, object] = {
        "position": index + 1,
        "item_id": line.get("item_id") or None,
        "account_id": _account(line, item, context),
        "location_id": line.get("location_id") or None,
        "tax_id": tax.tax_id if tax else None,
        "tax_name": tax.name if tax else "",
        "tax_percentage_micro": tax.percentage_micro if tax else 0,
        "name": line.get("name", "").strip() or (item.name if item else ""),
        "description": line.get("description", _description(item, context)),
        "unit": line.get("unit", item.unit if item else ""),
        "quantity_micro": quantity.micro,
        "rate_micro": rate.micro,
        "discount": discount_text(discount, context.currency),
    }
    for name in context.kind.line_extra:
        columns[name] = line.get(name)
    engine = Line(quantity.micro, rate.micro, discount, tax)
    custom = line.get("custom_fields", ())
    return DraftLine(line.get("line_id"), index, columns, item, engine, custom, line.get("batches"))


def _tax(line: LineFields, item: ItemCard | None, context: LineContext) -> AppliedTax | None:
    sources = context.sources
    if "tax_id" in line:
        tax_id = line["tax_id"]
    elif not sources.contact.is_taxable or (item is not None and not item.is_taxable):
        tax_id = None
    else:
        own = (item.tax_id if context.kind.purpose == "sale" else item.purchase_tax_id) if item else None
        tax_id = sources.contact.tax_id or own
    return sources.taxes[tax_id].applied(context.day) if tax_id and tax_id in sources.taxes else None


def _price(item: ItemCard | None, context: LineContext) -> int:
    """Return the item's price in the document's currency, in 10^-6."""
    if item is None:
        return 0
    micro = item.rate_micro if context.kind.purpose == "sale" else item.purchase_rate_micro
    return micro if context.rate_micro == MICRO else divide(micro * MICRO, context.rate_micro, Rounding.HALF_UP)


def _account(line: LineFields, item: ItemCard | None, context: LineContext) -> int | None:
    if line.get("account_id"):
        return line["account_id"]
    if item is None:
        return None
    if context.kind.purpose == "sale":
        return item.account_id
    return item.inventory_account_id if item.is_tracked else item.purchase_account_id


def _description(item: ItemCard | None, context: LineContext) -> str:
    if item is None:
        return ""
    return item.description if context.kind.purpose == "sale" else item.purchase_description or item.description


def _was(line: LineFields, field: str, context: LineContext) -> bool:
    kept = context.kept.get(line.get("line_id") or 0, {})
    return bool(kept) and kept.get(field) == line.get(field)


def _fault(line: str, field: str, message: str, name: str = "", code: int = 2) -> FieldError:
    where = f"{line}.{field}"
    return FieldError(where, message, {"field": where, "name": name}, code)
