"""Lists of documents answer what they are asked: by status, day, amount, text, in every order, page by page.

What is asked is what the first description of a list offers; what is found is compared with the rows of the whole list.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from daicho.kernel.context import Application
from tests.build.wire import Api
from tests.build.world import World

LISTS = {
    "/estimates": ("estimates", "estimate_number"),
    "/salesorders": ("salesorders", "salesorder_number"),
    "/packages": ("packages", "package_number"),
    "/shipmentorders": ("shipmentorders", "shipment_number"),
    "/invoices": ("invoices", "invoice_number"),
    "/retainerinvoices": ("retainerinvoices", "retainerinvoice_number"),
    "/creditnotes": ("creditnotes", "creditnote_number"),
    "/salesreturns": ("salesreturns", "salesreturn_number"),
    "/customerpayments": ("customerpayments", "payment_number"),
    "/purchaseorders": ("purchaseorders", "purchaseorder_number"),
    "/purchasereceives": ("purchasereceives", "receive_number"),
    "/bills": ("bills", "bill_number"),
    "/vendorcredits": ("vendorcredits", "vendor_credit_number"),
    "/vendorpayments": ("vendorpayments", "payment_number"),
}
AMOUNTS = (
    "/estimates", "/salesorders", "/invoices", "/retainerinvoices", "/creditnotes", "/purchaseorders", "/bills",
    "/vendorcredits",
)  # fmt: skip
SORTED_BY_KEY = {"customer_name", "vendor_name", "status"}
"""Names are sorted by how they are read, statuses by the state behind them."""

Rows = Sequence[Mapping[str, Any]]
each_list = pytest.mark.parametrize("path", LISTS)
each_application = pytest.mark.parametrize("application", ["books", "inventory"])
pytestmark = pytest.mark.django_db


def rows_of(api: Api, path: str, **query: object) -> Rows:
    """Return the rows of an answer in which nothing was ignored."""
    reply = api.get(path, **query)
    assert (reply.status, reply.headers.get("X-Daicho-Ignored-Parameters")) == (200, None), (query, reply.body)
    found: Rows = reply[LISTS[path][0]]
    return found


def numbers(path: str, rows: Rows) -> list[str]:
    """Return the numbers of the rows."""
    return [row[LISTS[path][1]] for row in rows]


@each_list
@each_application
def test_a_row_is_found_by_the_status_it_shows(world: World, path: str, application: Application):
    api = world.api(application)
    rows = rows_of(api, path)
    assert rows
    for status in {row["status"] for row in rows if "status" in row}:
        shown = numbers(path, [row for row in rows if row["status"] == status])
        assert set(shown) <= set(numbers(path, rows_of(api, path, status=status))), status


@each_list
def test_days_part_the_list(world: World, path: str):
    api = world.api("inventory")
    rows = rows_of(api, path)
    day = sorted(row["date"] for row in rows)[len(rows) // 2]
    for name, holds in (
        ("date", lambda date: date == day),
        ("date_start", lambda date: date >= day),
        ("date_end", lambda date: date <= day),
        ("date_before", lambda date: date < day),
        ("date_after", lambda date: date > day),
    ):
        wanted = numbers(path, [row for row in rows if holds(row["date"])])
        assert numbers(path, rows_of(api, path, **{name: day})) == wanted, name


@pytest.mark.parametrize("path", AMOUNTS)
def test_amounts_part_the_list(world: World, path: str):
    api = world.api("books")
    rows = [row for row in rows_of(api, path) if row["currency_code"] == "JPY"]
    total = sorted(row["total"] for row in rows)[len(rows) // 2]
    for name, holds in (
        ("total", lambda amount: amount == total),
        ("total_less_than", lambda amount: amount < total),
        ("total_less_equals", lambda amount: amount <= total),
        ("total_greater_than", lambda amount: amount > total),
        ("total_greater_equals", lambda amount: amount >= total),
    ):
        found = [row for row in rows_of(api, path, **{name: total}) if row["currency_code"] == "JPY"]
        assert numbers(path, found) == numbers(path, [row for row in rows if holds(row["total"])]), name


@each_list
def test_a_number_is_found_whole_and_in_parts(world: World, path: str):
    api = world.api("books")
    number = numbers(path, rows_of(api, path))[0]
    name = {"/packages": "packing_number"}.get(path, LISTS[path][1])
    for query in (
        {name: number}, {f"{name}_startswith": number[:-1]}, {f"{name}_contains": number[1:]}, {"search_text": number},
    ):  # fmt: skip
        assert number in numbers(path, rows_of(api, path, **query)), query
    assert rows_of(api, path, search_text="no such number") == []


@each_list
def test_every_order_holds_both_ways(world: World, path: str):
    api = world.api("books")
    columns = {LISTS[path][1], "date", "created_time", "customer_name", "vendor_name", "total", "balance", "amount"}
    for column in sorted(columns & set(rows_of(api, path)[0])):
        for order in ("A", "D"):
            rows = rows_of(api, path, sort_column=column, sort_order=order)
            if column not in SORTED_BY_KEY:
                values = [row[column] for row in rows]
                assert values == sorted(values, reverse=order == "D"), (column, order)


@each_list
def test_pages_hold_every_row_once(world: World, path: str):
    api = world.api("books")
    whole, found, page = numbers(path, rows_of(api, path)), [], 0
    more = True
    while more:
        page += 1
        reply = api.get(path, page=page, per_page=2, response_option=2)
        found += numbers(path, reply[LISTS[path][0]])
        context = reply["page_context"]
        assert (context["page"], context["per_page"], context["total"]) == (page, 2, len(whole))
        more = context["has_more_page"]
    assert found == whole
