"""The demo's contacts and items, read from its data files."""

import csv
from decimal import Decimal
from importlib.resources import files
from typing import cast

from daicho.catalog.core.importing import ItemRow
from daicho.contacts.core.importing import ContactRow
from daicho.kernel.measure import Rate

_PERSON = ("last_name", "first_name", "last_name_kana", "first_name_kana", "designation", "email", "phone")
_ADDRESS = ("zip", "state", "city", "address", "street2", "country_code")


def contact_rows(organization: str) -> list[ContactRow]:
    """Return the contacts of an organisation of the demo, with one person and one address each."""
    found = []
    for row in _rows("contacts.csv", organization):
        person = {name: row.pop(name) for name in _PERSON}
        address = {name: row.pop(name) for name in _ADDRESS}
        given = {name: value for name, value in row.items() if value}
        found.append(cast(ContactRow, {**given, "contact_persons": [person], "billing_address": address}))
    return found


def item_rows(organization: str, *, taxes: dict[str, int], vendors: dict[str, int]) -> list[ItemRow]:
    """Return the items of an organisation of the demo; `taxes` by per cent and `vendors` by name give the ids."""
    found = []
    for row in _rows("items.csv", organization):
        cost = Rate.of(Decimal(row.pop("purchase_rate"))).micro
        values: dict[str, object] = {
            "rate_micro": Rate.of(Decimal(row.pop("rate"))).micro,
            "purchase_rate_micro": cost,
            "vendor_id": vendors.get(row.pop("vendor")),
        }
        tax, reorder, opening = row.pop("tax"), row.pop("reorder_level"), row.pop("opening_quantity")
        if tax:
            values["tax_id"] = values["purchase_tax_id"] = taxes[tax]
        if reorder:
            values["reorder_level_micro"] = Rate.of(Decimal(reorder)).micro
        if opening:
            quantity = Rate.of(Decimal(opening)).micro
            values["opening_stock"] = [{"location_id": None, "quantity_micro": quantity, "rate_micro": cost}]
        found.append(cast(ItemRow, {**row, **values}))
    return found


def _rows(name: str, organization: str) -> list[dict[str, str]]:
    text = files("daicho.processes.demo").joinpath("data", name).read_text("utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["organization"] == organization]
    return [{key: value for key, value in row.items() if key != "organization"} for row in rows]
