"""Profile, preferences, currencies, number series."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from daicho.contacts.commands.create_contact import create_contact
from daicho.kernel.errors import Forbidden, InvalidInput, NotFound, RuleBroken
from daicho.kernel.measure import Rate
from daicho.organizations.commands.change_series import change_series
from daicho.organizations.commands.create_currency import create_currency
from daicho.organizations.commands.create_exchange_rate import create_exchange_rate
from daicho.organizations.commands.delete_currency import delete_currency
from daicho.organizations.commands.delete_exchange_rate import delete_exchange_rate
from daicho.organizations.commands.update_currency import update_currency
from daicho.organizations.commands.update_exchange_rate import update_exchange_rate
from daicho.organizations.commands.update_organization import update_organization
from daicho.organizations.queries.currencies import exchange_rate
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.organizations.queries.list_exchange_rates import list_exchange_rates
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.numbering import list_series, next_number
from daicho.platform.work import reading, unit_of_work
from tests.build.context import context
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization()


def currency_id(ctx, code):
    with reading(ctx):
        return next(view.currency_id for view in list_currencies(ctx) if view.code == code)


def profile(ctx):
    with reading(ctx):
        return organization_profile(ctx)


def test_preferences_change_one_by_one(ctx):
    update_organization(
        ctx, fields={"negative_stock": "block", "tax_registration_number": "Ｔ７０００－０１２０５０００２"}
    )
    found = profile(ctx)
    assert (found.negative_stock, found.tax_registration_number) == ("block", "T7000012050002")
    assert found.stock_mode == "accounting"
    update_organization(ctx, fields={"opening_date": date(2026, 4, 1), "name": "みなと"})
    assert (profile(ctx).opening_date, profile(ctx).name) == (date(2026, 4, 1), "みなと")


def test_a_sole_proprietors_number_needs_no_check_digit(ctx):
    with pytest.raises(InvalidInput, match="check digit"):
        update_organization(ctx, fields={"tax_registration_number": "T1234567890123"})
    update_organization(ctx, fields={"tax_registration_number": "T1234567890123", "business_type": "sole_proprietor"})
    assert profile(ctx).tax_registration_number == "T1234567890123"


def test_only_who_may_edit_settings_changes_them(ctx):
    with pytest.raises(Forbidden):
        update_organization(context(ctx.organization_id, "settings.view"), fields={"name": "x"})


def test_the_base_currency_is_fixed_once_anything_is_in_a_currency(ctx):
    update_organization(ctx, fields={"currency_code": "USD"})
    assert profile(ctx).base_currency == "USD"
    with pytest.raises(InvalidInput, match="Add the currency"):
        update_organization(ctx, fields={"currency_code": "KWD"})
    create_contact(ctx, fields={"contact_name": "First"})
    with pytest.raises(RuleBroken, match="base currency is fixed"):
        update_organization(ctx, fields={"currency_code": "JPY"})
    update_organization(ctx, fields={"currency_code": "USD", "name": "same currency"})


def test_rates_hold_from_their_day_on(ctx):
    dollar = currency_id(ctx, "USD")
    create_exchange_rate(ctx, currency_id=dollar, effective_date=date(2026, 1, 1), rate=Rate.of(Decimal("150.25")))
    later = create_exchange_rate(ctx, currency_id=dollar, effective_date=date(2026, 2, 1), rate=Rate.of(155))
    with reading(ctx):
        assert exchange_rate(ctx, "USD", date(2026, 1, 31)).value == Decimal("150.25")
        assert exchange_rate(ctx, "USD", date(2026, 2, 1)).value == 155
        with pytest.raises(RuleBroken):
            exchange_rate(ctx, "USD", date(2025, 12, 31))
        shown = next(view for view in list_currencies(ctx) if view.code == "USD")
        assert (shown.rate, shown.effective_date) == (Rate.of(155), date(2026, 2, 1))
    update_exchange_rate(ctx, currency_id=dollar, rate_id=later, rate=Rate.of(156))
    with pytest.raises(InvalidInput, match="already in use"):
        update_exchange_rate(ctx, currency_id=dollar, rate_id=later, effective_date=date(2026, 1, 1))
    delete_exchange_rate(ctx, currency_id=dollar, rate_id=later)
    with reading(ctx):
        assert [row.rate.value for row in list_exchange_rates(ctx, currency_id=dollar)] == [Decimal("150.25")]


def test_wrong_rates_are_refused(ctx):
    dollar, yen, day = currency_id(ctx, "USD"), currency_id(ctx, "JPY"), date(2026, 1, 1)
    with pytest.raises(InvalidInput):
        create_exchange_rate(ctx, currency_id=dollar, effective_date=day, rate=Rate(0))
    with pytest.raises(RuleBroken, match="always worth 1"):
        create_exchange_rate(ctx, currency_id=yen, effective_date=day, rate=Rate.of(2))
    with pytest.raises(NotFound):
        create_exchange_rate(ctx, currency_id=1, effective_date=day, rate=Rate.of(2))
    with pytest.raises(NotFound):
        delete_exchange_rate(ctx, currency_id=dollar, rate_id=1)


def test_currencies_come_and_go_unless_used(ctx):
    kuwait = create_currency(ctx, fields={"currency_code": "KWD"})
    with pytest.raises(InvalidInput):
        create_currency(ctx, fields={"currency_code": "KWD"})
    with pytest.raises(InvalidInput):
        create_currency(ctx, fields={"currency_code": "ZZZ"})
    update_currency(ctx, currency_id=kuwait, fields={"currency_symbol": "د.ك", "price_precision": 4})
    with reading(ctx):
        shown = next(view for view in list_currencies(ctx) if view.code == "KWD")
    assert (shown.symbol, shown.price_precision, shown.format) == ("د.ك", 4, "1,234,567.899")
    delete_currency(ctx, currency_id=kuwait)
    create_contact(ctx, fields={"contact_name": "American", "currency_code": "USD"})
    for code in ("USD", "JPY"):
        with pytest.raises(RuleBroken, match="in use"):
            delete_currency(ctx, currency_id=currency_id(ctx, code))
    with pytest.raises(RuleBroken, match="in use"):
        update_currency(ctx, currency_id=currency_id(ctx, "USD"), fields={"currency_code": "KWD"})


def test_a_series_counts_as_it_is_told(ctx):
    with reading(ctx):
        series = next(row for row in list_series(ctx) if row.kind == "salesorder")
    change_series(ctx, series=replace(series, prefix="受-", next_number=100, digits=4))
    with unit_of_work(ctx):
        assert next_number(ctx, "salesorder") == "受-0100"
    with pytest.raises(InvalidInput):
        change_series(ctx, series=replace(series, digits=0))
    with pytest.raises(NotFound):
        change_series(ctx, series=replace(series, kind="moon"))
