"""Settlements: entries balance on every day, what is settled in full leaves nothing, order of entry does not matter."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from daicho.ledger.core.conversion import Conversion, ExchangeAccounts
from daicho.ledger.core.posting import Amount, Line, Slot, assert_balanced, summed
from daicho.payments.core.settlement import (
    Accounts,
    Carried,
    Money,
    Use,
    carried,
    credit_lines,
    payment_lines,
    refund_lines,
)

DAY = date(2026, 4, 1)
CONTROL, ADVANCES, WITHHELD, FEES, BANK, OTHER = 1, 2, 3, 4, 5, 6
ACCOUNTS = Accounts(CONTROL, ADVANCES, WITHHELD, FEES, ExchangeAccounts(7, 8))
RATES = st.integers(1, 400_000_000)
INVOICE = ("invoice", 1)


def terms(rate: int) -> Conversion:
    return Conversion("USD", rate, "JPY")


@st.composite
def settled_invoice(draw):
    """An invoice that payments and credits settle in full: sources with their terms, and the uses."""
    parts = draw(st.lists(st.integers(1, 10**6), min_size=1, max_size=5))
    rates = draw(st.lists(RATES, min_size=len(parts) + 1, max_size=len(parts) + 1))
    uses, sources = [], {}
    for number, part in enumerate(parts, start=1):
        kind = draw(st.sampled_from(["customerpayment", "creditnote"]))
        kept = draw(st.integers(0, part - 1)) if kind == "customerpayment" else 0
        excess = draw(st.integers(0, 1000))
        later = DAY + timedelta(days=draw(st.integers(0, 5)))
        uses.append(Use(number, (kind, number), INVOICE, later, part - kept, kept, place=f"P-{number}"))
        sources[kind, number] = (part - kept + excess, terms(rates[number]))
    return sum(parts), terms(rates[0]), sources, uses


def all_lines(side, total, invoice_terms, sources, uses):
    """Return what the invoice, the credits and the settlements say together."""
    totals = {INVOICE: Amount(invoice_terms.total(total), total)}
    totals |= {ref: Amount(own.total(amount), amount) for ref, (amount, own) in sources.items()}
    shares = carried(totals, uses)
    lines = []
    for ref, (amount, own) in sources.items():
        mine = [use for use in uses if use.source == ref]
        if ref[0] == "customerpayment":
            money = Money(DAY, 9, BANK, amount, own, fees=amount // 10)
            lines += payment_lines(side, money, mine, shares, ACCOUNTS)
        else:
            lines += [
                line
                for use in mine
                for line in credit_lines(side, use.day, 9, "USD", shares[use.use_id], ACCOUNTS)
            ]  # fmt: skip
    return lines, totals


@given(settled_invoice(), st.sampled_from([1, -1]))
def test_what_is_settled_in_full_leaves_nothing_in_either_currency(case, side):
    total, invoice_terms, sources, uses = case
    lines, totals = all_lines(side, total, invoice_terms, sources, uses)
    assert_balanced(summed(lines))
    left = Amount(0, 0)
    for line in lines:
        if line.slot.account_id == CONTROL:
            left += line.amount
    invoice = totals[INVOICE] if side > 0 else -totals[INVOICE]
    rest = invoice + left
    for use in uses:  # a credit takes its own amount off the control account by itself
        if use.source[0] == "creditnote":
            share = carried(totals, uses)[use.use_id]
            rest += Amount(-side * share.source, -side * use.settled)
    assert rest == Amount(0, 0)


@given(settled_invoice(), st.randoms())
def test_the_order_of_entry_does_not_matter(case, random):
    total, invoice_terms, sources, uses = case
    expected = summed(all_lines(1, total, invoice_terms, sources, uses)[0])
    ids = [use.use_id for use in uses]
    random.shuffle(ids)
    again = [replace(use, use_id=use_id) for use, use_id in zip(uses, ids, strict=True)]
    random.shuffle(again)
    assert summed(all_lines(1, total, invoice_terms, sources, again)[0]) == expected


@given(st.integers(1, 10**6), st.integers(0, 10**6), RATES, RATES, RATES, st.sampled_from([1, -1]))
def test_a_payment_that_is_used_and_given_back_leaves_nothing_unused(used, rest, rate, at_refund, at_invoice, side):
    own, total = terms(rate), used + rest
    ref = ("customerpayment", 1)
    uses = [Use(1, ref, INVOICE, DAY + timedelta(days=1), used)]
    if rest:
        uses.append(Use(2, ref, None, DAY + timedelta(days=2), rest))
    totals = {ref: Amount(own.total(total), total), INVOICE: Amount(terms(at_invoice).total(used), used)}
    shares = carried(totals, uses)
    lines = payment_lines(side, Money(DAY, 9, BANK, total, own), uses, shares, ACCOUNTS)
    if rest:
        money = Money(DAY + timedelta(days=2), 9, BANK, rest, terms(at_refund))
        lines += refund_lines(side, money, ADVANCES, shares[2].source, ACCOUNTS)
    found = summed(lines)
    assert_balanced(found)
    unused: dict[int, Amount] = defaultdict(lambda: Amount(0, 0))
    for slot, amount in found.items():
        unused[slot.account_id] += amount
    assert unused[ADVANCES] == Amount(0, 0)
    assert unused[CONTROL].own == -side * used


def test_bank_charges_and_kept_tax_come_out_of_what_is_settled():
    yen = Conversion("JPY", 1_000_000, "JPY")
    use = Use(1, ("customerpayment", 1), INVOICE, DAY, 8000, 1021)
    lines = payment_lines(1, Money(DAY, 9, BANK, 10_000, yen, fees=440), [use], {1: Carried(8000, 9021)}, ACCOUNTS)
    assert summed(lines) == {
        Slot(DAY, BANK, currency="JPY"): Amount(9560, 9560),
        Slot(DAY, FEES, currency="JPY"): Amount(440, 440),
        Slot(DAY, WITHHELD, currency="JPY"): Amount(1021, 1021),
        Slot(DAY, CONTROL, contact_id=9, currency="JPY"): Amount(-9021, -9021),
        Slot(DAY, ADVANCES, contact_id=9, currency="JPY"): Amount(-2000, -2000),
    }
    assert isinstance(lines[0], Line)
