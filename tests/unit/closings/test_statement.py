"""Closing statements as pure figures: the sum of their parts, each the sequel of the one before (japan.md CLS-04)."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from daicho.closings.core.statement import (
    Portion,
    Standing,
    TaxKey,
    added,
    difference_taxes,
    differences,
    figures_of,
    stated_by,
    statement_lines,
    taxes_of,
)
from daicho.kernel.rounding import Rounding

TENTH, EIGHTH, OLD = TaxKey(1, 10_000_000), TaxKey(2, 8_000_000), TaxKey(3, 8_000_000)
FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 120).map(lambda number: FIRST + timedelta(days=number))
AMOUNTS = st.integers(-10_000, 10_000)
TAXES = st.dictionaries(st.sampled_from([TENTH, EIGHTH, OLD]), st.builds(Portion, AMOUNTS, AMOUNTS), max_size=3)
STANDINGS = st.builds(Standing, st.just("1"), DAYS, AMOUNTS, AMOUNTS, TAXES)
REFS = st.tuples(st.sampled_from(["invoice", "creditnote", "customerpayment", "journal"]), st.integers(1, 4))
WORLDS = st.lists(st.dictionaries(REFS, STANDINGS, max_size=6), min_size=1, max_size=5)


@settings(deadline=None)
@given(WORLDS)
def test_statements_add_up_to_what_is_owed_whatever_changes_between_them(worlds):
    """Each world is all that sources say at a closing: late, changed and vanished ones among them."""
    lines, brought, taxes = [], 0, {}
    for place, world in enumerate(worlds):
        end = FIRST + timedelta(days=30 * (place + 1))
        now = {ref: standing for ref, standing in world.items() if standing.day <= end}
        new = statement_lines(now, stated_by(lines), start=end - timedelta(days=29), is_first=not place)
        figures = figures_of(brought, new)
        assert figures.due == figures.carried + figures.purchased == sum(each.amount for each in now.values())
        if place:
            assert figures.previous == brought
        lines, brought = [*lines, *new], figures.due
        taxes = added(taxes, added(*(line.taxes for line in new)))
    found = {}
    for key, portion in taxes.items():
        found[key.tax_id] = found.get(key.tax_id, Portion(0, 0)).plus(portion)
    said = {}
    for each in now.values():
        for key, portion in each.taxes.items():
            said[key.tax_id] = said.get(key.tax_id, Portion(0, 0)).plus(portion)
    assert {tax: portion for tax, portion in found.items() if portion != Portion(0, 0)} == {
        tax: portion for tax, portion in said.items() if portion != Portion(0, 0)
    }
    assert not statement_lines(now, stated_by(lines), start=end, is_first=False), "all was said"


@settings(deadline=None)
@given(TAXES, st.booleans(), st.sampled_from(Rounding))
def test_with_its_differences_a_statement_is_rounded_once_for_each_rate(taxes, is_inclusive, rounding):
    groups = {2: "reduced", 3: "reduced"}
    more = differences(taxes, groups, is_inclusive=is_inclusive, rounding=rounding)
    whole = added(taxes, difference_taxes(more, is_inclusive=is_inclusive))
    assert not differences(whole, groups, is_inclusive=is_inclusive, rounding=rounding)
    mirrored = {key: Portion(-portion.taxable, -portion.tax) for key, portion in taxes.items()}
    assert sorted(differences(mirrored, groups, is_inclusive=is_inclusive, rounding=rounding).values()) == sorted(
        -amount for amount in more.values()
    )
    gross = sum(sum(portion) for portion in taxes.values())
    if is_inclusive:
        assert sum(sum(portion) for portion in whole.values()) == gross


def test_the_carried_amount_bears_no_tax_of_the_period():
    old = Standing("1", date(2025, 12, 31), 1100, 1100, {TENTH: Portion(1000, 100)})
    lines = statement_lines({("invoice", 1): old}, {}, start=FIRST, is_first=True)
    assert (figures_of(0, lines).previous, taxes_of(lines)) == (1100, {})
