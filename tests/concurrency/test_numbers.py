"""Orders made at the same moment: no number twice, none skipped, and a number given by hand goes to one of them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from daicho.kernel.errors import InvalidInput
from daicho.platform.work import reading
from daicho.sales.kinds import SALES_ORDER
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_sales_order

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
AT_ONCE = 6


def at_once(work: Callable[[int], object]) -> list[object]:
    start = Barrier(AT_ONCE)

    def one(number: int) -> object:
        try:
            start.wait()
            return work(number)
        except InvalidInput as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_parallel_orders_get_numbers_without_gaps():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    ctx = make_organization()
    customer, item = make_customer(ctx), make_item(ctx)
    at_once(lambda _number: make_sales_order(ctx, customer, [line(item)], salesperson_name="田中"))
    with reading(ctx):
        numbers = sorted(SALES_ORDER.header.objects.values_list("number", flat=True))
    assert numbers == [f"SO-{number:05d}" for number in range(1, AT_ONCE + 1)]
    made = at_once(lambda _number: make_sales_order(ctx, customer, [line(item)], number="BY-HAND"))
    assert sum(isinstance(answer, InvalidInput) for answer in made) == AT_ONCE - 1
