"""The tax engine against the published cases, and its laws."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.kernel.rounding import Rounding
from daicho.taxes.core.engine import AppliedTax, Discount, Document, Line, TaxPart, compute, spread
from daicho.taxes.core.transitional import credit_percentage, input_tax, national_deemed_credit

VECTORS = json.loads((Path(__file__).parent / "data" / "test_vectors.json").read_text(encoding="utf-8"))
MICRO = 10**6


def tax(rate, tax_id=None, **fields):
    return AppliedTax(tax_id or rate, f"{rate}%", (TaxPart(tax_id or rate, f"{rate}%", rate * MICRO, **fields),))


def line(amount, carried=None, quantity=1, discount=None):
    return Line(quantity * MICRO, amount * MICRO, discount or Discount(), carried)


def yen(lines, rounding=Rounding.FLOOR, **fields):
    return compute(Document("JPY", lines, rounding, **fields))


def tax_by_rate(result):
    return {str(entry.part.percentage_micro // MICRO): entry.tax for entry in result.taxes}


@pytest.mark.parametrize("mode", list(Rounding))
@pytest.mark.parametrize("case", VECTORS["invoice_rounding"])
def test_one_rounding_per_rate(case, mode):
    lines = [line(entry["amount"], tax(entry["rate"])) for entry in case["lines"]]
    result = yen(lines, mode, inclusive=case["price_mode"] == "tax_inclusive")
    assert tax_by_rate(result) == case["tax_by_rate"][mode]


@pytest.mark.parametrize("mode", ["floor", "half_up"])
def test_a_credit_note_rounds_like_its_invoice(mode):
    case = VECTORS["credit_note_rounding"]
    assert yen([line(case["base"], tax(case["rate"]))], Rounding(mode)).tax_total == case[mode]


def test_a_document_discount_is_shared_by_rate():
    case = VECTORS["document_discount"]
    lines = [line(amount, tax(int(rate))) for rate, amount in case["lines"].items()]
    result = yen(lines, discount=Discount(amount=case["discount_tax_exclusive"]))
    rates = list(case["lines"])
    assert {rate: entry.document_discount for rate, entry in zip(rates, result.lines, strict=True)} == case["allocated"]
    assert {rate: entry.net for rate, entry in zip(rates, result.lines, strict=True)} == case["bases"]
    assert tax_by_rate(result) == case["tax_floor"]


@pytest.mark.parametrize("case", VECTORS["transitional"])
def test_credit_for_unregistered_vendors(case):
    day, gross, rate = date.fromisoformat(case["date"]), case["amount_tax_incl"], case["rate"]
    assert credit_percentage(day) == case["percent"]
    assert input_tax(gross, rate, day) == case["input_tax"] == gross - case["cost"]
    assert national_deemed_credit(gross, rate, day) == case["national_deemed_credit"]


def test_receipts_keep_their_own_tax():
    case = VECTORS["tsumiage_vs_warimodoshi"]
    receipt = yen([line(case["each_incl"], tax(10))], inclusive=True)
    together = yen([line(case["each_incl"], tax(10))] * case["receipts"], inclusive=True)
    assert receipt.tax_total == case["each_tax"]
    assert receipt.tax_total * case["receipts"] == case["sum_of_invoice_tax"]
    assert together.tax_total == case["warimodoshi_10_110"]


def test_groups_and_compound_taxes():
    compound = AppliedTax(9, "GST+PST", (TaxPart(1, "GST", 5 * MICRO), TaxPart(2, "PST", 10 * MICRO, is_compound=True)))
    result = compute(Document("USD", [line(100, compound)], Rounding.HALF_UP))
    assert [entry.tax for entry in result.taxes] == [500, 1050]
    assert result.total == 11550
    back = compute(Document("USD", [Line(MICRO, 115_500_000, tax=compound)], Rounding.HALF_UP, inclusive=True))
    assert [entry.tax for entry in back.taxes] == [500, 1050]
    assert back.net_total == 10000
    assert compound.percentage_micro == 15_500_000


def test_shipping_is_taxed_with_the_lines_and_adjustment_is_not():
    result = yen([line(105, tax(10))], shipping=105, shipping_tax=tax(10), adjustment=-3)
    assert (result.tax_total, result.total) == (21, 228)
    assert result.shipping.tax + result.lines[0].tax == 21


def test_a_discount_after_tax_leaves_the_tax_alone():
    result = yen([line(1000, tax(10))], discount=Discount(percentage_micro=10 * MICRO), discount_after_tax=True)
    assert (result.discount, result.tax_total, result.total) == (110, 100, 990)


def test_line_discounts_come_first():
    lines = [
        line(1000, tax(10), quantity=2, discount=Discount(percentage_micro=25 * MICRO)),
        line(500, tax(8), discount=Discount(amount=100)),
    ]
    result = yen(lines)
    assert [(entry.gross, entry.discount, entry.amount) for entry in result.lines] == [
        (2000, 500, 1500),
        (500, 100, 400),
    ]
    assert (result.sub_total, result.tax_total, result.total) == (1900, 182, 2082)


def test_untaxed_lines_and_an_empty_document():
    assert yen([line(100)]).taxes == ()
    assert yen([]).total == 0


TAXES = st.sampled_from([None, tax(0), tax(8), tax(10), tax(10, 11, rounding_group="10"), tax(25)])
GROUP = AppliedTax(9, "two", (TaxPart(1, "A", 5 * MICRO), TaxPart(10, "10%", 10 * MICRO, is_compound=True)))
LINES = st.lists(
    st.builds(
        Line,
        quantity_micro=st.integers(0, 50).map(lambda count: count * 250_000),
        price_micro=st.integers(-20_000, 200_000).map(lambda price: price * 10_000),
        discount=st.one_of(
            st.builds(Discount, percentage_micro=st.integers(0, 100).map(lambda part: part * MICRO)),
            st.builds(Discount, amount=st.integers(0, 300)),
        ),
        tax=st.one_of(TAXES, st.just(GROUP)),
    ),
    max_size=12,
)
DOCUMENTS = st.builds(
    Document,
    currency=st.sampled_from(["JPY", "USD", "KWD"]),
    lines=LINES,
    rounding=st.sampled_from(list(Rounding)),
    inclusive=st.booleans(),
    discount=st.one_of(
        st.builds(Discount, amount=st.integers(0, 500)),
        st.builds(Discount, percentage_micro=st.integers(0, 100).map(lambda part: part * MICRO)),
    ),
    discount_after_tax=st.booleans(),
    shipping=st.integers(0, 1000),
    shipping_tax=TAXES,
    adjustment=st.integers(-100, 100),
)


@given(DOCUMENTS)
def test_lines_add_up_to_totals(document):
    result = compute(document)
    everything = [*result.lines, result.shipping]
    assert sum(entry.net for entry in everything) == result.net_total
    assert sum(entry.tax for entry in everything) == sum(entry.tax for entry in result.taxes) == result.tax_total
    after = result.discount if document.discount_after_tax else 0
    assert result.total == result.net_total + result.tax_total - after + document.adjustment
    if not document.discount_after_tax:
        assert sum(entry.document_discount for entry in result.lines) == result.discount
    for entry in everything:
        base = entry.amount - entry.document_discount
        assert base == (entry.net + entry.tax if document.inclusive else entry.net)


@given(DOCUMENTS)
def test_what_was_computed_without_tax_is_found_again_with_tax(document):
    first = compute(
        Document(document.currency, [line for line in document.lines if line.tax != GROUP], document.rounding)
    )
    scale = {"JPY": MICRO, "USD": 10_000, "KWD": 1000}[document.currency]
    lines = [
        Line(MICRO, (entry.net + entry.tax) * scale, tax=given.tax)
        for entry, given in zip(first.lines, [x for x in document.lines if x.tax != GROUP], strict=True)
    ]
    again = compute(Document(document.currency, lines, document.rounding, inclusive=True))
    assert (again.net_total, again.tax_total, again.total) == (first.net_total, first.tax_total, first.total)


@given(LINES, st.sampled_from(list(Rounding)), st.booleans())
def test_signs_mirror(lines, rounding, inclusive):
    plain = [Line(entry.quantity_micro, entry.price_micro, tax=entry.tax) for entry in lines]
    turned = [Line(entry.quantity_micro, -entry.price_micro, tax=entry.tax) for entry in lines]
    there = compute(Document("JPY", plain, rounding, inclusive=inclusive))
    back = compute(Document("JPY", turned, rounding, inclusive=inclusive))
    assert [(-entry.net, -entry.tax) for entry in there.lines] == [(entry.net, entry.tax) for entry in back.lines]
    assert -there.total == back.total


@given(st.lists(st.fractions(-50, 50, max_denominator=50), min_size=1, max_size=10), st.sampled_from(list(Rounding)))
def test_shares_stay_near_what_is_exact(exact, rounding):
    total = round(sum(exact, Fraction(0)))
    parts = spread(total, exact)
    assert sum(parts) == total


def test_reduced_supplies_of_both_kinds_are_rounded_together():
    food, news = tax(8, 1, rounding_group="reduced"), tax(8, 2, rounding_group="reduced")
    result = yen([line(55, food), line(55, news)])
    assert result.tax_total == 8
    assert [entry.tax for entry in result.taxes] == [4, 4]
