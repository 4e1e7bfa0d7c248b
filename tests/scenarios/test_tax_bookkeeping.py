"""Tax-exclusive and tax-inclusive bookkeeping, and taxes that nobody can reclaim (japan.md 1.10)."""

from datetime import date

import pytest

from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.core.locks import Scope
from daicho.ledger.models import JournalLine
from daicho.ledger.queries.system_accounts import system_accounts
from daicho.organizations.commands.update_organization import update_organization
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.taxes.commands.update_tax import update_tax
from daicho.taxes.queries.tax_definitions import tax_definitions
from tests.build.bills import credit_bill, make_bill
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_invoice

pytestmark = pytest.mark.django_db

LAST_YEAR, THIS_YEAR = date(2026, 3, 20), date(2026, 4, 20)
KEYS = ("accounts_receivable", "accounts_payable", "output_tax", "input_tax", "inventory_asset", "sales_default")


@pytest.fixture
def ctx():
    return make_organization(country="JP", fiscal_year_start_month=4, opening_date=date(2025, 4, 1))


def books(ctx):
    """Return the base amounts of `KEYS`, in their order."""
    with reading(ctx):
        accounts = system_accounts(ctx, keys=KEYS)
        rows = JournalLine.objects.filter(account_id__in=accounts.values()).values_list("account_id", "amount_minor")
        found = list(rows)
    return [sum(amount for account_id, amount in found if account_id == accounts[key]) for key in KEYS]


def standard_tax(ctx):
    with reading(ctx):
        return next(tax.tax_id for tax in tax_definitions(ctx).values() if tax.is_default)


def trade(ctx, day):
    """Buy ten at 100,000 and sell one at 110,000, both without 10 per cent of tax."""
    tax_id = standard_tax(ctx)
    tea = make_item(ctx, f"Tea of {day}")
    bill = make_bill(ctx, make_vendor(ctx), [line(tea, 10, rate=10_000, tax_id=tax_id)], date=day)
    make_invoice(ctx, make_customer(ctx), [line(tea, 1, rate=110_000, tax_id=tax_id)], is_open=True, date=day)
    return bill


def switch(ctx, mode, since=None):
    update_organization(ctx, fields={"tax_bookkeeping": mode, "tax_bookkeeping_since": since})


def test_a_year_with_tax_in_the_amounts_and_back(ctx):
    trade(ctx, LAST_YEAR)
    bill = trade(ctx, THIS_YEAR)
    exclusive = [242_000, -220_000, -22_000, 20_000, 180_000, -220_000]
    assert books(ctx) == exclusive
    switch(ctx, "tax_inclusive", date(2026, 4, 1))
    assert books(ctx) == [242_000, -220_000, -11_000, 10_000, 90_000 + 99_000, -110_000 - 121_000]
    assert verify(ctx) == []
    credit_bill(ctx, bill, date=date(2026, 4, 25))
    assert books(ctx)[1:4] == [-110_000, -11_000, 10_000]
    switch(ctx, "tax_exclusive", date(2026, 4, 1))
    assert books(ctx)[2:4] == [-22_000, 10_000]
    assert verify(ctx) == []


def test_the_first_day_of_the_mode_can_be_moved_both_ways(ctx):
    trade(ctx, LAST_YEAR)
    trade(ctx, THIS_YEAR)
    switch(ctx, "tax_inclusive", date(2025, 4, 1))
    assert books(ctx)[2:4] == [0, 0]
    update_organization(ctx, fields={"tax_bookkeeping_since": date(2026, 4, 1)})
    assert books(ctx)[2:4] == [-11_000, 10_000]
    update_organization(ctx, fields={"tax_bookkeeping_since": date(2025, 4, 1)})
    assert books(ctx)[2:4] == [0, 0]
    assert verify(ctx) == []


def test_it_is_switched_with_a_fiscal_year_only_and_not_into_a_locked_one(ctx):
    trade(ctx, THIS_YEAR)
    before = books(ctx)
    with pytest.raises(InvalidInput) as caught:
        switch(ctx, "tax_inclusive", date(2026, 5, 1))
    assert [error.field for error in caught.value.errors] == ["tax_bookkeeping_since"]
    set_lock(ctx, fields={"scope": Scope.SALES, "until": date(2026, 4, 30), "reason": "filed"})
    with pytest.raises(RuleBroken) as refused:
        switch(ctx, "tax_inclusive", date(2026, 4, 1))
    assert refused.value.code == 4310
    with reading(ctx):
        assert organization_profile(ctx).tax_bookkeeping == "tax_exclusive"
    assert books(ctx) == before


def test_a_tax_that_is_not_value_added_is_part_of_the_cost(ctx):
    update_tax(ctx, tax_id=standard_tax(ctx), fields={"is_value_added": False})
    trade(ctx, THIS_YEAR)
    assert books(ctx) == [121_000, -110_000, -11_000, 0, 99_000, -110_000]
    assert verify(ctx) == []
