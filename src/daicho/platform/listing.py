"""Lists: one declaration of filters, sorts, search and views serves pages, API and exports alike.

A package's query declares a `Listing` and calls `select_rows`; the edge turns parameters into `Criteria`.
Parameter names are those of the wire (zoho-surface 2.6).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Generic, Literal, TypeVar
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Model, Q, QuerySet

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.measure import MICRO_LIMIT
from daicho.kernel.money import known_decimals
from daicho.kernel.periods import read_day, read_moment
from daicho.kernel.rounding import scaled
from daicho.kernel.text import noop as _
from daicho.platform.numbers import exact_number

Kind = Literal["text", "date", "moment", "amount", "quantity", "choice", "id", "flag"]
Row = TypeVar("Row")

PER_PAGE_LIMIT = 200
_TEXT = {"": "iexact", "_startswith": "istartswith", "_contains": "icontains"}
_DATE = {"": "exact", "_start": "gte", "_end": "lte", "_before": "lt", "_after": "gt"}
_AMOUNT = {
    "": "exact",
    "_start": "gte",
    "_end": "lte",
    "_less_than": "lt",
    "_less_equals": "lte",
    "_greater_than": "gt",
    "_greater_equals": "gte",
}
_SUFFIXES: dict[str, dict[str, str]] = {
    "text": _TEXT,
    "date": _DATE,
    "moment": _DATE,
    "amount": _AMOUNT,
    "quantity": _AMOUNT,
    "choice": {"": "exact"},
    "id": {"": "exact"},
    "flag": {"": "exact"},
}
_LOST_PLUS = re.compile(r" (?=\d\d:?\d\d$)")
_MALFORMED = _("Invalid value passed for %(field)s")


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter parameter `name` (with the suffix variants of its kind) on the ORM path `path`.

    `choices` maps wire values to stored ones (kind choice). `currency_path` tells an amount's currency.
    """

    name: str
    path: str
    kind: Kind = "text"
    choices: Mapping[str, object] = field(default_factory=dict)
    currency_path: str = "currency_code"


View = Callable[[Ctx], Q]


@dataclass(frozen=True, slots=True)
class Listing:
    """What can be asked of a list. `sorts` maps wire names to ORM paths; `views` are `filter_by` values."""

    filters: tuple[Filter, ...]
    sorts: Mapping[str, str]
    default_sort: str
    search: tuple[str, ...]
    views: Mapping[str, View] = field(default_factory=dict)
    default_descending: bool = False

    def parameters(self) -> dict[str, tuple[Filter, str]]:
        """Return parameter name → (filter, ORM lookup), suffix variants included."""
        return {
            item.name + suffix: (item, lookup)
            for item in self.filters
            for suffix, lookup in _SUFFIXES[item.kind].items()
        }


@dataclass(frozen=True, slots=True)
class Criteria:
    """One request for a list: which rows, in which order, which page (from 1).

    A total is counted `with_total` only, with `count_to` no further than that number. `after_id` is the last row of the
    page before: the rows after it are found by their key, not by counting rows (page is then only the page's name).
    """

    page: int = 1
    per_page: int = PER_PAGE_LIMIT
    sort: str = ""
    descending: bool | None = None
    search: str = ""
    view: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    modified_since: datetime | None = None
    with_total: bool = False
    count_to: int = 0
    after_id: int = 0


@dataclass(frozen=True, slots=True)
class Rows(Generic[Row]):
    """One page of a list; `total` only where it was asked for."""

    rows: Sequence[Row]
    has_more: bool
    total: int | None = None


CONTROL = {
    "page", "per_page", "sort_column", "sort_order", "search_text", "filter_by", "last_modified_time",
    "response_option", "organization_id", "customview_id", "after_id",
}  # fmt: skip


def criteria_from(parameters: Mapping[str, str], listing: Listing) -> tuple[Criteria, list[str]]:
    """Turn request parameters into criteria; also return the names of those that mean nothing here.

    Raises InvalidInput (code 2) for a bad page, sort column, view or filter value.
    """
    known = listing.parameters()
    filters = {name: value for name, value in parameters.items() if name in known and value != ""}
    ignored = [name for name in parameters if name not in known and name not in CONTROL]
    sort, view = parameters.get("sort_column", ""), parameters.get("filter_by", "")
    if sort and sort not in listing.sorts:
        raise _bad("sort_column")
    if view and view not in listing.views:
        raise _bad("filter_by")
    order = parameters.get("sort_order", "")
    criteria = Criteria(
        page=_positive(parameters, "page", 1),
        per_page=min(_positive(parameters, "per_page", PER_PAGE_LIMIT), PER_PAGE_LIMIT),
        sort=sort,
        descending=None if not order else order.upper().startswith("D"),
        search=parameters.get("search_text", "").strip(),
        view=view,
        filters=filters,
        modified_since=_moment(parameters["last_modified_time"]) if parameters.get("last_modified_time") else None,
        after_id=_positive_id(parameters, "after_id"),
        with_total=parameters.get("response_option") == "2",
    )
    for name, value in filters.items():
        _condition(*known[name], value, name)
    return criteria, ignored


M = TypeVar("M", bound=Model)


def filter_rows(ctx: Ctx, rows: "QuerySet[M, Any]", listing: Listing, criteria: Criteria) -> "QuerySet[M, Any]":
    """Return the rows that match, in the asked order (ties by id), not yet cut to a page."""
    known = listing.parameters()
    condition = listing.views[criteria.view](ctx) if criteria.view else Q()
    for name, value in criteria.filters.items():
        condition &= _condition(*known[name], value, name, ctx.time_zone)
    if criteria.search:
        condition &= _any(Q(**{f"{path}__icontains": criteria.search}) for path in listing.search)
    if criteria.modified_since:
        condition &= Q(modified_at__gte=criteria.modified_since)
    path = listing.sorts[criteria.sort] if criteria.sort else listing.default_sort
    descending = listing.default_descending if criteria.descending is None else criteria.descending
    sign = "-" if descending else ""
    return rows.filter(condition).order_by(f"{sign}{path}", f"{sign}id")


def page_of(rows: "QuerySet[Any, Row]", criteria: Criteria) -> Rows[Row]:
    """Cut the asked page out of `rows` (a filtered, ordered query set or its `values_list`); one row more is read."""
    later = _after(rows, criteria.after_id) if criteria.after_id else None
    start = 0 if later is not None else (criteria.page - 1) * criteria.per_page
    found = list((rows if later is None else later)[start : start + criteria.per_page + 1])
    total = (rows[: criteria.count_to] if criteria.count_to else rows).count() if criteria.with_total else None
    return Rows(found[: criteria.per_page], len(found) > criteria.per_page, total)


def _after(rows: "QuerySet[Any, Row]", row_id: int) -> "QuerySet[Any, Row] | None":
    """Return the rows after the row `row_id` in the order of `rows`; None where it is not among them or has no key."""
    first = str(rows.query.order_by[0])
    descending, path = first.startswith("-"), first.lstrip("-")
    key = rows.filter(id=row_id).order_by().values_list(path, flat=True).first()
    if key is None:
        return None
    further = "lt" if descending else "gt"
    condition = Q(**{f"{path}__{further}": key}) | Q(**{path: key, f"id__{further}": row_id})
    if (connection.vendor == "postgresql") != descending:  # where the engine puts rows without a key last
        condition |= Q(**{f"{path}__isnull": True})
    return rows.filter(condition)


def _condition(item: Filter, lookup: str, value: str, name: str, time_zone: str = "UTC") -> Q:
    if item.kind == "amount":
        return _amount(item, lookup, value, name)
    if item.kind == "moment":
        return _moments(item.path, lookup, _day(value, name), ZoneInfo(time_zone))
    return Q(**{f"{item.path}__{lookup}": _stored(item, value, name)})


def _moments(path: str, lookup: str, day: date, zone: ZoneInfo) -> Q:
    """Compare moments with a day of the organisation's time zone."""
    start = datetime.combine(day, time.min, zone)
    end = datetime.combine(day + timedelta(days=1), time.min, zone)
    since, before = Q(**{f"{path}__gte": start}), Q(**{f"{path}__lt": end})
    return {
        "exact": since & before,
        "gte": since,
        "lte": before,
        "lt": Q(**{f"{path}__lt": start}),
        "gt": Q(**{f"{path}__gte": end}),
    }[lookup]


def _stored(item: Filter, value: str, name: str) -> object:
    """Return `value` as the column of `item` holds it."""
    match item.kind:
        case "choice" if value in item.choices:
            return item.choices[value]
        case "id" if is_id(value):
            return int(value)
        case "flag" if value.lower() in {"true", "false"}:
            return value.lower() == "true"
        case "date":
            return _day(value, name)
        case "quantity":
            return _scaled(value, 6, name)
        case "text":
            return value
    raise _bad(name)


def is_id(text: str) -> bool:
    """Tell whether `text` can be an id: ASCII digits that fit 63 bits."""
    return text.isascii() and text.isdigit() and len(text) <= 19 and int(text) < 2**63


def _amount(item: Filter, lookup: str, value: str, name: str) -> Q:
    """Compare an amount in major units with minor units of currencies that differ in decimals."""
    special = known_decimals()
    usual = Q(**{f"{item.path}__{lookup}": _scaled(value, 2, name)}) & ~Q(**{f"{item.currency_path}__in": [*special]})
    others = [
        Q(**{f"{item.path}__{lookup}": _scaled(value, decimals, name)})
        & Q(**{f"{item.currency_path}__in": [code for code in special if special[code] == decimals]})
        for decimals in (0, 3)
    ]
    return _any([usual, *others])


def _any(conditions: Any) -> Q:
    result = Q()
    for condition in conditions:
        result |= condition
    return result


def _bad(name: str) -> InvalidInput:
    return InvalidInput([FieldError(name, _MALFORMED, {"field": name}, 2)])


def _positive(parameters: Mapping[str, str], name: str, default: int) -> int:
    value = parameters.get(name, "")
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or not 0 < int(value[:10]) <= 10**6:
        raise _bad(name)
    return int(value)


def _positive_id(parameters: Mapping[str, str], name: str) -> int:
    value = parameters.get(name, "")
    if value and not is_id(value):
        raise _bad(name)
    return int(value or 0)


def _day(value: str, name: str) -> date:
    try:
        return read_day(value)
    except ValueError:
        raise _bad(name) from None


def _moment(value: str) -> datetime:
    try:
        # A plus sign that was not escaped arrives as a space.
        return read_moment(_LOST_PLUS.sub("+", value))
    except ValueError:
        raise _bad("last_modified_time") from None


def _scaled(value: str, decimals: int, name: str) -> int:
    number = exact_number(value)
    if number is None or abs(number) > MICRO_LIMIT // 10**6:
        raise _bad(name)
    return scaled(number, decimals)
