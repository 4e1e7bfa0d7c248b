"""Two organisations that differ in size alone: with 1,000 and with 100,000 items and orders.

One of each record is made by the real commands, the others are copies of its rows that the database makes itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import setup_test_environment

from daicho.catalog.models import Item, OpeningStock
from daicho.contacts.models import Contact
from daicho.kernel.context import Ctx
from daicho.platform.models import AuditRecord, NumberSeries, OrganizationHead
from daicho.platform.work import unit_of_work
from daicho.sales.models import SalesOrder, SalesOrderLine
from daicho.stock.models import StockTotal, StockValue
from tests.build.browser import browser_of
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization, make_person
from tests.build.sales import make_sales_order
from tests.build.wire import Api, api_of

SMALL, LARGE = 1_000, 100_000
_ITEMS_PER_CONTACT = 100
_QUANTITY = 10 * 10**6


@dataclass(frozen=True)
class Crowd:
    """An organisation with `count` items and orders; `item_id` and `order_id` name one of each in the middle."""

    ctx: Ctx
    count: int
    browser: Client
    api: Api
    customer_id: int
    item_id: int
    order_id: int

    def url(self, path: str) -> str:
        """Return the address of a page of Books."""
        return f"/books/{self.ctx.organization_id}/{path}"


@cache
def crowds() -> tuple[Crowd, Crowd]:
    """Return the large organisation and the small one, made once in this process."""
    setup_test_environment(debug=False)
    user_id = make_person("bench@example.jp")
    small, large = (filled(user_id, count) for count in (SMALL, LARGE))
    return large, small


def filled(user_id: int, count: int) -> Crowd:
    """Return a new organisation of the person with so many items and orders."""
    now = datetime.now(UTC)
    ctx = replace(make_organization(name=f"{count}", user_id=user_id, now=now), today=now.date())
    customer_id = make_customer(ctx)
    stock = [{"location_id": None, "quantity_micro": _QUANTITY, "rate_micro": 300 * 10**6}]
    item_id = make_item(ctx, sku="SKU", opening_stock=stock)
    lines = [line(item_id, number, rate=Decimal(500)) for number in (1, 2, 3)]
    order_id = make_sales_order(ctx, customer_id, lines)
    with unit_of_work(ctx):
        _copy_records(customer_id, item_id, order_id, count)
    first = _first(count)
    middle = first + count // 2
    return Crowd(ctx, count, browser_of(user_id), api_of(ctx), customer_id, middle, middle)


def _copy_records(customer_id: int, item_id: int, order_id: int, count: int) -> None:
    """Copy the rows; the copies' ids follow `_first`, so that those of related rows can be calculated."""
    first, contacts = _first(count), count // _ITEMS_PER_CONTACT
    names = {"name": "'Customer ' || n", "name_key": "'customer ' || n", "sort_key": "'customer ' || n"}
    _copy(Contact, {"id": customer_id}, contacts, {"id": f"{first} + n", **names, "search_key": "'customer ' || n"})
    item = {"name": "'Item ' || n", "sku": "'SKU-' || n", "search_text": "'item ' || n || ' sku-' || n"}
    _copy(Item, {"id": item_id}, count, {"id": f"{first} + n", **item})
    for model in (OpeningStock, StockTotal, StockValue):
        _copy(model, {"item_id": item_id}, count, {"id": f"{first} + n", "item_id": f"{first} + n"})
    order = {"number": "'X-' || n", "contact_id": f"{first} + 1 + n %% {contacts}"}
    _copy(SalesOrder, {"id": order_id}, count, {"id": f"{first} + n", **order})
    for position in (1, 2, 3):
        columns = {
            "id": f"{first} + {position} * {count * 10} + n",
            "document_id": f"{first} + n",
            "item_id": f"{first} + 1 + (n * 7 + {position}) %% {count}",
        }
        _copy(SalesOrderLine, {"document_id": order_id, "position": position}, count, columns)
    _copy_history({"item": item_id, "salesorder": order_id}, count)
    NumberSeries.objects.filter(kind="salesorder").update(next_number=count + 1)


def _copy_history(records: Mapping[str, int], count: int) -> None:
    """Copy what was told of the records; the organisation's head goes to where the sequences end."""
    head = OrganizationHead.objects.get()
    first = _first(count)
    for entity, entity_id in records.items():
        numbers = {"id": f"{first + head.sequence} + n", "sequence": f"{head.sequence} + n"}
        columns = numbers | {"entity_id": f"{first} + n"}
        _copy(AuditRecord, {"entity": entity, "entity_id": entity_id}, count, columns)
        head.sequence += count
    OrganizationHead.objects.filter(id=head.id).update(sequence=head.sequence)


def _copy(model: type[Model], template: Mapping[str, object], count: int, columns: Mapping[str, str]) -> None:
    """Insert `count` copies of the row that `template` finds, with `columns` (SQL of n, from 1) instead of its own."""
    row_id = model._default_manager.filter(**template).values_list("id", flat=True).get()
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = [str(field.column) for field in model._meta.concrete_fields]
    values = ", ".join(columns.get(name, f"t.{quote(name)}") for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count}), "
            f"t AS MATERIALIZED (SELECT * FROM {table} WHERE id = %s) "
            f"INSERT INTO {table} ({', '.join(map(quote, names))}) SELECT {values} FROM t, numbers",
            [row_id],
        )
        # What autovacuum does within a minute; without it the checks of foreign keys take the table for empty.
        if connection.vendor == "postgresql":
            cursor.execute(f"ANALYZE {table}")


def _first(count: int) -> int:
    """Return the number below all ids of copies: far below ids of today, and another one for each size."""
    return count * 10**6
