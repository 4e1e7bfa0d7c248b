"""Opening balances (behaviour.md 6)."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.catalog.commands.set_opening_stock import set_opening_stock
from daicho.kernel.errors import InvalidInput, NotFound, RuleBroken
from daicho.ledger.commands.delete_account import delete_account
from daicho.ledger.commands.delete_opening_balances import delete_opening_balances
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.commands.set_opening_balances import set_opening_balances
from daicho.ledger.queries.account_detail import account_detail
from daicho.ledger.queries.opening_balances import opening_balances
from daicho.organizations.commands.update_organization import update_organization
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from tests.build.catalog import make_item
from tests.build.contacts import make_contact
from tests.build.journals import accounts_by_key, journal_line
from tests.build.ledger import make_account
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db
APRIL = date(2026, 4, 1)


@pytest.fixture
def ctx():
    return make_organization()


@pytest.fixture
def keys(ctx):
    return accounts_by_key(ctx)


def write(ctx, *lines, **more):
    return set_opening_balances(ctx, fields={"lines": lines, **more})


def balance(ctx, account_id):
    with reading(ctx):
        return account_detail(ctx, account_id=account_id).balance


def view(ctx):
    with reading(ctx):
        return opening_balances(ctx)


def is_clean(ctx):
    with reading(ctx):
        return list(verify(ctx)) == []


def test_what_is_out_of_balance_goes_to_the_offset_account(ctx, keys):
    contact_id = make_contact(ctx)
    write(
        ctx,
        journal_line(keys["bank_default"], debit=5000),
        journal_line(keys["accounts_receivable"], debit=700, contact_id=contact_id),
        journal_line(keys["share_capital"], credit=4000),
        journal_line(keys["cash_on_hand"], debit=0),
    )
    assert balance(ctx, keys["opening_balance_offset"]) == 1700
    assert balance(ctx, keys["accounts_receivable"]) == 700
    found = view(ctx)
    assert (found.day, found.debit.minor, found.credit.minor, found.offset.minor) == (APRIL, 5700, 4000, 1700)
    assert len(found.lines) == 3
    write(ctx, journal_line(keys["bank_default"], debit=4000), journal_line(keys["share_capital"], credit=4000))
    assert balance(ctx, keys["opening_balance_offset"]) == 0
    assert balance(ctx, keys["accounts_receivable"]) == 0
    assert is_clean(ctx)


def test_they_follow_the_opening_day_and_move_it(ctx, keys):
    write(ctx, journal_line(keys["bank_default"], debit=5000))
    update_organization(ctx, fields={"opening_date": date(2026, 10, 1)})
    assert view(ctx).day == date(2026, 10, 1)
    set_opening_balances(ctx, fields={"date": date(2026, 7, 1)})
    with reading(ctx):
        assert organization_profile(ctx).opening_day == date(2026, 7, 1)
    assert [line.amount.base for line in view(ctx).lines] == [5000]
    assert balance(ctx, keys["bank_default"]) == 5000
    assert is_clean(ctx)


def test_the_row_of_inventory_must_be_what_opening_stock_is_worth(ctx, keys):
    item_id = make_item(ctx, item_type="inventory")
    rows = [{"location_id": None, "quantity_micro": 10 * 10**6, "rate_micro": 700 * 10**6}]
    set_opening_stock(ctx, item_id=item_id, rows=rows)
    with pytest.raises(RuleBroken) as refused:
        write(ctx, journal_line(keys["inventory_asset"], debit=6900))
    assert refused.value.code == 4320
    write(
        ctx,
        journal_line(keys["inventory_asset"], debit=7000),
        journal_line(keys["share_capital"], credit=7000),
    )
    assert balance(ctx, keys["inventory_asset"]) == 7000
    assert balance(ctx, keys["opening_balance_offset"]) == 0
    found = view(ctx)
    assert (found.offset.minor, found.stock_worth.minor, found.stock[0].agrees) == (0, 7000, True)
    set_opening_stock(ctx, item_id=item_id, rows=[{**rows[0], "quantity_micro": 9 * 10**6}])
    assert view(ctx).stock[0].agrees is False
    assert is_clean(ctx)


@pytest.mark.parametrize(
    ("key", "line", "code"),
    [
        ("accounts_payable", {}, 4312),
        ("opening_balance_offset", {}, 11016),
    ],
)
def test_rules_of_rows(ctx, keys, key, line, code):
    with pytest.raises(RuleBroken) as refused:
        write(ctx, journal_line(keys[key], credit=10, **line))
    assert refused.value.code == code


def test_wrong_rows_are_told_by_field(ctx, keys):
    lines = [
        journal_line(77, debit=1),
        journal_line(keys["bank_default"], debit=-1),
        journal_line(keys["bank_default"], debit=1, currency_code="USD"),
        journal_line(keys["bank_default"], debit=1, contact_id=88),
    ]
    with pytest.raises(InvalidInput) as refused:
        write(ctx, *lines)
    assert [error.field for error in refused.value.errors] == [
        "accounts[0].account_id",
        "accounts[1].amount",
        "accounts[2].currency_id",
        "accounts[3].customer_id",
    ]


def test_a_foreign_balance_keeps_both_amounts(ctx, keys):
    write(
        ctx,
        journal_line(keys["bank_default"], debit="100.25", currency_code="USD", exchange_rate=Decimal("150.1")),
        journal_line(keys["share_capital"], credit=10),
    )
    (line, _capital) = view(ctx).lines
    assert (line.amount.own, line.amount.base) == (10025, 15048)
    assert balance(ctx, keys["opening_balance_offset"]) == 15038
    assert is_clean(ctx)


def test_they_are_deleted_unless_locked(ctx, keys):
    account_id = make_account(ctx)
    write(ctx, journal_line(account_id, debit=5))
    with pytest.raises(RuleBroken) as refused:
        delete_account(ctx, account_id=account_id)
    assert refused.value.code == 36
    set_lock(ctx, fields={"until": APRIL})
    for run in (
        lambda: delete_opening_balances(ctx),
        lambda: write(ctx, journal_line(account_id, debit=6)),
        lambda: update_organization(ctx, fields={"opening_date": date(2026, 10, 1)}),
        lambda: set_opening_balances(ctx, fields={"date": date(2026, 10, 1)}),
    ):
        with pytest.raises(RuleBroken) as refused:
            run()
        assert refused.value.code == 4310
    set_lock(ctx, fields={"until": date(2026, 3, 31)})
    delete_opening_balances(ctx)
    assert balance(ctx, account_id) == 0
    assert view(ctx).opening_id is None
    with pytest.raises(NotFound):
        delete_opening_balances(ctx)
    assert is_clean(ctx)
