"""Tax on lines of journals: what is booked, on which side, with which rounding (japan.md TAX-04, ACC-03; RND-03)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.ledger.commands.clone_journal import clone_journal
from daicho.ledger.commands.create_journal import create_journal
from daicho.ledger.commands.create_template import create_template
from daicho.ledger.commands.delete_journal import delete_journal
from daicho.ledger.commands.reverse_journal import reverse_journal
from daicho.ledger.commands.update_journal import update_journal
from daicho.ledger.commands.update_template import update_template
from daicho.ledger.commands.use_template import use_template
from daicho.ledger.commands.write_due_journals import write_due_journals
from daicho.ledger.core.journal_tax import Direction, TaxedAmount
from daicho.ledger.core.posting import Source
from daicho.ledger.models import ManualJournal, ManualJournalLine
from daicho.ledger.queries.journal_detail import journal_detail
from daicho.ledger.queries.posted_lines import posted_lines
from daicho.ledger.queries.taxes_on import taxes_on
from daicho.ledger.queries.verify_journals import verify_journals
from daicho.organizations.commands.create_currency import create_currency
from daicho.organizations.commands.update_organization import update_organization
from daicho.organizations.core.organization import OrganizationFields
from daicho.platform.work import reading
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.report import CASH as CASH_BASIS
from daicho.reporting.core.report import Parameters
from daicho.reporting.queries.verify import verify
from daicho.taxes.commands.create_tax import create_tax
from daicho.taxes.commands.create_tax_group import create_tax_group
from daicho.taxes.commands.delete_tax import delete_tax
from daicho.taxes.commands.set_tax_active import set_tax_active
from daicho.taxes.queries.taxes import tax_choices
from tests.build.contacts import make_vendor
from tests.build.journals import DAY, accounts_by_key, journal_line
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db
NAMES = ("10", "8%", "非課税", "")
COST, INCOME, CASH = "bad_debt", "sales_default", "opening_balance_offset"


@pytest.fixture
def ctx():
    return make_organization(country="JP")


@pytest.fixture
def keys(ctx):
    return accounts_by_key(ctx)


@pytest.fixture
def taxes(ctx):
    """The start of a name → the tax: "消費税 10", "消費税 8", "非課税"."""
    with reading(ctx):
        return {choice.name[:6]: choice.tax_id for choice in tax_choices(ctx)}


def named(taxes, text):
    return next(tax_id for name, tax_id in taxes.items() if text in name)


def write(ctx, lines, **fields) -> int:
    return create_journal(ctx, fields={"date": DAY, "lines": lines, **fields})


def posted(ctx, journal_id):
    """Return system key or account id → signed base amount of what the journal has in the books."""
    with reading(ctx):
        lines = posted_lines(ctx, source=Source("journal", journal_id, ""))
    return {slot.account_id: amount.base for slot, amount in lines.items()}


def view(ctx, journal_id):
    with reading(ctx):
        return journal_detail(ctx, journal_id=journal_id)


def test_what_was_bought_has_input_tax_on_its_side(ctx, keys, taxes):
    lines = [
        journal_line(keys[COST], debit=1000, tax_id=named(taxes, "10")),
        journal_line(keys[CASH], credit=1100),
    ]
    journal_id = write(ctx, lines)
    assert posted(ctx, journal_id) == {keys[COST]: 1000, keys["input_tax"]: 100, keys[CASH]: -1100}
    shown = view(ctx, journal_id)
    assert (shown.total.minor, shown.line_total.minor) == (1100, 1000)
    assert (shown.lines[0].tax_direction, shown.lines[0].tax_percentage_micro) == (Direction.PURCHASE, 10_000_000)
    assert verify(ctx) == []


def test_income_has_output_tax_and_amounts_may_hold_it(ctx, keys, taxes):
    lines = [
        journal_line(keys[CASH], debit=1080),
        journal_line(keys[INCOME], credit=1080, tax_id=named(taxes, "8%")),
    ]
    journal_id = write(ctx, lines, is_inclusive_tax=True)
    assert posted(ctx, journal_id) == {keys[CASH]: 1080, keys[INCOME]: -1000, keys["output_tax"]: -80}
    assert [line.amount.own for line in view(ctx, journal_id).lines] == [1080, -1080]
    update_journal(ctx, journal_id=journal_id, fields={"is_inclusive_tax": False, "lines": [
        journal_line(keys[CASH], debit=1166), journal_line(keys[INCOME], credit=1080, tax_id=named(taxes, "8%")),
    ]})  # fmt: skip
    assert posted(ctx, journal_id) == {keys[CASH]: 1166, keys[INCOME]: -1080, keys["output_tax"]: -86}
    assert verify(ctx) == []


def test_a_line_may_say_that_it_is_a_sale(ctx, keys, taxes):
    """What is sold bears output tax, whatever its account."""
    sold = journal_line(keys[COST], credit=500, tax_id=named(taxes, "10"))
    journal_id = write(ctx, [{**sold, "tax_direction": Direction.SALE}, journal_line(keys[CASH], debit=550)])
    assert posted(ctx, journal_id)[keys["output_tax"]] == -50


def test_sides_that_do_not_hold_the_tax_are_refused(ctx, keys, taxes):
    lines = [journal_line(keys[COST], debit=1000, tax_id=named(taxes, "10")), journal_line(keys[CASH], credit=1000)]
    with pytest.raises(RuleBroken) as refused:
        write(ctx, lines)
    assert (refused.value.code, refused.value.parameters) == (4311, {"difference": "100 JPY"})


@pytest.mark.parametrize("key", ["input_tax", "output_tax"])
def test_tax_bears_no_tax(ctx, keys, taxes, key):
    lines = [journal_line(keys[key], debit=1000, tax_id=named(taxes, "10")), journal_line(keys[CASH], credit=1100)]
    with pytest.raises(RuleBroken) as refused:
        write(ctx, lines)
    assert refused.value.code == 4316
    payable = journal_line(keys["accounts_payable"], debit=1000, tax_id=named(taxes, "10"))
    with pytest.raises(RuleBroken) as refused:
        write(ctx, [{**payable, "contact_id": make_vendor(ctx)}, journal_line(keys[CASH], credit=1100)])
    assert refused.value.code == 4316


def test_an_unknown_tax_and_an_inactive_one_are_named(ctx, keys, taxes):
    ten = named(taxes, "10")
    lines = [journal_line(keys[COST], debit=1000, tax_id=ten), journal_line(keys[CASH], credit=1100)]
    journal_id = write(ctx, lines)
    with pytest.raises(InvalidInput) as refused:
        write(ctx, [{**lines[0], "tax_id": 12345}, lines[1]])
    assert [error.field for error in refused.value.errors] == ["line_items[0].tax_id"]
    set_tax_active(ctx, tax_id=ten, is_active=False)
    with pytest.raises(InvalidInput) as refused:
        write(ctx, lines)
    assert [error.field for error in refused.value.errors] == ["line_items[0].tax_id"]
    update_journal(ctx, journal_id=journal_id, fields={"notes": "It had the tax before."})
    with pytest.raises(RuleBroken) as kept:
        delete_tax(ctx, tax_id=ten)
    assert kept.value.code == 36


def test_each_line_is_rounded_by_itself(ctx, keys, taxes):
    ten = named(taxes, "10")
    lines = [journal_line(keys[COST], debit=15, tax_id=ten), journal_line(keys[COST], debit=15, tax_id=ten)]
    journal_id = write(ctx, [*lines, journal_line(keys[CASH], credit=32)])
    assert posted(ctx, journal_id)[keys["input_tax"]] == 2
    reversal = reverse_journal(ctx, journal_id=journal_id, day=DAY + timedelta(days=1))
    assert posted(ctx, reversal) == {account: -amount for account, amount in posted(ctx, journal_id).items()}
    assert verify(ctx) == []


def test_a_group_and_a_tax_that_nobody_can_reclaim(ctx, keys):
    account = keys["misc_income"]
    first = create_tax(ctx, fields={"name": "State", "percentage_micro": 5_000_000})
    second = create_tax(
        ctx,
        fields={"name": "City", "percentage_micro": 2_000_000, "is_value_added": False, "purchase_account_id": account},
    )
    third = create_tax(ctx, fields={"name": "Levy", "percentage_micro": 1_000_000, "is_value_added": False})
    group = create_tax_group(ctx, fields={"name": "Both", "tax_ids": [first, second, third]})
    lines = [journal_line(keys[COST], debit=1000, tax_id=group), journal_line(keys[CASH], credit=1080)]
    journal_id = write(ctx, lines)
    expected = {keys[COST]: 1010, keys["input_tax"]: 50, account: 20, keys[CASH]: -1080}
    assert posted(ctx, journal_id) == expected
    assert verify(ctx) == []


def test_clones_and_templates_carry_the_tax(ctx, keys, taxes):
    lines = [
        journal_line(keys[COST], debit=1100, tax_id=named(taxes, "10")), journal_line(keys[CASH], credit=1100),
    ]  # fmt: skip
    journal_id = write(ctx, lines, is_inclusive_tax=True)
    template = create_template(ctx, journal_id=journal_id, name="Monthly")
    fields: Any = {
        "repeat_unit": "month",
        "repeat_every": 1,
        "start_date": ctx.today,
        "is_draft": False,
        "end_date": None,
    }
    update_template(ctx, template_id=template, fields={"name": "Monthly", **fields})
    assert write_due_journals(ctx) == 1
    for copy in (clone_journal(ctx, journal_id=journal_id), use_template(ctx, template_id=template), _last(ctx)):
        shown = view(ctx, copy)
        assert shown.is_inclusive_tax
        assert [share.own for share in shown.lines[0].taxes] == [100]
        assert [line.amount.own for line in shown.lines] == [1100, -1100]
    assert verify(ctx) == []


def _last(ctx):
    with reading(ctx):
        return ManualJournal.objects.filter(state="published").latest("id").id


def test_tax_inclusive_bookkeeping_keeps_it_in_the_lines(ctx, keys, taxes):
    lines = [journal_line(keys[COST], debit=1000, tax_id=named(taxes, "10")), journal_line(keys[CASH], credit=1100)]
    journal_id = write(ctx, lines)
    fields = OrganizationFields(tax_bookkeeping="tax_inclusive", tax_bookkeeping_since=date(2026, 4, 1))
    update_organization(ctx, fields=fields)
    assert posted(ctx, journal_id) == {keys[COST]: 1100, keys[CASH]: -1100}
    assert verify(ctx) == []
    fields["tax_bookkeeping"] = "tax_exclusive"
    update_organization(ctx, fields=fields)
    assert posted(ctx, journal_id)[keys["input_tax"]] == 100
    assert verify(ctx) == []


def signed(report):
    """Return account → balance of a trial balance, debit positive."""
    return {row["account_id"]: row["debit"] - row["credit"] for row in report.rows}


def test_the_cash_basis_has_the_tax_of_journals_that_count_there_only(ctx, keys, taxes):
    def balances(**rest):
        with reading(ctx):
            report = REPORTS["trialbalance"].query(ctx, parameters=Parameters(DAY, DAY, basis=CASH_BASIS, **rest))
        return signed(report)

    lines = [journal_line(keys[COST], debit=1000, tax_id=named(taxes, "10")), journal_line(keys[CASH], credit=1100)]
    journal_id = write(ctx, lines, journal_type="cash")
    expected = {keys[COST]: 1000, keys["input_tax"]: 100, keys[CASH]: -1100}
    assert posted(ctx, journal_id) == {}
    assert balances() == expected
    later = replace(ctx, now=ctx.now + timedelta(hours=1))
    delete_journal(later, journal_id=journal_id)
    assert balances() == {}
    assert balances(known_at=ctx.now) == expected


def test_verification_finds_a_tax_that_the_books_do_not_have(ctx, keys, taxes):
    lines = [journal_line(keys[COST], debit=1000, tax_id=named(taxes, "10")), journal_line(keys[CASH], credit=1100)]
    journal_id = write(ctx, lines)
    with reading(ctx):
        assert list(verify_journals(ctx)) == []
        ManualJournalLine.objects.filter(journal_id=journal_id).update(taxes="[]")
        (found,) = verify_journals(ctx)
        assert found.detail == "the books say (100, 100), the journal (0, 0)"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amounts=st.lists(
        st.tuples(
            st.integers(-(10**9), 10**9).filter(bool), st.sampled_from(["10", "8%", "非課税", ""]), st.booleans()
        ),
        min_size=1,
        max_size=5,
    ),
    is_inclusive=st.booleans(),
    rate=st.decimals("0.01", "200", places=4),
)
def test_whatever_is_entered_the_entry_balances(abroad, amounts, is_inclusive, rate):
    """In both currencies, whatever the sides of its lines; the counter line holds what the taxes come to."""
    ctx, keys, taxes = abroad
    lines = [
        _line(keys[COST if is_cost else INCOME], minor, tax_id=named(taxes, name) if name else None)
        for minor, name, is_cost in amounts
    ]
    bearing = [
        TaxedAmount(named(taxes, name), Direction.PURCHASE if is_cost else Direction.SALE, minor)
        for minor, name, is_cost in amounts
        if name
    ]
    with reading(ctx):
        found = taxes_on(ctx, amounts=bearing, day=DAY, currency="USD", is_inclusive=is_inclusive)
    borne = sum(share.own for tax in found if tax for share in tax.shares)
    counter = -sum(minor for minor, _name, _is_cost in amounts) - (0 if is_inclusive else borne)
    lines += [_line(keys[CASH], counter - 1), _line(keys[CASH], 1)] if counter != 1 else [_line(keys[CASH], 1)]
    fields: Any = {"currency_code": "USD", "exchange_rate": rate, "is_inclusive_tax": is_inclusive}
    journal_id = write(ctx, lines, **fields)
    assert sum(posted(ctx, journal_id).values()) == 0
    shown = view(ctx, journal_id)
    assert sum(share.own for line in shown.lines for share in line.taxes) == borne
    with reading(ctx):
        assert list(verify_journals(ctx)) == []


@pytest.fixture
def abroad(ctx, keys, taxes):
    create_currency(ctx, fields={"currency_code": "USD"})
    return ctx, keys, taxes


def _line(account_id, minor, **more):
    side = "debit" if minor > 0 else "credit"
    return journal_line(account_id, **{side: abs(Decimal(minor)) / 100}, **more)
