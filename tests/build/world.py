"""A populated organisation, made by the API alone: what conformance and tenancy tests look at."""

import re
from dataclasses import dataclass, field
from typing import Any

from daicho.kernel.context import Application
from daicho.platform.custom_fields import define_field
from tests.build.assembling import assemble
from tests.build.buying import buy
from tests.build.closing import DAY, close
from tests.build.context import context
from tests.build.paying import pay
from tests.build.returning import take_back
from tests.build.selling import sell
from tests.build.shipping import ship
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
CUSTOM = [{"label": "産地", "value": "静岡"}]
PDF = b"%PDF-1.4\n%%EOF\n"


@dataclass
class World:
    """An organisation in both applications; `ids` by the names that paths use, `problems` what could not be made."""

    books: Api
    mark: str
    ids: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    replies: dict[tuple[str, str, str], Reply] = field(default_factory=dict)
    bodies: dict[tuple[Application, str, str], Any] = field(default_factory=dict)
    queries: dict[tuple[Application, str, str], dict[str, Any]] = field(default_factory=dict)

    def api(self, application: Application) -> Api:
        """Return the client in an application."""
        return self.books.within(application=application)

    def fill(self, path: str) -> str:
        """Return a path with the placeholders that are known filled in."""
        if path.startswith("/vendorpayments"):
            path = path.replace("{payment_id}", "{vendorpayment_id}")  # one name for two kinds of payments
        for name, value in self.ids.items():
            path = path.replace(f"{{{name}}}", value)
        return path

    def query(self, path: str) -> dict[str, str]:
        """Return the parameters without which a path means nothing."""
        if path == "/closingstatements/preview":
            return {"closing_date": DAY}
        named = {
            "/itemdetails": {"item_ids": "item_id"},
            "/share/paymentlink": {"transaction_id": "invoice_id"},
            "/landedcosts/billdetails": {"bill_ids": "bill_id"},
            "/bills/editpage/frompurchaseorders": {"purchaseorder_ids": "open_order_id"},
            "/salesorders/pdf": {"salesorder_ids": "salesorder_id"},
            "/salesorders/print": {"salesorder_ids": "salesorder_id"},
            "/packages/print": {"package_ids": "package_id"},
            "/closingstatements/pdf": {"statement_ids": "statement_id"},
            "/items/batches": {"item_id": "batch_item_id"},
            "/items/serialnumbers": {"item_id": "batch_item_id"},
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
        self.bodies[application, method, path] = body
        self.queries[application, method, path] = query
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


def build_world(mark: str = "みなと", **fields: Any) -> World:
    """Return a new organisation in both applications with one of everything in it; every name begins with `mark`."""
    world = World(make_api(name=f"{mark}商店", **fields), mark)
    world.ids["organization_id"] = str(world.books.organization_id)
    world.write("POST", "/organizations/{organization_id}/join", None, application="inventory")
    _custom_fields(world)
    _settings(world)
    _taxes(world)
    _contacts(world)
    _items(world)
    for application in ("books", "inventory"):
        _orders(world, application)
        buy(world, application, CUSTOM, PDF)
        sell(world, application, CUSTOM, PDF)
        ship(world, application, CUSTOM)
        take_back(world, application, CUSTOM)
    pay(world, CUSTOM)
    close(world)
    _journals(world)
    _stock(world)
    assemble(world, CUSTOM)
    return world


def _shape(path: str) -> str:
    """Return a path without the names of its placeholders: the two descriptions name them differently."""
    return re.sub(r"{\w+}", "{}", path)


def _custom_fields(world: World) -> None:
    """Give every kind of record a custom field; there is no call for it in the API."""
    ctx = context(world.books.organization_id)
    for entity in (
        "contact",
        "item",
        "estimate",
        "invoice",
        "creditnote",
        "retainerinvoice",
        "salesorder",
        "purchaseorder",
        "purchasereceive",
        "salesreturn",
        "package",
        "shipment",
        "bill",
        "vendorcredit",
        "customerpayment",
        "vendorpayment",
        "account",
        "journal",
        "inventoryadjustment",
        "transferorder",
        "assembly",
    ):
        define_field(ctx, fields={"entity": entity, "label": "産地", "data_type": "string"})


def _taxes(world: World) -> None:
    authority = {"tax_authority_name": f"{world.mark}税務署", "description": "所轄"}
    made = world.write("POST", "/settings/taxauthorities", authority)
    world.keep("tax_authority_id", made.get("tax_authority"))
    exemption = {"tax_exemption_code": "EXEMPT", "description": f"{world.mark}免税", "type": "customer"}
    world.keep("tax_exemption_id", world.write("POST", "/settings/taxexemptions", exemption).get("tax_exemption"))
    taxes = [row["tax_id"] for row in world.read("/settings/taxes", "taxes")][:2]
    group = {"tax_group_name": f"{world.mark}グループ", "taxes": ",".join(taxes)}
    world.keep("tax_group_id", world.write("POST", "/settings/taxgroups", group).get("tax_group"))


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
    body = {
        "account_name": f"{world.mark} Packaging",
        "account_type": "expense",
        "account_code": "7777",
        "description": "Boxes",
        "custom_fields": CUSTOM,
    }
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
        "first_name": f"{world.mark}次郎",
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
            "contact_name": f"{world.mark} {kind}",
            "company_name": f"{world.mark} {kind}",
            "contact_type": kind,
            "website": "https://example.jp",
            "notes": f"{world.mark}のお客様",
            "billing_address": ADDRESS,
            "shipping_address": ADDRESS,
            "contact_persons": [person],
            "custom_fields": CUSTOM,
        }
        made = world.write("POST", "/contacts", body).get("contact", {})
        world.keep(name, made, "contact_id")
        persons = made.get("contact_persons") or [{}]
        world.keep(name.replace("_id", "_person_id"), persons[0], "contact_person_id")
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
        "name": f"{world.mark}煎茶",
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
        "custom_fields": CUSTOM,
    }
    world.keep("item_id", world.write("POST", "/items", body).get("item", {}))
    world.keep("variant_id", world.ids, "item_id")
    world.write("POST", "/items", {**body, "name": f"{world.mark}玄米茶", "sku": "TEA-200"}, application="inventory")
    for application in ("books", "inventory"):
        world.write("PUT", "/items/{item_id}", {"rate": 1300}, application=application)


def _orders(world: World, application: Any) -> None:
    line = {"item_id": world.ids.get("item_id", ""), "quantity": 3, "rate": 1200, "tax_id": world.ids.get("tax_id", "")}
    text: dict[str, Any] = {
        "notes": f"{world.mark}備考",
        "terms": "条件",
        "reference_number": f"REF-{application}",
        "date": "2026-11-24",
        "custom_fields": CUSTOM,
    }
    customer, vendor = world.ids.get("contact_id", ""), world.ids.get("vendor_id", "")
    orders: tuple[tuple[str, dict[str, str], str], ...] = (
        ("salesorder", {"customer_id": customer, "shipment_date": "2026-11-30"}, "contact_person_id"),
        ("purchaseorder", {"vendor_id": vendor, "delivery_date": "2026-11-30"}, "vendor_person_id"),
    )
    for noun, own, person in orders:
        text["contact_persons"] = [world.ids.get(person, "")]
        body = {**own, **text, "line_items": [line, {**line, "quantity": 1, "discount": "10%"}]}
        made = world.write("POST", f"/{noun}s", body, application=application)
        world.keep(f"{noun}_id", made.get(noun, {}))
        if noun == "purchaseorder":
            world.keep("purchase_order_id", made.get(noun, {}), "purchaseorder_id")
        path = f"/{noun}s/{{{noun}_id}}"
        world.write("PUT", path, {"notes": "備考 2"}, application=application)
        comment = {"description": f"{world.mark}を確認しました", "expected_delivery_date": "2026-11-30"}
        world.write("POST", f"{path}/comments", comment, application=application)
        if f"{noun}_id" in world.ids:
            world.api(application).upload(world.fill(f"{path}/attachment"), "attachment", "order.pdf", PDF)


def _journals(world: World) -> None:
    """Write a journal with a comment and a file, and the opening balances."""
    accounts = {row["account_type"]: row["account_id"] for row in world.read("/chartofaccounts", "chartofaccounts")}
    sides = (("accounts_receivable", "debit"), ("bank", "credit"))
    lines: list[dict[str, Any]] = [
        {
            "account_id": accounts.get(account_type, ""),
            "customer_id": world.ids.get("contact_id", ""),
            "description": f"{world.mark}の仕訳",
            "amount": 1200,
            "debit_or_credit": side,
        }
        for account_type, side in sides
    ]
    body = {
        "journal_date": "2026-11-24",
        "reference_number": "REF-J",
        "notes": f"{world.mark}備考",
        "is_inclusive_tax": True,
        "line_items": [*lines, *_taxed_lines(world, accounts)],
        "custom_fields": CUSTOM,
    }
    world.keep("journal_id", world.write("POST", "/journals", body).get("journal"))
    world.write("PUT", "/journals/{journal_id}", {"journal_date": "2026-11-23"})
    made = world.write("POST", "/journals/{journal_id}/comments", {"description": f"{world.mark}を確認しました"})
    world.keep("journal_comment_id", (made.get("comment") or [{}])[0], "comment_id")
    if "journal_id" in world.ids:
        world.books.upload(world.fill("/journals/{journal_id}/attachment"), "attachment", "journal.pdf", PDF)
    opening = world.write("POST", "/settings/openingbalances", {"date": "2026-04-01", "accounts": lines})
    world.keep("opening_balance_id", opening.get("opening_balance"))
    changed = {"opening_balance_id": world.ids.get("opening_balance_id", ""), "accounts": lines}
    world.write("PUT", "/settings/openingbalances", changed)
    _currency_adjustment(world, lines)


def _taxed_lines(world: World, accounts: dict[str, str]) -> list[dict[str, Any]]:
    """Return the lines of something that is bought with tax."""
    tax_id = world.ids.get("tax_id", "")
    bought = {"account_id": accounts.get("expense", ""), "tax_id": tax_id, "tax_direction": "purchase"}
    paid = {"account_id": accounts.get("bank", "")}
    return [{**line, "amount": 1100, "debit_or_credit": side} for line, side in ((bought, "debit"), (paid, "credit"))]


def _currency_adjustment(world: World, lines: list[dict[str, Any]]) -> None:
    """Write a journal in dollars, and value what it leaves at another rate."""
    currencies = world.read("/settings/currencies", "currencies")
    dollar = next(row["currency_id"] for row in currencies if row["currency_code"] == "USD")
    journal = {"journal_date": "2026-10-30", "currency_id": dollar, "exchange_rate": 150, "line_items": lines}
    world.write("POST", "/journals", journal)
    body = {"currency_id": dollar, "adjustment_date": "2026-10-31", "exchange_rate": 155, "notes": f"{world.mark}月末"}
    made = world.write("POST", "/basecurrencyadjustment", body, account_ids=lines[0]["account_id"])
    world.keep("base_currency_adjustment_id", made.get("data"))


def _stock(world: World) -> None:
    """Make a location, an adjustment and a transfer order of the first item, in Inventory."""
    home = world.read("/locations", "locations")[0]["location_id"]
    place = {
        "location_name": f"{world.mark}倉庫",
        "address": {"city": "横浜市", "state": "神奈川県", "street_address1": "港町1-2-3"},
        "phone": "045-000-0000",
        "tax_settings_id": "1",
    }
    world.keep("location_id", world.write("POST", "/locations", place, application="inventory").get("location"))
    world.write("PUT", "/locations/{location_id}", place, application="inventory")
    item = {"item_id": world.ids.get("item_id", ""), "name": f"{world.mark}茶", "description": "棚卸"}
    adjustment = {
        "date": "2026-11-24",
        "reason": f"{world.mark}棚卸",
        "adjustment_type": "quantity",
        "reference_number": "REF-A",
        "line_items": [{**item, "quantity_adjusted": 3, "item_total": 900}],
        "custom_fields": CUSTOM,
    }
    kept = {"name": f"{world.mark}抹茶", "item_type": "inventory", "track_batch_number": True}
    world.keep("batch_item_id", world.write("POST", "/items", kept).get("item"), "item_id")
    batch = {"item_id": world.ids.get("batch_item_id", ""), "batch_number": "L-1", "expiry_date": "2027-03-31"}
    world.keep("batch_id", world.write("POST", "/items/batches", batch, application="inventory").get("batch"))
    world.keep("stock_batch_id", world.ids, "batch_id")
    world.write("PUT", "/items/batches/{batch_id}", {"manufacturer_batch_number": "M-1"}, application="inventory")
    path = "/inventoryadjustments"
    made = world.write("POST", path, adjustment, application="inventory").get("inventory_adjustment")
    world.keep("inventory_adjustment_id", made)
    world.write("PUT", f"{path}/{{inventory_adjustment_id}}", adjustment, application="inventory")
    transfer = {
        "date": "2026-11-24",
        "from_location_id": home,
        "to_location_id": world.ids.get("location_id", ""),
        "is_intransit_order": True,
        "line_items": [{**item, "quantity_transfer": 2}],
        "custom_fields": CUSTOM,
    }
    made = world.write("POST", "/transferorders", transfer, application="inventory").get("transfer_order")
    world.keep("transfer_order_id", made)
    world.write("PUT", "/transferorders/{transfer_order_id}", transfer, application="inventory")
