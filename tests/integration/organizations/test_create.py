"""A new organisation."""

from datetime import date

import pytest

from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.organizations.queries.currencies import exchange_rate
from daicho.organizations.queries.may_leave import may_leave
from daicho.organizations.queries.membership import find_membership
from daicho.organizations.queries.memberships import memberships
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.numbering import list_series
from daicho.platform.work import reading
from tests.build.organization import make_organization, make_person, membership_of, person_context

pytestmark = pytest.mark.django_db


def test_a_japanese_organisation_has_the_defaults_of_japan():
    ctx = make_organization()
    with reading(ctx):
        profile = organization_profile(ctx)
        kinds = {row.kind for row in list_series(ctx)}
    assert (profile.base_currency, profile.tax_rounding, profile.fiscal_year_start_month) == ("JPY", "floor", 4)
    assert (profile.time_zone, profile.language_code, profile.date_format) == ("Asia/Tokyo", "ja", "yyyy/MM/dd")
    assert profile.applications == ("books",)
    assert (profile.books_setup, profile.mode) == ("done", "live")
    assert {"salesorder", "purchaseorder", "invoice"} <= kinds


def test_an_organisation_is_in_one_application_alone_and_the_creator_is_its_administrator():
    ctx = make_organization(application="inventory", country="US", currency_code="USD")
    membership = membership_of(ctx.actor.user_id, ctx)
    assert membership.role_name == "Administrator"
    assert membership.is_administrator
    assert membership.applications == {"inventory"}
    assert membership.books_setup == "none"
    assert may_leave(ctx.organization_id)


def test_only_the_first_organisation_becomes_the_default():
    first = make_organization()
    second = make_organization(name="Second")
    found = memberships(person_context(first.actor.user_id))
    assert [view.organization_id for view in found] == [first.organization_id, second.organization_id]
    assert [view.is_default for view in found] == [True, False]


def test_strangers_have_no_membership():
    ctx = make_organization()
    stranger = make_person("stranger@example.com")
    assert find_membership(stranger, ctx.organization_id) is None
    assert memberships(person_context(stranger)) == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " "}, "name"),
        ({"country": "Atlantis"}, "country"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"currency_code": "XXX"}, "currency_code"),
        ({"tax_rounding": "sometimes"}, "tax_rounding"),
        ({"tax_registration_number": "T1234567890123"}, "tax_registration_number"),
        ({"portal_name": "Ä"}, "portal_name"),
        ({"city": "x" * 101}, "city"),
    ],
)
def test_wrong_fields_are_named(fields, field):
    with pytest.raises(InvalidInput) as caught:
        make_organization(**fields)
    assert [error.field for error in caught.value.errors] == [field]


def test_the_base_currency_is_worth_one_and_an_unknown_rate_is_refused():
    ctx = make_organization()
    with reading(ctx):
        assert exchange_rate(ctx, "JPY", date(2026, 11, 24)).micro == 1_000_000
        with pytest.raises(RuleBroken, match="no exchange rate for USD"):
            exchange_rate(ctx, "USD", date(2026, 11, 24))
