"""What a request asks of a report, from its parameters."""

from collections.abc import Mapping
from datetime import date, datetime

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, RuleBroken, missing
from daicho.kernel.periods import Period, fiscal_year_of, read_day, read_moment
from daicho.kernel.text import noop as _
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.listing import is_id
from daicho.reporting.core.ageing import INTERVALS, SHORT, bucket_keys
from daicho.reporting.core.comparison import MOST, Compare, earlier_periods
from daicho.reporting.core.report import ACCRUAL, CASH, Parameters

NOT_ENABLED = 110817
_INVALID = _("Invalid value passed for %(field)s")


def report_parameters(
    ctx: Ctx,
    *,
    given: Mapping[str, str],
    is_period: bool,
    asks: tuple[str, ...] = (),
    offers: tuple[str, ...] = (),
    compares: bool = False,
    has_cash_basis: bool = False,
) -> Parameters:
    """Return the parameters in `given` (INTERFACE.md §5): ids and choices, `asks` must be there, `offers` may.

    With `compares`, `compare` (previous_period, previous_year) sets earlier periods beside it, as many as `periods`.

    A period is the running fiscal year up to today where nothing is said, a day is today; the basis is accrual.
    Raises InvalidInput that names every parameter that is
    malformed, missing or contradicts another; RuleBroken (110817) for the cash basis without `has_cash_basis`.
    """
    errors: list[FieldError] = []
    end = _day(given, "to_date" if is_period else "as_of", errors) or ctx.today
    start = _day(given, "from_date", errors) if is_period else None
    if start is None:
        start = fiscal_year_of(end, organization_profile(ctx).fiscal_year_start_month).start
    if start > end:
        errors.append(FieldError("from_date", _("from_date must not be after to_date.")))
    basis = given.get("basis") or ACCRUAL
    if basis not in {ACCRUAL, CASH}:
        errors.append(FieldError("basis", _INVALID, {"field": "basis"}))
    ids = _ids(given, asks, offers, errors)
    interval, bucket = _ages(given, offers, errors)
    known_at = _moment(given, errors)
    compared = _compared(given, Period(start, end), errors, is_day=not is_period) if compares else ()
    if errors:
        raise InvalidInput(errors)
    if basis == CASH and not has_cash_basis:
        raise RuleBroken(NOT_ENABLED, _("This report exists on the accrual basis only."))
    stock = given.get("stock") or "accounting"
    return Parameters(
        start, end, known_at, stock=stock, interval=interval, bucket=bucket, compared=compared, basis=basis, **ids
    )


def _compared(
    given: Mapping[str, str], period: Period, errors: list[FieldError], *, is_day: bool
) -> tuple[Period, ...]:
    compare, count = given.get("compare", "").strip(), given.get("periods", "").strip() or "1"
    if not compare:
        return ()
    if compare not in set(Compare):
        errors.append(FieldError("compare", _INVALID, {"field": "compare"}))
    elif not (count.isascii() and count.isdigit() and len(count) < 3 and 1 <= int(count) <= MOST):
        errors.append(FieldError("periods", _INVALID, {"field": "periods"}))
    elif period.start.year < 1900 or period.start > period.end:
        return ()  # told already, or nothing is before it
    else:
        return earlier_periods(period, Compare(compare), int(count), is_day=is_day)
    return ()


def _day(given: Mapping[str, str], name: str, errors: list[FieldError]) -> date | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        return read_day(text)
    except ValueError:
        errors.append(FieldError(name, _INVALID, {"field": name}))
        return None


def _ids(
    given: Mapping[str, str], asks: tuple[str, ...], offers: tuple[str, ...], errors: list[FieldError]
) -> dict[str, int | None]:
    wanted = {name: name in asks for name in (*asks, *offers) if name.endswith("_id")}
    return {name: _id(given, name, errors, is_needed=is_needed) for name, is_needed in wanted.items()}


def _ages(given: Mapping[str, str], offers: tuple[str, ...], errors: list[FieldError]) -> tuple[int, str]:
    """Return the days of a bucket, and the bucket that is wanted alone."""
    interval = given.get("interval", "").strip() or str(SHORT)
    bucket = given.get("bucket", "").strip() if "bucket" in offers else ""
    if "interval" not in offers:
        return SHORT, ""
    if interval not in map(str, INTERVALS):
        errors.append(FieldError("interval", _INVALID, {"field": "interval"}))
        return SHORT, ""
    if bucket and bucket not in bucket_keys(int(interval)):
        errors.append(FieldError("bucket", _INVALID, {"field": "bucket"}))
    return int(interval), bucket


def _id(given: Mapping[str, str], name: str, errors: list[FieldError], *, is_needed: bool) -> int | None:
    text = given.get(name, "").strip()
    if not text:
        if is_needed:
            errors.append(missing(name))
    elif not is_id(text):
        errors.append(FieldError(name, _INVALID, {"field": name}))
    else:
        return int(text)
    return None


def _moment(given: Mapping[str, str], errors: list[FieldError]) -> datetime | None:
    text = given.get("known_at", "").strip()
    if not text:
        return None
    try:
        return read_moment(text)
    except ValueError:
        errors.append(FieldError("known_at", _INVALID, {"field": "known_at"}))
        return None
