"""Pages of a list by key: every row once, whatever the order, also where rows have no key."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daicho.kernel.errors import InvalidInput
from daicho.platform.listing import Criteria, Listing, criteria_from, filter_rows, page_of
from daicho.platform.models import Job
from daicho.platform.work import reading, unit_of_work
from tests.build.context import NOW, context

LISTING = Listing(
    filters=(),
    sorts={"name": "name", "finished": "finished_at", "created_time": "created_at"},
    default_sort="name",
    search=("name",),
)


@pytest.fixture
def ctx(db):
    del db
    ctx = context()
    with unit_of_work(ctx):
        Job.objects.bulk_create(
            Job(
                organization_id=ctx.organization_id,
                name=f"job {number % 3}",
                payload="{}",
                run_at=NOW,
                created_at=NOW,
                finished_at=None if number % 4 == 0 else NOW + timedelta(hours=number % 5),
            )
            for number in range(23)
        )
    return ctx


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", list(LISTING.sorts))
def test_every_row_comes_once_in_the_order_of_the_whole(ctx, sort, descending):
    criteria = Criteria(per_page=4, sort=sort, descending=descending)
    with reading(ctx):
        rows = filter_rows(ctx, Job.objects.all(), LISTING, criteria)
        seen = []
        while True:
            page = page_of(rows, criteria)
            seen += [row.id for row in page.rows]
            if not page.has_more:
                break
            criteria = replace(criteria, page=criteria.page + 1, after_id=seen[-1])
        assert seen == [row.id for row in rows]


def test_a_place_that_is_gone_falls_back_to_the_page(ctx):
    with reading(ctx):
        rows = filter_rows(ctx, Job.objects.all(), LISTING, Criteria())
        page = page_of(rows, Criteria(page=2, per_page=4, after_id=1))
        assert [row.id for row in page.rows] == [row.id for row in rows[4:8]]


def test_a_place_must_be_an_id():
    assert criteria_from({"after_id": "7"}, LISTING)[0].after_id == 7
    with pytest.raises(InvalidInput):
        criteria_from({"after_id": "x"}, LISTING)
