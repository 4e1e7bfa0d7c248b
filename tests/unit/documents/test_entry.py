"""What a document says to the books: it balances, whatever the document."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.documents.core.entry import Booked, BookedLine, entry_of
from daicho.kernel.measure import MICRO
from daicho.kernel.money import Money, convert
from daicho.kernel.rounding import Rounding
from daicho.taxes.core.engine import AppliedTax, Discount, Document, Line, TaxPart, compute

DAY = date(2026, 11, 24)
RECEIVABLE, DISCOUNT, SHIPPING, OTHER, TAX = 1, 2, 3, 4, 5
STANDARD = AppliedTax(10, "10%", (TaxPart(10, "10%", 10 * MICRO, rounding_group="standard"),))
REDUCED = AppliedTax(8, "8%", (TaxPart(8, "8%", 8 * MICRO, rounding_group="reduced"),))


def _booked(document: Document, *, rate_micro=MICRO, sign=1, discount_account_id: int | None = DISCOUNT) -> Booked:
    """The document as it would be stored, read by the books."""
    result = compute(document)
    base = convert(Money(result.total, document.currency), rate_micro, "JPY").minor
    lines = [
        BookedLine(
            account_id=100 + place,
            amount=line.amount,
            discount=line.discount,
            document_discount=line.document_discount,
            tax=line.tax,
            tax_percentage_micro=given_line.tax.percentage_micro if given_line.tax else 0,
            item_id=place + 1,
        )
        for place, (given_line, line) in enumerate(zip(document.lines, result.lines, strict=True))
    ]
    after_tax = result.discount if document.discount_after_tax else 0
    return Booked(
        day=DAY, sign=sign, contact_id=7, control_account_id=RECEIVABLE, currency=document.currency,
        base_currency="JPY", rate_micro=rate_micro, total=result.total, base_total=base,
        is_inclusive=document.inclusive, lines=lines, taxes=[(TAX, result.tax_total)], discount=after_tax,
        discount_account_id=discount_account_id, shipping=document.shipping, shipping_tax=result.shipping.tax,
        shipping_account_id=SHIPPING, adjustment=document.adjustment, adjustment_account_id=OTHER,
    )  # fmt: skip


LINES = st.builds(
    Line,
    quantity_micro=st.integers(1, 50 * MICRO),
    price_micro=st.integers(0, 10_000 * MICRO),
    discount=st.one_of(st.just(Discount()), st.builds(Discount, percentage_micro=st.integers(0, 100 * MICRO))),
    tax=st.sampled_from([None, STANDARD, REDUCED]),
)
DOCUMENTS = st.builds(
    Document,
    currency=st.sampled_from(["JPY", "USD", "KWD"]),
    lines=st.lists(LINES, min_size=1, max_size=6),
    rounding=st.sampled_from(list(Rounding)),
    inclusive=st.booleans(),
    discount=st.one_of(st.just(Discount()), st.builds(Discount, percentage_micro=st.integers(0, 100 * MICRO))),
    discount_after_tax=st.booleans(),
    shipping=st.integers(0, 5_000),
    shipping_tax=st.sampled_from([None, STANDARD]),
    adjustment=st.integers(-100, 100),
)


@given(
    DOCUMENTS, st.integers(1, 500 * MICRO), st.sampled_from([1, -1]), st.sampled_from([None, DISCOUNT]), st.booleans()
)
def test_the_entry_of_any_document_balances_in_both_currencies(
    document, rate_micro, sign, discount_account_id, is_tax_in_lines
):
    rate = MICRO if document.currency == "JPY" else rate_micro
    booked = _booked(document, rate_micro=rate, sign=sign, discount_account_id=discount_account_id)
    booked = replace(booked, is_tax_in_lines=is_tax_in_lines)
    entry = entry_of(booked)
    assert sum(line.amount.own for line in entry.lines) == 0
    assert sum(line.amount.base for line in entry.lines) == 0
    control = [line for line in entry.lines if line.slot.account_id == RECEIVABLE]
    assert [line.amount.own for line in control] == ([sign * booked.total] if booked.total or booked.base_total else [])
    assert len(entry.amounts) == len(document.lines)
    tax = sum(line.amount.own for line in entry.lines if line.slot.account_id == TAX)
    assert tax == (0 if is_tax_in_lines else -sign * sum(amount for _account, amount in booked.taxes))


def test_a_sale_credits_what_the_goods_list_at_and_debits_the_discount():
    document = Document(
        "JPY", [Line(MICRO, 1000 * MICRO, Discount(), STANDARD)], Rounding.FLOOR, discount=Discount(10 * MICRO)
    )
    amounts = {line.slot.account_id: line.amount.base for line in entry_of(_booked(document)).lines}
    assert amounts == {RECEIVABLE: 990, 100: -1000, DISCOUNT: 100, TAX: -90}


def test_without_a_discount_account_lines_are_booked_at_what_they_cost():
    document = Document(
        "JPY", [Line(MICRO, 1000 * MICRO, Discount(), STANDARD)], Rounding.FLOOR, discount=Discount(10 * MICRO)
    )
    entry = entry_of(_booked(document, sign=-1, discount_account_id=None))
    amounts = {line.slot.account_id: line.amount.base for line in entry.lines}
    assert amounts == {RECEIVABLE: -990, 100: 900, TAX: 90}
    assert [amount.base for amount in entry.amounts] == [900]


@pytest.mark.parametrize("is_inclusive", [False, True])
def test_tax_inclusive_bookkeeping_leaves_the_tax_where_it_is(is_inclusive):
    """japan.md ACC-03: a sale of 110,000 with tax is 110,000 of sales; a discount is with tax as well."""
    price = 1100 if is_inclusive else 1000
    document = Document(
        "JPY", [Line(MICRO, price * MICRO, Discount(), STANDARD)], Rounding.FLOOR, is_inclusive,
        discount=Discount(10 * MICRO), shipping=550 if is_inclusive else 500, shipping_tax=STANDARD,
    )  # fmt: skip
    booked = replace(_booked(document), is_tax_in_lines=True)
    amounts = {line.slot.account_id: line.amount.base for line in entry_of(booked).lines}
    assert amounts == {RECEIVABLE: 990 + 550, 100: -1100, DISCOUNT: 110, SHIPPING: -550}
