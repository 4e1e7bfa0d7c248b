"""The bridge between the stocks: each gap by its name, and nothing but gaps between both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daicho.reporting.core.bridge import Chain, Flow, Gap, signed

amounts = st.integers(-(10**9), 10**9)
chains = st.builds(
    Chain,
    item_id=st.integers(1, 3),
    flow=st.sampled_from(Flow),
    line_id=st.integers(1, 9),
    physical=amounts,
    accounting=amounts,
)
LARGER = (Gap.RECEIVED_NOT_BILLED, Gap.INVOICED_NOT_SHIPPED, Gap.OTHER)


@pytest.mark.parametrize(
    ("flow", "physical", "accounting", "gap", "quantity"),
    [
        (Flow.PURCHASE, 10, 4, Gap.RECEIVED_NOT_BILLED, 6),
        (Flow.PURCHASE, 0, 7, Gap.BILLED_NOT_RECEIVED, 7),
        (Flow.SALE, -3, 0, Gap.SHIPPED_NOT_INVOICED, 3),
        (Flow.SALE, 0, -5, Gap.INVOICED_NOT_SHIPPED, 5),
        (Flow.SALE, -5, -2, Gap.SHIPPED_NOT_INVOICED, 3),
        (Flow.OTHER, 1, 0, Gap.OTHER, 1),
    ],
)
def test_every_gap_has_its_name(flow, physical, accounting, gap, quantity):
    chain = Chain(1, flow, 1, physical, accounting)
    assert (chain.gap, signed(chain.gap, chain.difference)) == (gap, quantity)


@given(st.lists(chains))
def test_accounting_stock_and_the_gaps_are_the_physical_stock(found):
    sums = dict.fromkeys(Gap, 0)
    for chain in found:
        sums[chain.gap] += signed(chain.gap, chain.difference)
        assert sums[chain.gap] >= 0 or chain.gap is Gap.OTHER
    between = sum(amount if gap in LARGER else -amount for gap, amount in sums.items())
    accounting = sum(chain.accounting for chain in found)
    assert accounting + between == sum(chain.physical for chain in found)
