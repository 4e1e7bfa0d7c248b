"""From what a person set to the columns of an item, checked against everything an item refers to."""

from collections.abc import Iterable

from django.db.models.functions import Lower

from daicho.catalog.commands._in_stock import moved_account, renumbered, with_stock
from daicho.catalog.commands._recipe import recipe_faults
from daicho.catalog.core.item import (
    ACCOUNT_FIELDS,
    FoundAccount,
    ItemFields,
    account_errors,
    item_errors,
    opening_stock_errors,
)
from daicho.catalog.core.search import search_text
from daicho.catalog.models import Item, ItemGroup
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, duplicate
from daicho.kernel.text import noop as _
from daicho.ledger.queries.accounts import account_choices
from daicho.ledger.queries.system_accounts import system_accounts
from daicho.platform.custom_fields.references import record_names
from daicho.taxes.queries.exemptions import exemptions
from daicho.taxes.queries.tax_definitions import tax_definitions

DEFAULTS: dict[str, object] = {
    **dict.fromkeys(
        (
            "name", "kana", "sku", "unit", "category", "brand", "manufacturer", "upc", "ean", "isbn", "part_number",
            "description", "purchase_description", "dimension_unit", "weight_unit", "negative_stock", "hsn_or_sac",
            "sat_item_key_code", "unitkey_code", "attribute_option_name1", "attribute_option_name2",
            "attribute_option_name3", "combo_type", "tracking",
        ),
        "",
    ),
    **dict.fromkeys(
        (
            "tax_id", "purchase_tax_id", "tax_exemption_id", "purchase_tax_exemption_id", "account_id",
            "purchase_account_id", "inventory_account_id", "reorder_level_micro", "vendor_id", "length_micro",
            "width_micro", "height_micro", "weight_micro", "group_id",
        ),
    ),
    "item_type": "sales",
    "product_type": "goods",
    "rate_micro": 0,
    "purchase_rate_micro": 0,
    "is_taxable": True,
    "inventory_valuation_method": "fifo",
}  # fmt: skip
"""Every column that people set, with its value on a new item."""

SEARCHED = ("name", "kana", "sku", "upc", "ean", "isbn", "part_number")
NEEDED = {
    "inventory": tuple(ACCOUNT_FIELDS),
    "sales": ("account_id",),
    "purchases": ("purchase_account_id",),
    "sales_and_purchases": ("account_id", "purchase_account_id"),
}


def item_values(ctx: Ctx, fields: ItemFields, current: Item | None) -> dict[str, object]:
    """Return the item's columns as they will be; accounts it needs and lacks are the organisation's defaults.

    Raises InvalidInput with every fault at once.
    """
    fields = _with_group(ctx, fields)
    before = {column: getattr(current, column) for column in DEFAULTS} if current else DEFAULTS
    values = {**before, **{column: value for column, value in fields.items() if column in DEFAULTS}}
    values["name"], values["sku"] = str(values["name"]).strip(), str(values["sku"]).strip()
    changed = {column for column in fields if current is None or before.get(column) != values.get(column)}
    errors = [*item_errors(values), *_account_errors(ctx, values, changed), *_reference_errors(ctx, values, changed)]
    errors += opening_stock_errors(
        fields.get("opening_stock", []), item_type=str(values["item_type"]), tracking=str(values["tracking"])
    )
    errors += _location_errors(ctx, fields)
    moved = [*moved_account(before, values), *renumbered(before, values)] if current else []
    if current and moved and with_stock(ctx, [current.id]):
        errors += moved
    errors += recipe_faults(ctx, fields, str(values["combo_type"]), current)
    if values["sku"] and "sku" in changed:
        same = Item.objects.alias(plain_sku=Lower("sku")).filter(plain_sku=str(values["sku"]).lower())
        if (same.exclude(id=current.id) if current else same).exists():
            errors.append(duplicate("sku", values["sku"]))
    if errors:
        raise InvalidInput(errors)
    _add_default_accounts(ctx, values)
    values["search_text"] = search_text(str(values[column]) for column in SEARCHED)
    return values


def _with_group(ctx: Ctx, fields: ItemFields) -> ItemFields:
    """Return the fields with the id of the group they name; one that does not exist yet is made."""
    name = fields.get("group_name", "").strip()[:255]
    if not name or fields.get("group_id"):
        return fields
    group = ItemGroup.objects.filter(name=name).first()
    if group is None:
        group = ItemGroup(
            organization_id=ctx.organization_id,
            name=name,
            unit=fields.get("unit", ""),
            attribute_name1=fields.get("attribute_name1", ""),
            attribute_name2=fields.get("attribute_name2", ""),
            attribute_name3=fields.get("attribute_name3", ""),
            created_at=ctx.now,
            modified_at=ctx.now,
        )
        ItemGroup.objects.bulk_create([group])
    return {**fields, "group_id": group.id}


def _account_errors(ctx: Ctx, values: dict[str, object], changed: set[str]) -> Iterable[FieldError]:
    chosen = {field: _id(values[field]) for field in ACCOUNT_FIELDS if field in changed}
    ids = {account_id for account_id in chosen.values() if account_id is not None}
    found = {
        choice.account_id: FoundAccount(choice.account_type, choice.is_active)
        for choice in (account_choices(ctx, account_ids=ids) if ids else [])
    }
    return account_errors(chosen, found)


def _reference_errors(ctx: Ctx, values: dict[str, object], changed: set[str]) -> Iterable[FieldError]:
    taxes = {field: _id(values[field]) for field in ("tax_id", "purchase_tax_id") if field in changed}
    known_taxes = (
        tax_definitions(ctx, tax_ids={tax_id for tax_id in taxes.values() if tax_id}) if any(taxes.values()) else {}
    )
    reasons = {
        field: _id(values[field]) for field in ("tax_exemption_id", "purchase_tax_exemption_id") if field in changed
    }
    wanted = {reason for reason in reasons.values() if reason}
    known_reasons = {view.exemption_id for view in exemptions(ctx, exemption_ids=wanted)} if wanted else set()
    vendor = _id(values["vendor_id"]) if "vendor_id" in changed else None
    known_vendors = record_names(ctx, entity="contact", record_ids=[vendor]) if vendor else {}
    group_id = _id(values["group_id"]) if "group_id" in changed else None
    known_groups = set(ItemGroup.objects.filter(id=group_id).values_list("id", flat=True)) if group_id else set()
    for field, given, known in (
        *((field, tax_id, known_taxes) for field, tax_id in taxes.items()),
        *((field, reason, known_reasons) for field, reason in reasons.items()),
        ("vendor_id", vendor, known_vendors),
        ("group_id", group_id, known_groups),
    ):
        if given is not None and given not in known:
            yield FieldError(field, _("Invalid value passed for %(field)s"), {"field": field})


def _location_errors(ctx: Ctx, fields: ItemFields) -> Iterable[FieldError]:
    places = [row["location_id"] for row in fields.get("opening_stock", []) if row["location_id"] is not None]
    if set(places) - set(record_names(ctx, entity="location", record_ids=places)):
        yield FieldError("location_id", _("Invalid value passed for %(field)s"), {"field": "location_id"})


def _add_default_accounts(ctx: Ctx, values: dict[str, object]) -> None:
    lacking = {field: ACCOUNT_FIELDS[field][1] for field in NEEDED[str(values["item_type"])] if values[field] is None}
    if lacking:
        found = system_accounts(ctx, keys=lacking.values())
        values.update({field: found[key] for field, key in lacking.items()})


def _id(value: object) -> int | None:
    return value if isinstance(value, int) else None
