"""A reading asks for its organisation once, and never answers with what was changed since."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.organizations.commands.update_organization import update_organization
from daicho.organizations.queries.base_currency import base_currency
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import reading, unit_of_work
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db


def asked(ctx, times=2):
    with CaptureQueriesContext(connection) as queries:
        for _time in range(times):
            base_currency(ctx)
    return len(queries)


def test_a_reading_asks_once_and_forgets_at_its_end():
    ctx = make_organization()
    for _reading in range(2):
        with reading(ctx):
            assert asked(ctx) == 1
            with reading(ctx):
                assert asked(ctx) == 0


def test_organisations_are_kept_apart():
    first, second = make_organization(name="First"), make_organization(name="Second")
    with reading(first):
        assert organization_profile(first).name == "First"
        with reading(second):
            assert organization_profile(second).name == "Second"
        assert organization_profile(first).name == "First"


def test_a_write_is_seen_at_once_inside_and_after_it():
    ctx = make_organization(name="Before")
    with reading(ctx):
        assert organization_profile(ctx).name == "Before"
        with unit_of_work(ctx):
            assert organization_profile(ctx).name == "Before"
            update_organization(ctx, fields={"name": "After"})
            assert organization_profile(ctx).name == "After"
            assert asked(ctx) == 2
        assert organization_profile(ctx).name == "After"
        assert asked(ctx) == 0
