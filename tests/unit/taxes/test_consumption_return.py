"""What is to be paid of consumption tax (japan.md 1.9; the cases of its test vectors)."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.taxes.core.consumption_return import Side, by_addition, by_division, by_share

VECTORS = json.loads((Path(__file__).parent / "data" / "test_vectors.json").read_text(encoding="utf-8"))
NOTHING = Side({}, {})


def side(gross, rate=10):
    return Side({rate: gross}, {rate: gross * rate // (100 + rate)})


def test_by_division():
    case = VECTORS["return_warimodoshi"]
    found = by_division(side(case["sales_incl_10"]), side(case["purchases_incl_10"]))
    assert found.bases == {10: case["taxable_base"]}
    assert (found.national, found.credit) == (case["national_output"], case["national_input"])
    assert (found.net_national, found.local, found.total) == (case["net_national"], case["local"], case["total"])


@pytest.mark.parametrize("percent", [20, 30])
def test_by_a_share(percent):
    case = VECTORS[f"special_{percent}"]
    found = by_share(side(case["sales_incl_10"]), percent)
    assert found.bases == {10: case["base"]}
    assert (found.national, found.net_national, found.local) == (
        case["national"], case["net_national"], case["local"],
    )  # fmt: skip


def test_by_addition_takes_what_the_receipts_say():
    """japan.md CAL-04: ten receipts say 4,540 of tax, the sum divided would say 4,545."""
    case = VECTORS["tsumiage_vs_warimodoshi"]
    receipts = Side({10: case["receipts"] * case["each_incl"]}, {10: case["sum_of_invoice_tax"]})
    assert by_addition(NOTHING, receipts).credit == 3541
    assert by_division(NOTHING, receipts).credit == 3545
    assert by_addition(receipts, NOTHING, is_output_added=True).national == 3541


GROSS = st.dictionaries(st.sampled_from([10, 8]), st.integers(0, 10**12))


@given(GROSS, GROSS)
def test_national_and_local_are_near_the_tax_of_the_difference(sold, bought):
    sides = [
        Side(gross, {rate: amount * rate // (100 + rate) for rate, amount in gross.items()}) for gross in (sold, bought)
    ]
    exact = sum(a * r / (100 + r) for r, a in sold.items()) - sum(a * r / (100 + r) for r, a in bought.items())
    assert abs(by_division(*sides).total - exact) <= 1000 + abs(exact) * 1e-9
    assert abs(by_addition(*sides).total - exact) <= 1000 + abs(exact) * 1e-9
