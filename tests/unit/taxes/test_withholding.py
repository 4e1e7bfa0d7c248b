"""Income tax withheld from fees (japan.md 5.5; the cases of its test vectors)."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.kernel.measure import MICRO
from daicho.kernel.rounding import Rounding
from daicho.taxes.core.engine import AppliedTax, Discount, Document, Line, TaxPart, compute
from daicho.taxes.core.withholding import FEES, JUDICIAL_SCRIVENER, KINDS, withheld_tax

VECTORS = json.loads((Path(__file__).parent / "data" / "test_vectors.json").read_text(encoding="utf-8"))
DAY = date(2026, 11, 24)
STANDARD = AppliedTax(10, "10%", (TaxPart(10, "10%", 10 * MICRO, rounding_group="standard"),))


@pytest.mark.parametrize("case", VECTORS["withholding"])
def test_fees(case):
    assert withheld_tax(FEES, case["base"], DAY) == case["tax"]


def test_a_judicial_scrivener_keeps_ten_thousand_yen_whole():
    case = VECTORS["withholding_judicial_scrivener"]
    cases = case if isinstance(case, list) else [case]
    assert [withheld_tax(JUDICIAL_SCRIVENER, one["fee"], DAY) for one in cases] == [one["tax"] for one in cases]
    assert withheld_tax(JUDICIAL_SCRIVENER, 9_000, DAY) == 0


def test_nothing_of_an_unknown_kind():
    assert withheld_tax("", 100_000, DAY) == 0


@given(st.sampled_from(sorted(KINDS)), st.integers(-(10**6), 10**9), st.integers(0, 10**6))
def test_more_is_withheld_of_more_and_never_all_of_it(kind, base, more):
    one, other = (withheld_tax(kind, amount, DAY) for amount in (base, base + more))
    assert 0 <= one <= max(base, 0)
    assert one <= other


@pytest.mark.parametrize("is_inclusive", [False, True])
def test_a_document_withholds_of_its_net_amount_after_tax(is_inclusive):
    """WHT-02: of 100,000 + 10,000 remain 99,790 to be paid."""
    price = 110_000 if is_inclusive else 100_000
    line = Line(MICRO, price * MICRO, Discount(), STANDARD)
    result = compute(Document("JPY", [line], Rounding.FLOOR, is_inclusive, withholding=FEES, day=DAY))
    assert (result.tax_total, result.withheld, result.total) == (10_000, 10_210, 99_790)
