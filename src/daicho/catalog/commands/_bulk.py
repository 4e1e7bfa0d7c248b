"""Items of an import: found, filled and checked in memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models.functions import Lower

from daicho.catalog.commands._item_values import DEFAULTS, NEEDED, SEARCHED
from daicho.catalog.core.importing import ItemRow
from daicho.catalog.core.item import ACCOUNT_FIELDS, FoundAccount, account_errors, item_errors, opening_stock_errors
from daicho.catalog.core.search import search_text
from daicho.catalog.models import Item
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError
from daicho.kernel.text import noop as _
from daicho.ledger.queries.accounts import account_choices
from daicho.ledger.queries.system_accounts import system_accounts
from daicho.platform.custom_fields.references import record_names
from daicho.taxes.queries.tax_definitions import tax_definitions

CHUNK = 500
"""Rows that one statement reads or writes."""
COLUMNS = (*DEFAULTS, "is_active")


@dataclass(slots=True)
class Draft:
    """An item as it will be, and its columns as they are ({} for a new one)."""

    item: Item
    before: dict[str, object]

    def values(self) -> dict[str, object]:
        """Return the columns that people set."""
        return {column: getattr(self.item, column) for column in COLUMNS}

    def changes(self) -> dict[str, object]:
        """Return the columns that differ from what is stored."""
        return {column: value for column, value in self.values().items() if self.before.get(column) != value}


@dataclass(frozen=True, slots=True)
class Known:
    """The records that items may refer to: accounts, taxes, vendors, and the default accounts by system key."""

    accounts: Mapping[int, FoundAccount]
    taxes: frozenset[int]
    vendors: frozenset[int]
    defaults: Mapping[str, int]


def known_records(ctx: Ctx, rows: Sequence[ItemRow]) -> Known:
    """Return the records that these items refer to, as far as they exist."""
    accounts = {
        choice.account_id: FoundAccount(choice.account_type, choice.is_active) for choice in account_choices(ctx)
    }
    vendors = sorted({vendor for row in rows if (vendor := row.get("vendor_id"))})
    names: dict[int, str] = {}
    for start in range(0, len(vendors), CHUNK):
        names |= record_names(ctx, entity="contact", record_ids=vendors[start : start + CHUNK])
    keys = [key for _types, key in ACCOUNT_FIELDS.values()]
    return Known(accounts, frozenset(tax_definitions(ctx)), frozenset(names), system_accounts(ctx, keys=keys))


def item_key(row: ItemRow) -> tuple[str, str]:
    """Return what tells two items of a file apart: the SKU, or the name of one without SKU."""
    sku = row.get("sku", "").strip().casefold()
    return ("sku", sku) if sku else ("name", row.get("name", "").strip())


@dataclass(slots=True)
class Existing:
    """Items of the organisation by `item_key`; `ambiguous` are names that several items have."""

    items: dict[tuple[str, str], Item] = field(default_factory=dict)
    ambiguous: set[tuple[str, str]] = field(default_factory=set)


def existing_items(rows: Sequence[ItemRow]) -> Existing:
    """Return the items that have the SKU or, without SKU, the name of a row; locked."""
    found = Existing()
    for column in ("sku", "name"):
        keys = sorted({key for kind, key in map(item_key, rows) if kind == column})
        for start in range(0, len(keys), CHUNK):
            wanted = keys[start : start + CHUNK]
            matching = Item.objects.alias(plain_sku=Lower("sku")).select_for_update().order_by("id")
            same = matching.filter(plain_sku__in=wanted) if column == "sku" else matching.filter(name__in=wanted)
            for item in same:
                key = (column, item.sku.casefold() if column == "sku" else item.name)
                if key in found.items:
                    found.ambiguous.add(key)
                found.items[key] = item
    return found


def fill(draft: Draft, row: ItemRow, known: Known) -> Iterator[FieldError]:
    """Put a row's values into the draft, with default accounts where it needs them; yield what is wrong."""
    item = draft.item
    for column, value in row.items():
        if column in COLUMNS:
            setattr(item, column, value.strip() if isinstance(value, str) else value)
    values = draft.values()
    yield from item_errors(values)
    yield from opening_stock_errors(row.get("opening_stock", []), item_type=item.item_type, tracking=item.tracking)
    yield from account_errors({name: row.get(name) for name in ACCOUNT_FIELDS}, known.accounts)  # type: ignore[misc]
    for name, ids in (("tax_id", known.taxes), ("purchase_tax_id", known.taxes), ("vendor_id", known.vendors)):
        if row.get(name) is not None and row.get(name) not in ids:
            yield FieldError(name, _("Invalid value passed for %(field)s"), {"field": name})
    for name in NEEDED.get(item.item_type, ()):
        if getattr(item, name) is None:
            setattr(item, name, known.defaults[ACCOUNT_FIELDS[name][1]])
    item.search_text = search_text(str(values[column]) for column in SEARCHED)
