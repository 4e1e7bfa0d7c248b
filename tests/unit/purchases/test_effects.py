"""What bills and vendor credits do: any of them balances, and nothing of the tax is lost."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.documents.core.entry import Booked, BookedLine
from daicho.kernel.measure import MICRO
from daicho.ledger.core.conversion import Conversion
from daicho.purchases.core.fulfilment import Progress, billed_status, is_complete, received_status
from daicho.purchases.core.input_tax import Expensed, TaxedLine, tax_in_cost
from daicho.purchases.core.purchase_effects import Goods, Purchase, PurchaseLine, bill_effects, credit_effects
from daicho.stock.core.event import Kind

DAY = date(2026, 11, 24)
PAYABLE, INPUT_TAX, STOCK, COST, EXPENSE = 1, 2, 3, 4, 5


def purchase(lines, *, rate=MICRO, currency="JPY", share=100, sign=-1, discount=0, shipping=(0, 0), expensed=()):
    """Return a bill of (amount, tax, is_goods) lines and (amount, tax) of shipping, all with tax at ten per cent."""
    total = sum(amount + tax for amount, tax, _goods in lines) - discount + sum(shipping)
    booked = Booked(
        day=DAY, sign=sign, contact_id=7, control_account_id=PAYABLE, currency=currency, base_currency="JPY",
        rate_micro=rate, total=total, base_total=Conversion(currency, rate, "JPY").total(total), is_inclusive=False,
        lines=(), discount=discount, shipping=shipping[0], shipping_tax=shipping[1], shipping_account_id=EXPENSE,
    )  # fmt: skip
    rows = []
    for number, (amount, tax, is_goods) in enumerate(lines, start=1):
        goods = Goods(number, number, MICRO, STOCK, COST, is_physical=False, lot=99 if sign > 0 else 0)
        line = BookedLine(
            COST if is_goods else EXPENSE, amount, tax=tax, tax_percentage_micro=10 * MICRO, item_id=number
        )
        rows.append(PurchaseLine(line, 1, goods if is_goods else None))
    tax = sum(tax for _amount, tax, _goods in lines) + shipping[1]
    return Purchase(
        booked, "B-1", rows, tax, INPUT_TAX, share, TaxedLine(shipping[0], shipping[1], 1, 10 * MICRO), expensed
    )


LINES = st.lists(st.tuples(st.integers(1, 10**9), st.integers(0, 10**8), st.booleans()), min_size=1, max_size=12)
SHARES = st.sampled_from([100, 80, 70, 50, 30, 0])
RATES = st.sampled_from([("JPY", MICRO), ("USD", 150_250_000), ("KWD", 488_123_456)])


SHIPPING = st.tuples(st.integers(0, 10**6), st.integers(0, 10**5))


@given(LINES, SHARES, RATES, SHIPPING, st.sampled_from([0, EXPENSE]), st.floats(0, 1))
def test_any_bill_balances_in_both_currencies(lines, share, terms, shipping, account_id, part):
    currency, rate = terms
    tax = sum(tax for _amount, tax, _goods in lines)
    lost = [Expensed(int(tax * part), account_id, frozenset({1}))] if share == 100 else []
    bill = purchase(lines, share=share, currency=currency, rate=rate, shipping=shipping, expensed=lost)
    entries, movements = bill_effects(bill)
    assert sum(line.amount.base for line in entries) + sum(move.value for move in movements) == 0
    assert sum(line.amount.own for line in entries) + sum(move.own_value for move in movements) == 0
    assert {move.kind for move in movements} <= {Kind.INFLOW}
    assert all(move.currency == currency for move in movements)


@given(LINES, SHARES)
def test_a_vendor_credit_mirrors_its_bill(lines, share):
    bill, _goods = bill_effects(purchase([(a, t, False) for a, t, _g in lines], share=share))
    credit, _none = credit_effects(purchase([(a, t, False) for a, t, _g in lines], share=share, sign=1))
    assert {line.slot: -line.amount for line in credit} == {line.slot: line.amount for line in bill}


def test_a_vendor_credit_books_goods_to_their_cost_and_takes_the_lot_of_its_bill():
    entries, (move,) = credit_effects(purchase([(1000, 100, True)], sign=1))
    assert {line.slot.account_id: line.amount.base for line in entries} == {PAYABLE: 1100, COST: -1000, INPUT_TAX: -100}
    assert (move.kind, move.lot, move.contra_account_id, move.value) == (Kind.OUTFLOW, 99, COST, None)


def test_a_discount_after_tax_lowers_the_cost():
    _entries, moves = bill_effects(purchase([(600, 60, True), (400, 40, True)], discount=100))
    assert [move.value for move in moves] == [540, 360]


@given(LINES, SHARES)
def test_never_more_than_the_tax_becomes_cost(lines, share):
    taxed = [TaxedLine(amount, tax, 1, 10 * MICRO) for amount, tax, _goods in lines]
    costs = tax_in_cost(taxed, share)
    assert 0 <= sum(costs) <= sum(tax for _amount, tax, _goods in lines)
    assert all(not cost or line.tax for cost, line in zip(costs, taxed, strict=True))


@pytest.mark.parametrize(
    ("net", "tax", "rate", "share", "cost"),
    [
        (100_000, 10_000, 10, 80, 2_000),
        (100_000, 10_000, 10, 70, 3_000),
        (100_000, 10_000, 10, 50, 5_000),
        (100_000, 10_000, 10, 30, 7_000),
        (100_000, 10_000, 10, 0, 10_000),
        (20_000, 1_600, 8, 70, 480),
    ],
)
def test_the_share_of_unregistered_vendors(net, tax, rate, share, cost):
    """japan.md ITC-05."""
    assert tax_in_cost([TaxedLine(net, tax, 1, rate * MICRO)], share) == [cost]


@pytest.mark.parametrize(("account_id", "cost"), [(0, 107_000), (EXPENSE, 100_000)])
def test_a_tax_that_is_not_value_added_is_cost_or_borne_by_its_account(account_id, cost):
    """A group of 5 % that is reclaimed and 7 % that is not (zoho-surface, taxes: `is_value_added`)."""
    lost = Expensed(7_000, account_id, frozenset({1, 70}))
    entries, (move,) = bill_effects(purchase([(100_000, 12_000, True)], expensed=[lost]))
    amounts = {line.slot.account_id: line.amount.base for line in entries}
    assert amounts == {PAYABLE: -112_000, INPUT_TAX: 5_000, **({EXPENSE: 7_000} if account_id else {})}
    assert move.value == cost


def test_the_tax_on_shipping_is_shared_like_that_on_goods():
    """Of 500 on the shipping 30 % are cost as well (japan.md ITC-02)."""
    entries, _moves = bill_effects(purchase([(10_000, 1_000, True)], share=70, shipping=(5_000, 500)))
    amounts = {line.slot.account_id: line.amount.base for line in entries}
    assert amounts == {PAYABLE: -16_500, EXPENSE: 5_150, INPUT_TAX: 1_050}


def test_marks_of_an_order():
    line = Progress(1, 1, is_goods=True, ordered=10)
    service = Progress(2, 2, is_goods=False, ordered=1)
    marks = [
        ([line, service], "", "", False),
        ([replace(line, received=4), service], "partially_received", "", False),
        ([replace(line, received=10), replace(service, billed=1)], "received", "partially_billed", False),
        ([replace(line, received=10, billed=10), replace(service, billed=1)], "received", "billed", True),
        ([replace(line, received=4, billed=4, cancelled=6), replace(service, billed=1)], "received", "billed", True),
        ([replace(service, billed=1)], "", "billed", True),
        ([], "", "", False),
    ]
    for lines, received, billed, closed in marks:
        assert (received_status(lines), billed_status(lines), is_complete(lines)) == (received, billed, closed)
