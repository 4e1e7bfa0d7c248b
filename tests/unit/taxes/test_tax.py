"""Dated rates and tax codes."""

from datetime import date

import pytest

from daicho.taxes.core.category import Category, tax_code
from daicho.taxes.core.starting_taxes import starting_taxes
from daicho.taxes.core.tax import DatedRate, TaxDefinition

STANDARD = TaxDefinition(
    1,
    "消費税",
    "tax",
    Category.STANDARD,
    is_active=True,
    rates=(
        DatedRate(None, 5_000_000),
        DatedRate(date(2014, 4, 1), 8_000_000),
        DatedRate(date(2019, 10, 1), 10_000_000),
    ),
)


@pytest.mark.parametrize(
    ("day", "percent"),
    [("2014-03-31", 5), ("2014-04-01", 8), ("2019-09-30", 8), ("2019-10-01", 10), ("2026-11-24", 10)],
)
def test_the_date_decides_the_rate(day, percent):
    assert STANDARD.percentage_micro(date.fromisoformat(day)) == percent * 10**6


def test_a_group_adds_its_members():
    city = TaxDefinition(2, "City", "tax", Category.STANDARD, is_active=True, rates=(DatedRate(None, 2_500_000),))
    group = TaxDefinition(3, "Both", "tax_group", Category.STANDARD, is_active=True, members=(STANDARD, city))
    assert group.percentage_micro(date(2026, 1, 1)) == 12_500_000
    assert [part.tax_id for part in group.applied(date(2026, 1, 1)).parts] == [1, 2]


@pytest.mark.parametrize(
    ("category", "direction", "day", "registered", "code"),
    [
        (Category.STANDARD, "sale", "2026-11-24", True, "S10"),
        (Category.STANDARD, "sale", "2019-09-30", True, "S8O"),
        (Category.REDUCED, "sale", "2026-11-24", True, "S8R"),
        (Category.REDUCED, "purchase", "2026-11-24", True, "P8R"),
        (Category.STANDARD, "purchase", "2026-11-24", False, "P10E"),
        (Category.STANDARD, "purchase", "2031-10-01", False, "P10X"),
        (Category.EXEMPT, "sale", "2026-11-24", True, "SNT"),
        (Category.EXPORT, "sale", "2026-11-24", True, "SEX"),
        (Category.OUT_OF_SCOPE, "purchase", "2026-11-24", True, "OUT"),
    ],
)
def test_the_tax_code_follows_from_kind_direction_and_date(category, direction, day, registered, code):
    assert tax_code(category, direction, date.fromisoformat(day), vendor_registered=registered) == code


def test_japan_starts_with_its_five_taxes():
    names = [tax.name for tax in starting_taxes("JP")]
    assert names == ["消費税 10%", "消費税 8%(軽減)", "非課税", "免税", "対象外"]
