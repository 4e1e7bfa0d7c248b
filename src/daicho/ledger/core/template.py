"""Journals written again: what a template holds, and on which days it is due."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypedDict

from daicho.kernel.errors import FieldError, missing
from daicho.kernel.periods import add_months
from daicho.kernel.text import noop as _

NAME_LENGTH = 100
EVERY_LIMIT = 100
UNITS = ("day", "week", "month", "year")
_BAD = _("Invalid value passed for %(field)s")


class TemplateFields(TypedDict, total=False):
    """What may be said about a template; an absent key is unchanged. Without a `repeat_unit` it is used by hand only.

    It is written first on `start_date`, then every `repeat_every` units, on `end_date` for the last time (None: never);
    `is_draft`: as a draft.
    """

    name: str
    repeat_unit: str
    repeat_every: int
    start_date: date | None
    end_date: date | None
    is_draft: bool


def occurrence(start: date, every: int, unit: str, number: int) -> date:
    """Return the day of occurrence `number` (the first is 0), always counted from `start`: the 31st stays the last."""
    if unit in {"day", "week"}:
        return start + timedelta(days=number * every * (7 if unit == "week" else 1))
    return add_months(start, number * every * (12 if unit == "year" else 1))


def next_occurrence(start: date, every: int, unit: str, after: date) -> date:
    """Return the first occurrence later than `after`."""
    days = {"day": 1, "week": 7, "month": 31, "year": 366}[unit] * every
    number = max((after - start).days // days, 0)
    while (day := occurrence(start, every, unit, number)) <= after:
        number += 1
    return day


def template_errors(fields: TemplateFields) -> Iterator[FieldError]:
    """Yield what is wrong with the fields of a template."""
    if "name" in fields and not fields["name"].strip():
        yield missing("name")
    if len(fields.get("name", "")) > NAME_LENGTH:
        parameters = {"field": "name", "limit": NAME_LENGTH}
        yield FieldError("name", _("%(field)s has more than %(limit)s characters."), parameters)
    unit = fields.get("repeat_unit", "")
    if unit and unit not in UNITS:
        yield FieldError("repeat_unit", _BAD, {"field": "repeat_unit"})
    if unit and not 0 < fields.get("repeat_every", 0) <= EVERY_LIMIT:
        yield FieldError("repeat_every", _BAD, {"field": "repeat_every"})
    start, end = fields.get("start_date"), fields.get("end_date")
    if unit and not start:
        yield missing("start_date")
    if unit and start and end and end < start:
        yield FieldError("end_date", _("The last day must not be before the first."))
