"""Document numbers from one row per kind, taken last in the transaction (behaviour.md 9, pains.md E3, E6)."""

from dataclasses import dataclass
from datetime import date

from daicho.kernel.context import Ctx
from daicho.platform.models import NumberSeries

FISCAL_YEAR = "{FY}"


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A numbering series as settings pages and the API show it."""

    series_id: int
    kind: str
    prefix: str
    next_number: int
    digits: int
    restarts_each_fiscal_year: bool


def next_number(ctx: Ctx, kind: str, *, fiscal_year_start: date | None = None) -> str:
    """Take the next number of `kind`, e.g. "SO-00001". Call it last before the write: it locks the series.

    With `fiscal_year_start` a series that restarts each fiscal year begins again at 1 in a new one, and goes on in an
    earlier one; `FISCAL_YEAR` in the prefix is the calendar year in which it begins.
    Raises LookupError (a programmer error) where the organisation has no series of that kind.
    """
    series = NumberSeries.objects.select_for_update().filter(kind=kind).first()
    if series is None:
        raise LookupError(f"no numbering series for {kind} in organisation {ctx.organization_id}")
    number = series.next_number
    if series.restarts_each_fiscal_year and fiscal_year_start and fiscal_year_start != series.fiscal_year_start:
        others = dict(series.other_years)
        if series.fiscal_year_start:
            others[str(series.fiscal_year_start)] = number
            number = others.pop(str(fiscal_year_start), 1)
        NumberSeries.objects.filter(id=series.id).update(fiscal_year_start=fiscal_year_start, other_years=others)
    NumberSeries.objects.filter(id=series.id).update(next_number=number + 1)
    prefix = series.prefix.replace(FISCAL_YEAR, str(fiscal_year_start.year)) if fiscal_year_start else series.prefix
    return f"{prefix}{number:0{series.digits}d}"


def hold_series(ctx: Ctx, kind: str) -> None:
    """Let nobody else take or give a number of `kind` until the unit ends; for numbers that are given by hand."""
    del ctx  # the organisation is in scope
    list(NumberSeries.objects.select_for_update().filter(kind=kind).values_list("id"))


def create_series(ctx: Ctx, series: list[tuple[str, str]]) -> None:
    """Create a series for each (kind, prefix)."""
    NumberSeries.objects.bulk_create(
        [NumberSeries(organization_id=ctx.organization_id, kind=kind, prefix=prefix) for kind, prefix in series]
    )


def list_series(ctx: Ctx) -> list[SeriesRow]:
    """Return the organisation's series by kind."""
    del ctx  # the organisation is in scope
    fields = ("id", "kind", "prefix", "next_number", "digits", "restarts_each_fiscal_year")
    return [SeriesRow(*row) for row in NumberSeries.objects.order_by("kind").values_list(*fields)]


def change_series(
    ctx: Ctx, *, kind: str, prefix: str, next_number: int, digits: int, restarts_each_fiscal_year: bool
) -> None:
    """Set prefix, next number, digits and yearly restart of a kind's series."""
    NumberSeries.objects.filter(organization_id=ctx.organization_id, kind=kind).update(
        prefix=prefix,
        next_number=next_number,
        digits=digits,
        restarts_each_fiscal_year=restarts_each_fiscal_year,
    )


def restart_series(ctx: Ctx) -> None:
    """Let every series of the organisation begin at 1 again; for an organisation that has no documents yet."""
    NumberSeries.objects.filter(organization_id=ctx.organization_id).update(
        next_number=1, fiscal_year_start=None, other_years={}
    )
