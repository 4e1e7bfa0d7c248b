"""Money of a retainer: however it is split over invoices and refunds, nothing of it is left or made up."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from daicho.ledger.core.conversion import Conversion, ExchangeAccounts
from daicho.ledger.core.posting import Amount, assert_balanced, summed
from daicho.payments.core.settlement import Accounts, Money, Use, carried, payment_lines, refund_lines
from daicho.sales.core.drawn import drawn_mark

DAY = date(2026, 4, 1)
CONTROL, ADVANCES, BANK = 1, 2, 5
ACCOUNTS = Accounts(CONTROL, ADVANCES, 3, 4, ExchangeAccounts(7, 8))
RATES = st.integers(1, 400_000_000)
PARTS = st.lists(st.integers(1, 10**6), min_size=1, max_size=6)


def terms(rate):
    return Conversion("USD", rate, "JPY")


def both(lines, account_id):
    """Return what the lines say to an account, in both currencies."""
    own = [line.amount for line in lines if line.slot.account_id == account_id]
    return Amount(sum(amount.base for amount in own), sum(amount.own for amount in own))


@given(PARTS, st.integers(0, 10**6), RATES, st.lists(RATES, min_size=7, max_size=7))
def test_what_was_paid_in_advance_is_gone_once_all_of_it_is_applied_or_given_back(parts, rest, rate, rates):
    source, total = ("customerpayment", 1), sum(parts) + rest
    uses = [
        Use(place, source, ("invoice", place), DAY + timedelta(days=place), part) for place, part in enumerate(parts, 1)
    ]
    refund = Use(99, source, None, DAY + timedelta(days=30), rest)
    totals = {source: Amount(terms(rate).total(total), total)}
    totals |= {("invoice", n): Amount(terms(rates[n - 1]).total(part), part) for n, part in enumerate(parts, 1)}
    every = [*uses, *([refund] if rest else [])]
    shares = carried(totals, every)
    lines = payment_lines(1, Money(DAY, 9, BANK, total, terms(rate)), every, shares, ACCOUNTS)
    if rest:
        back = Money(refund.day, 9, BANK, rest, terms(rates[6]))
        lines += refund_lines(1, back, ADVANCES, shares[99].source, ACCOUNTS)
    assert_balanced(summed(lines))
    assert both(lines, ADVANCES) == Amount(0, 0)
    owed = sum(totals["invoice", n].base for n in range(1, len(parts) + 1))
    assert both(lines, CONTROL) == Amount(-owed, -sum(parts))


@given(PARTS, st.integers(0, 5))
def test_the_mark_of_a_retainer_follows_from_what_is_used_of_its_payments(parts, used):
    paid, drawn = sum(parts), sum(parts[:used])
    wanted = "" if not drawn else "drawn" if drawn == paid else "partially_drawn"
    assert drawn_mark(paid, drawn) == wanted
