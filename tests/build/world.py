"""A populated organisation, made by the API alone: what conformance and tenancy tests look at."""

import re
from dataclasses import dataclass, field
from typing import Any

from daicho.kernel.context import Application
from tests.build.wire import Api, Reply, make_api

ADDRESS = {
    "attention": "佐藤 花子",
    "address": "港町1-2-3",
    "street2": "みなとビル4F",
    "city": "横浜市",
    "state": "神奈川県",
    "zip": "231-0001",
    "country": "Japan",
    "phone": "045-000-0000",
    "fax": "045-000-0001",
}
PDF = b"%PDF-1.4\n%%EOF\n"


@dataclass
class World:
    """An organisation in both applications; `ids` by the names that paths use, `problems` what could not be made."""

    books: Api
    ids: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    replies: dict[tuple[str, str, str], Reply] = field(default_factory=dict)

    def api(self, application: Application) -> Api:
        """Return the client in an application."""
        return self.books.within(application=application)

    def fill(self, path: str) -> str:
        """Return a path with the placeholders that are known filled in."""
        for name, value in self.ids.items():
            path = path.replace(f"{{{name}}}", value)
        return path

    def query(self, path: str) -> dict[str, str]:
        """Return the parameters without which a path means nothing."""
        named = {
            "/itemdetails": {"item_ids": "item_id"},
            "/salesorders/pdf": {"salesorder_ids": "salesorder_id"},
            "/salesorders/print": {"salesorder_ids": "salesorder_id"},
            "/chartofaccounts/transactions": {"account_id": "account_id"},
        }.get(path, {"item_id": "item_id"} if path.startswith("/items/transactions/") else {})
        return {name: self.ids.get(key, "1") for name, key in named.items()}

    def reply(self, application: str, method: str, path: str) -> Reply | None:
        """Return what the story got for a write, None where it tells none of it."""
        return self.replies.get((application, method, _shape(path)))

    def write(self, method: str, path: str, body: Any, *, application: Application = "books", **query: Any) -> Any:
        """Send a write and return its answer's body, {} where it failed; the failure is noted."""
        reply = self.api(application).call(method, self.fill(path), body, query=query)
        self.replies[application, method, _shape(path)] = reply
        if reply.status not in {200, 201}:
            self.problems.append(f"{application:9} {method:6} {path}: {reply.status} {reply.body}")
            return {}
        return reply.body

    def read(self, path: str, key: str, **query: Any) -> list[Any]:
        """Return the rows of a list, [] where there is none."""
        reply = self.books.get(self.fill(path), **query)
        rows = reply.body.get(key, []) if reply.status == 200 else []
        return rows if isinstance(rows, list) else []

    def keep(self, name: str, record: Any, key: str | None = None) -> None:
        """Keep the id `key` of a record under `name`."""
        if isinstance(record, dict) and (value := record.get(key or name)):
            self.ids[name] = str(value)


def build_world(**fields: Any) -> World:
    """Return a new organisation in both applications with one of everything in it."""
    world = World(make_api(**fields))
    world.ids["organization_id"] = str(world.books.organization_id)
    world.write("POST", "/organizations/{organization_id}/join", None, application="inventory")
    _settings(world)
    _contacts(world)
    _items(world)
    for application in ("books", "inventory"):
        _orders(world, application)
    return world


def _shape(path: str) -> str:
    """Return a path without the names of its placeholders: the two descriptions name them differently."""
    return re.sub(r"{\w+}", "{}", path)


def _settings(world: World) -> None:
    for name, path, key in (
        ("currency_id", "/settings/currencies", "currencies"),
        ("tax_id", "/settings/taxes", "taxes"),
        ("user_id", "/users", "users"),
    ):
        rows = world.read(path, key)
        world.keep(name, rows[0] if rows else {})
    accounts = {row["account_type"]: row["account_id"] for row in world.read("/chartofaccounts", "chartofaccounts")}
    for name, account_type in (
        ("account_id", "income"),
        ("purchase_account_id", "cost_of_goods_sold"),
        ("inventory_account_id", "stock"),
    ):
        world.keep(name, accounts, account_type)
    body = {"account_name": "Packaging", "account_type": "expense", "account_code": "7777", "description": "Boxes"}
    world.write("POST", "/chartofaccounts", body)
    currency = {"currency_code": "USD", "currency_symbol": "$", "currency_format": "1,234,567.89", "price_precision": 2}
    made = world.write("POST", "/settings/currencies", currency).get("currency", {})
    world.keep("usd_id", made, "currency_id")
    if "usd_id" in world.ids:
        path = "/settings/currencies/{usd_id}/exchangerates"
        world.write("POST", path, {"effective_date": "2026-11-01", "rate": 150.25})
        rates = world.read(path, "exchange_rates")
        world.keep("exchange_rate_id", rates[0] if rates else {})
        world.ids["currency_id"] = world.ids["usd_id"]


def _contacts(world: World) -> None:
    person = {
        "salutation": "様",
        "first_name": "次郎",
        "last_name": "鈴木",
        "email": "jiro@example.jp",
        "phone": "03-0000-0000",
        "mobile": "090-0000-0000",
        "designation": "部長",
        "department": "購買部",
        "is_primary_contact": True,
    }
    for name, kind in (("contact_id", "customer"), ("vendor_id", "vendor")):
        body = {
            "contact_name": f"株式会社{kind}",
            "company_name": f"株式会社{kind}",
            "contact_type": kind,
            "website": "https://example.jp",
            "notes": "よいお客様",
            "billing_address": ADDRESS,
            "shipping_address": ADDRESS,
            "contact_persons": [person],
        }
        made = world.write("POST", "/contacts", body).get("contact", {})
        world.keep(name, made, "contact_id")
        persons = made.get("contact_persons") or [{}]
        world.ids.setdefault("contact_person_id", str(persons[0].get("contact_person_id", "")) or "0")
    world.write("PUT", "/contacts/{contact_id}", {"notes": "とてもよいお客様"})
    made = world.write("POST", "/contacts/{contact_id}/address", ADDRESS).get("address_info", {})
    world.keep("address_id", made)
    world.write("PUT", "/contacts/{contact_id}/address/{address_id}", {"city": "川崎市"})
    extra = {"contact_id": world.ids.get("contact_id", ""), "first_name": "三郎", "email": "saburo@example.jp"}
    world.write("POST", "/contacts/contactpersons", extra)
    world.write(
        "PUT", "/contacts/contactpersons/{contact_person_id}", {**extra, "first_name": "四郎", "email": "x@example.jp"}
    )


def _items(world: World) -> None:
    body = {
        "name": "煎茶 100g",
        "sku": "TEA-100",
        "unit": "袋",
        "rate": 1200,
        "purchase_rate": 700,
        "description": "静岡県産",
        "purchase_description": "一番茶",
        "item_type": "inventory",
        "product_type": "goods",
        "tax_id": world.ids.get("tax_id", ""),
        "account_id": world.ids.get("account_id", ""),
        "purchase_account_id": world.ids.get("purchase_account_id", ""),
        "inventory_account_id": world.ids.get("inventory_account_id", ""),
        "vendor_id": world.ids.get("vendor_id", ""),
        "reorder_level": 10,
    }
    world.keep("item_id", world.write("POST", "/items", body).get("item", {}))
    world.write("POST", "/items", {**body, "name": "玄米茶", "sku": "TEA-200"}, application="inventory")
    for application in ("books", "inventory"):
        world.write("PUT", "/items/{item_id}", {"rate": 1300}, application=application)


def _orders(world: World, application: Any) -> None:
    line = {"item_id": world.ids.get("item_id", ""), "quantity": 3, "rate": 1200, "tax_id": world.ids.get("tax_id", "")}
    text = {"notes": "備考", "terms": "条件", "reference_number": f"REF-{application}", "date": "2026-11-24"}
    orders = (
        ("salesorder", {"customer_id": world.ids.get("contact_id", ""), "shipment_date": "2026-11-30"}),
        ("purchaseorder", {"vendor_id": world.ids.get("vendor_id", ""), "delivery_date": "2026-11-30"}),
    )
    for noun, own in orders:
        body = {**own, **text, "line_items": [line, {**line, "quantity": 1, "discount": "10%"}]}
        made = world.write("POST", f"/{noun}s", body, application=application)
        world.keep(f"{noun}_id", made.get(noun, {}))
        if noun == "purchaseorder":
            world.keep("purchase_order_id", made.get(noun, {}), "purchaseorder_id")
        path = f"/{noun}s/{{{noun}_id}}"
        world.write("PUT", path, {"notes": "備考 2"}, application=application)
        comment = {"description": "確認しました", "expected_delivery_date": "2026-11-30"}
        world.write("POST", f"{path}/comments", comment, application=application)
        if f"{noun}_id" in world.ids:
            world.api(application).upload(world.fill(f"{path}/attachment"), "attachment", "order.pdf", PDF)
