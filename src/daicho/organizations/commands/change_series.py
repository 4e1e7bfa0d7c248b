"""How documents are numbered."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, NotFound
from daicho.kernel.text import noop as _
from daicho.platform.numbering import FISCAL_YEAR, SeriesRow, list_series
from daicho.platform.numbering import change_series as write_series
from daicho.platform.work import unit_of_work

_MOST_DIGITS = 12
_LARGEST = 10**12


def change_series(ctx: Ctx, *, series: SeriesRow) -> None:
    """Set prefix, next number, digits and yearly restart of the series of `series.kind`.

    One that restarts each fiscal year has the year in its prefix, as numbers are there once. Raises NotFound for a kind
    without a series, InvalidInput.
    """
    ctx.require("settings.edit")
    bad = [
        name
        for name, holds in (
            ("prefix", len(series.prefix) <= 40),
            ("next_number", 0 < series.next_number < _LARGEST),
            ("digits", 0 < series.digits <= _MOST_DIGITS),
        )
        if not holds
    ]
    if bad:
        message = _("Invalid value passed for %(field)s")
        raise InvalidInput([FieldError(name, message, {"field": f"{series.kind}: {name}"}) for name in bad])
    if series.restarts_each_fiscal_year and FISCAL_YEAR not in series.prefix:
        message = _("Numbers that start again each fiscal year need %(placeholder)s in their prefix: %(field)s")
        named = {"field": f"{series.kind}: prefix", "placeholder": FISCAL_YEAR}
        raise InvalidInput([FieldError("prefix", message, named)])
    with unit_of_work(ctx) as unit:
        before = next((row for row in list_series(ctx) if row.kind == series.kind), None)
        if before is None:
            raise NotFound(_("Number series does not exist."))
        write_series(
            ctx,
            kind=series.kind,
            prefix=series.prefix.strip(),
            next_number=series.next_number,
            digits=series.digits,
            restarts_each_fiscal_year=series.restarts_each_fiscal_year,
        )
        if before != series:
            unit.record("number series", before.series_id, "updated", before=_plain(before), after=_plain(series))


def _plain(series: SeriesRow) -> dict[str, object]:
    return {
        "kind": series.kind,
        "prefix": series.prefix,
        "next_number": series.next_number,
        "digits": series.digits,
        "restarts_each_fiscal_year": series.restarts_each_fiscal_year,
    }
