"""Values as people read them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from daicho.kernel.measure import Quantity, Rate
from daicho.kernel.money import Money
from daicho.platform.web.cells import Badge, Percent, Price, exported, shown
from daicho.platform.web.exports import harmless
from daicho.platform.web.format import DATE_FORMATS, Formats, currency_label, formatted_date

FORMATS = Formats("yyyy/MM/dd", "Asia/Tokyo", "JPY")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Money(1_234_567, "JPY"), "¥1,234,567"),
        (Money(-1230, "USD"), "-$12.30"),
        (Money(5, "KWD"), "KWD 0.005"),
        (Money(99_999_999_999_999_999, "USD"), "$999,999,999,999,999.99"),
        (Quantity.of(Decimal("1200.500000")), "1,200.5"),
        (Quantity.of(100), "100"),
        (Price(Rate.of(Decimal("0.125")), "USD"), "$0.125"),
        (Price(Rate.of(Decimal("1200")), "JPY"), "¥1,200"),
        (Price(Rate.of(Decimal("3")), "USD"), "$3.00"),
        (Percent(Rate.of(Decimal("7.5"))), "7.5%"),
        (date(2026, 11, 4), "2026/11/04"),
        (datetime(2026, 11, 24, 20, 5, tzinfo=UTC), "2026/11/25 05:05"),
        (True, "Yes"),
        (None, ""),
        ("<b>", "<b>"),
        (Badge("<i>", "red"), '<span class="badge bg-red-lt">&lt;i&gt;</span>'),
    ],
)
def test_values_are_shown(value, text):
    with override("en"):
        assert shown(value, FORMATS) == text


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("yyyy-MM-dd", "2026-01-04"),
        ("dd MMM yyyy", "04 Jan 2026"),
        ("MM/dd/yyyy", "01/04/2026"),
        ("yyyy年M月d日", "2026年1月4日"),
        ("Gy年M月d日", "令和8年1月4日"),
    ],
)
def test_dates_follow_the_organisation(pattern, text):
    with override("en"):
        assert formatted_date(date(2026, 1, 4), pattern) == text
        assert pattern in DATE_FORMATS


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1600, 1, 1), "1600年1月1日"),
    ],
)
def test_eras_begin_on_their_day(day, text):
    assert formatted_date(day, "Gy年M月d日") == text


def test_exported_values_are_exact():
    assert exported(Money(1230, "USD"), FORMATS) == Decimal("12.30")
    assert str(exported(Quantity.of(Decimal("1.500")), FORMATS)) == "1.5"
    without_zone = datetime(2026, 1, 1)  # noqa: DTZ001 - spreadsheets know no zone
    assert exported(datetime(2026, 1, 1, tzinfo=UTC), FORMATS) == without_zone
    assert exported(Badge("Open"), FORMATS) == "Open"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_formulas_are_made_harmless(text):
    assert harmless(text) == f"'{text}"
    assert harmless("a=b") == "a=b"


@pytest.mark.parametrize(
    ("language", "label"), [("ja", "JPY 日本円"), ("en", "JPY Japanese Yen"), ("de", "JPY Japanese Yen")]
)
def test_currencies_are_named_in_the_persons_language(language, label):
    with override(language):
        assert currency_label("JPY") == label
