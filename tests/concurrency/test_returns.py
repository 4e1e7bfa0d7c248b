"""Goods that come back at the same moment: never more than were shipped, and none arrives or is credited twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from daicho.kernel.errors import RuleBroken
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.sales.commands.credit_sales_return import credit_sales_return
from daicho.sales.commands.receive_sales_return import receive_sales_return
from daicho.sales.models import CreditNote, SalesReturn, SalesReturnReceive
from tests.build.organization import make_organization
from tests.build.returns import Sold

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
AT_ONCE = 4


def at_once(work: Callable[[], object]) -> list[object]:
    start = Barrier(AT_ONCE)

    def one(_number: int) -> object:
        try:
            start.wait()
            return work()
        except RuleBroken as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def codes(answers: list[object]) -> list[int]:
    return [answer.code for answer in answers if isinstance(answer, RuleBroken)]


def test_parallel_returns_receives_and_credit_notes():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    ctx = make_organization()
    sold = Sold(ctx)  # four left
    answers = at_once(lambda: sold.give_back(3))
    assert codes(answers) == [4821] * (AT_ONCE - 1)
    (back,) = (answer for answer in answers if isinstance(answer, int))
    assert codes(at_once(lambda: receive_sales_return(ctx, return_id=back, fields={}))) == [4016] * (AT_ONCE - 1)
    assert codes(at_once(lambda: credit_sales_return(ctx, return_id=back))) == [4824] * (AT_ONCE - 1)
    with reading(ctx):
        assert [model.objects.count() for model in (SalesReturn, SalesReturnReceive, CreditNote)] == [1, 1, 1]
    assert verify(ctx) == []
