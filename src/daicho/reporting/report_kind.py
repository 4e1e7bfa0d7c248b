"""What a report is called, asked for and made by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from daicho.kernel.context import Application, Ctx
from daicho.reporting.core.report import Parameters, Report
from daicho.reporting.queries.report_parameters import report_parameters

BOTH: tuple[Application, ...] = ("books", "inventory")
BOOKS: tuple[Application, ...] = ("books",)


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report: its name on the wire, its title, group and words, its query, what it is asked for."""

    name: str
    title: str
    group: str
    summary: str
    query: Callable[..., Report]
    is_period: bool
    applications: tuple[Application, ...] = BOOKS
    asks: tuple[str, ...] = ()
    """Of account_id, item_id, stock: what has to be given."""
    offers: tuple[str, ...] = ()
    """Of contact_id, item_id, tax_id, salesperson_id, interval, bucket: what may be given."""
    compares: bool = False
    """Whether earlier periods can stand beside the one asked for."""
    chart: tuple[str, ...] = ()
    """The totals that are drawn over the periods."""
    is_japanese: bool = False
    """Whether it means something to Japanese organisations only."""
    leads: str = ""
    """The report that tells what its figures are made of."""
    has_cash_basis: bool = False
    """Whether it can be asked for on the cash basis."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of what it can be asked for."""
        days = ("from_date", "to_date") if self.is_period else ("as_of",)
        compares = ("compare", "periods") if self.compares else ()
        return (*days, "known_at", "basis", *self.asks, *self.offers, *compares)

    def asked(self, ctx: Ctx, given: Mapping[str, str]) -> Parameters:
        """Return the parameters in `given`. Raises what `report_parameters` raises."""
        return report_parameters(
            ctx,
            given=given,
            is_period=self.is_period,
            asks=self.asks,
            offers=self.offers,
            compares=self.compares,
            has_cash_basis=self.has_cash_basis,
        )

    def days(self, asked: Parameters, written: Callable[[date], str]) -> list[str]:
        """Return the days of each period in words: from – to, or the day as of which it is."""
        if self.is_period:
            return [f"{written(period.start)} – {written(period.end)}" for period in asked.periods]
        return [written(period.end) for period in asked.periods]
