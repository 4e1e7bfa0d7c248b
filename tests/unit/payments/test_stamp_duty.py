"""The stamp on a paper receipt (japan.md 5.4; the cases of its test vectors)."""

import pytest

from daicho.payments.core.stamp_duty import stamp_duty


@pytest.mark.parametrize(("amount", "tax", "duty"), [(54_000, 4_909, 0), (54_000, None, 200), (55_000, 5_000, 200)])
def test_what_is_shown_as_tax_needs_no_stamp(amount, tax, duty):
    assert stamp_duty(amount, tax) == duty


@pytest.mark.parametrize(
    ("amount", "duty"),
    [
        (0, 0), (49_999, 0), (50_000, 200), (1_000_000, 200), (1_000_001, 400), (2_000_000, 400), (3_000_000, 600),
        (5_000_000, 1_000), (10_000_000, 2_000), (30_000_000, 6_000), (50_000_000, 10_000), (100_000_000, 20_000),
        (1_000_000_000, 150_000), (1_000_000_001, 200_000),
    ],
)  # fmt: skip
def test_steps(amount, duty):
    assert stamp_duty(amount) == duty
