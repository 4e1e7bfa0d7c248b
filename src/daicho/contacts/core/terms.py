"""Payment terms and the due date they give (japan.md 6.6).

A term is written as one code, which documents copy: "net:30", "end_of_month", "end_of_next_month", and for closing
days "closing:<closing day>:<months>:<payment day>:<holiday rule>", e.g. "closing:99:1:99:none" for 月末締め翌月末払い.
Day 99 is the last day of a month.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from unicodedata import normalize

from daicho.kernel.periods import add_months, end_of_month
from daicho.kernel.text import noop as _

Kind = Literal["net", "end_of_month", "end_of_next_month", "closing"]
HolidayRule = Literal["none", "next", "previous"]

LAST_DAY = 99
LARGEST_DAYS = 3650
LARGEST_MONTHS = 12
END_OF_MONTH_DAYS = -2
END_OF_NEXT_MONTH_DAYS = -3
CLOSING_DAYS = -4
"""Values of the wire's `payment_terms` for terms that are not a number of days."""

_CODE = re.compile(r"closing:(\d{1,2}):(\d{1,2}):(\d{1,2}):(none|next|previous)", re.ASCII)
_JAPANESE = re.compile(
    r"(?P<closing>月?末日?|\d{1,2}日)締め?・?"
    r"(?P<month>当月|翌月|翌々月|\d{1,2}[かヶカケヵ]月後)(?P<day>末日?|\d{1,2}日)(?:払い?)?"
    r"(?P<holiday>\((?:翌|前)営業日\))?"
)
_ENGLISH = re.compile(
    r"closing (?P<closing>month end|day \d{1,2}), payment on (?P<day>the last day|day \d{1,2}) of "
    r"(?P<month>the same month|next month|the month after next|the month \d{1,2} months later)"
    r"(?P<holiday> \((?:next|previous) business day\))?"
)
_NET_LABEL = re.compile(r"(?:net|日数:)\s?(\d{1,4})")
_NAMED_LABELS = {
    "due on receipt": "net:0",
    "即日": "net:0",
    "due end of the month": "end_of_month",
    "今月末が期限": "end_of_month",
    "due end of next month": "end_of_next_month",
    "来月末が期限": "end_of_next_month",
}
_MONTHS = {
    "当月": 0,
    "翌月": 1,
    "翌々月": 2,
    "the same month": 0,
    "next month": 1,
    "the month after next": 2,
}


@dataclass(frozen=True, slots=True)
class PaymentTerms:
    """When a document is due. `days` is for kind net; the rest for kind closing (days 1 to 28, or 99)."""

    kind: Kind
    days: int = 0
    closing_day: int = LAST_DAY
    months: int = 1
    payment_day: int = LAST_DAY
    holiday_rule: HolidayRule = "none"

    @property
    def code(self) -> str:
        """The code of this term, as documents store it."""
        if self.kind == "net":
            return f"net:{self.days}"
        if self.kind == "closing":
            return f"closing:{self.closing_day}:{self.months}:{self.payment_day}:{self.holiday_rule}"
        return self.kind

    @property
    def wire_days(self) -> int:
        """The wire's integer `payment_terms`."""
        special = {"end_of_month": END_OF_MONTH_DAYS, "end_of_next_month": END_OF_NEXT_MONTH_DAYS}
        return {"net": self.days, "closing": CLOSING_DAYS}.get(self.kind, special.get(self.kind, 0))


STANDARD = (
    *(PaymentTerms("net", days) for days in (0, 15, 30, 45, 60)),
    PaymentTerms("end_of_month"),
    PaymentTerms("end_of_next_month"),
)
"""The terms every organisation is offered."""

CLOSING = (
    PaymentTerms("closing", closing_day=LAST_DAY, months=1, payment_day=LAST_DAY),
    PaymentTerms("closing", closing_day=20, months=1, payment_day=LAST_DAY),
    PaymentTerms("closing", closing_day=LAST_DAY, months=2, payment_day=10),
    PaymentTerms("closing", closing_day=LAST_DAY, months=1, payment_day=20),
)
"""Closing-day terms offered beside the standard ones; any other can be written."""


def closing_date(terms: PaymentTerms, day: date) -> date:
    """Return the closing date (締日) of the period that contains `day`; `day` itself where terms have no closing."""
    if terms.kind != "closing":
        return day
    closing = _day_of(day, terms.closing_day)
    return closing if day <= closing else _day_of(add_months(day.replace(day=1), 1), terms.closing_day)


def period_start(terms: PaymentTerms, day: date) -> date:
    """Return the first day of the period that contains `day`: after the last closing, or of the month without one."""
    if terms.kind != "closing":
        return day.replace(day=1)
    month_before = add_months(closing_date(terms, day).replace(day=1), -1)
    return _day_of(month_before, terms.closing_day) + timedelta(days=1)


def closes_on(terms: PaymentTerms, day: date) -> bool:
    """Tell whether `day` is a closing day (締日) of the terms."""
    return terms.kind == "closing" and closing_date(terms, day) == day


def due_date(terms: PaymentTerms, day: date, is_holiday: Callable[[date], bool] = lambda day: False) -> date:
    """Return the day on which a document of `day` is due.

    `is_holiday` tells the days on which banks are closed; only terms with a holiday rule ask it.
    """
    if terms.kind == "net":
        return day + timedelta(days=terms.days)
    if terms.kind == "end_of_month":
        return end_of_month(day)
    if terms.kind == "end_of_next_month":
        return end_of_month(add_months(day, 1))
    month = add_months(closing_date(terms, day).replace(day=1), terms.months)
    due = _day_of(month, terms.payment_day)
    step = {"none": 0, "next": 1, "previous": -1}[terms.holiday_rule]
    while step and is_holiday(due):
        due += timedelta(days=step)
    return due


def terms_from_code(code: str) -> PaymentTerms | None:
    """Return the term that `code` writes, None for what is no code."""
    if code in {"end_of_month", "end_of_next_month"}:
        return PaymentTerms("end_of_month" if code == "end_of_month" else "end_of_next_month")
    if re.fullmatch(r"net:\d{1,4}", code, re.ASCII):
        days = int(code.removeprefix("net:"))
        return PaymentTerms("net", days) if days <= LARGEST_DAYS else None
    parts = _CODE.fullmatch(code)
    if parts is None:
        return None
    closing_day, months, payment_day = (int(part) for part in parts.groups()[:3])
    holiday_rule: dict[str, HolidayRule] = {"none": "none", "next": "next", "previous": "previous"}
    return _closing(closing_day, months, payment_day, holiday_rule[parts[4]])


def terms_from_days(days: int) -> PaymentTerms | None:
    """Return the term behind the wire's integer `payment_terms`; None for one that needs a code or label, or is bad."""
    if days == END_OF_MONTH_DAYS:
        return PaymentTerms("end_of_month")
    if days == END_OF_NEXT_MONTH_DAYS:
        return PaymentTerms("end_of_next_month")
    return PaymentTerms("net", days) if 0 <= days <= LARGEST_DAYS else None


def terms_from_label(label: str) -> PaymentTerms | None:
    """Return the term that a label says in words ("月末締め翌月末払い", "Net 30"), None for other words."""
    spaced = " ".join(normalize("NFKC", label).casefold().split())
    if spaced in _NAMED_LABELS:
        return terms_from_code(_NAMED_LABELS[spaced])
    net = _NET_LABEL.fullmatch(spaced)
    if net:
        return terms_from_days(int(net[1]))
    parts = _ENGLISH.fullmatch(spaced) or _JAPANESE.fullmatch(spaced.replace(" ", ""))
    if parts is None:
        return None
    month, holiday = parts["month"], parts["holiday"] or ""
    months = _MONTHS[month] if month in _MONTHS else _number(month)
    rule: HolidayRule = "none"
    if holiday:
        rule = "next" if "next" in holiday or "翌" in holiday else "previous"
    return _closing(_label_day(parts["closing"]), months, _label_day(parts["day"]), rule)


@dataclass(frozen=True, slots=True)
class Words:
    """A msgid and its parameters, some of which are msgids with parameters themselves; the edge translates."""

    message: str
    parameters: "dict[str, int | Words]"


def words_of(terms: PaymentTerms) -> Words:
    """Return how the term is called."""
    if terms.kind == "net" and terms.days == 0:
        return Words(_("Due on Receipt"), {})
    if terms.kind == "net":
        return Words(_("Net %(days)s"), {"days": terms.days})
    if terms.kind == "end_of_month":
        return Words(_("Due end of the month"), {})
    if terms.kind == "end_of_next_month":
        return Words(_("Due end of next month"), {})
    parts: dict[str, int | Words] = {
        "closing": _day_words(terms.closing_day, _("month end"), _("day %(day)s")),
        "month": _month_words(terms.months),
        "day": _day_words(terms.payment_day, _("the last day"), _("day %(day)s")),
    }
    words = Words(_("Closing %(closing)s, payment on %(day)s of %(month)s"), parts)
    if terms.holiday_rule == "next":
        return Words(_("%(terms)s (next business day)"), {"terms": words})
    return (
        Words(_("%(terms)s (previous business day)"), {"terms": words}) if terms.holiday_rule == "previous" else words
    )


def _month_words(months: int) -> Words:
    named = {0: _("the same month"), 1: _("next month"), 2: _("the month after next")}
    if months in named:
        return Words(named[months], {})
    return Words(_("the month %(months)s months later"), {"months": months})


def _day_words(day: int, last: str, other: str) -> Words:
    return Words(last, {}) if day == LAST_DAY else Words(other, {"day": day})


def _closing(closing_day: int, months: int, payment_day: int, holiday_rule: HolidayRule) -> PaymentTerms | None:
    """Return a closing-day term; None where a day is none or the payment would be due before the closing."""
    days = (closing_day, payment_day)
    if not all(1 <= day <= 28 or day == LAST_DAY for day in days) or not 0 <= months <= LARGEST_MONTHS:
        return None
    if months == 0 and payment_day < closing_day:
        return None
    return PaymentTerms("closing", 0, closing_day, months, payment_day, holiday_rule)


def _label_day(text: str) -> int:
    return LAST_DAY if text.endswith(("末", "末日", "month end", "the last day")) else _number(text)


def _number(text: str) -> int:
    return int(re.sub(r"[^0-9]", "", text))


def _day_of(month: date, day: int) -> date:
    return end_of_month(month) if day == LAST_DAY else month.replace(day=day)
