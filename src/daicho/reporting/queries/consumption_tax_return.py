"""What is to be paid of Japanese consumption tax by each way of computing it (japan.md 1.9; 消費税申告の試算)."""

from collections import defaultdict
from fractions import Fraction

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Row
from daicho.reporting.queries._books import Books
from daicho.reporting.queries._taxed_journals import taxed_records
from daicho.taxes.core.consumption_return import ConsumptionReturn, Side, by_addition, by_division, by_share

_COLUMNS = (
    Column("method", _("Way of computing")),
    Column("taxable_base", _("Taxable base"), Kind.MONEY),
    Column("national_output", _("National tax on sales"), Kind.MONEY),
    Column("credit", _("Credit for purchases"), Kind.MONEY),
    Column("net_national", _("National tax to pay"), Kind.MONEY),
    Column("local", _("Local tax to pay"), Kind.MONEY),
    Column("total", _("To pay together"), Kind.MONEY),
)
_MILLION = 10**6


def consumption_tax_return(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return the tax of the period by division (割戻し), by addition (積上げ), and by the shares of SPC-01 and SPC-02.

    Whether a share may be chosen is for the taxpayer to know. Amounts are in yen, as the law cuts them; without totals.
    """
    books = Books(ctx, parameters.known_at)
    sales, purchases = _sides(ctx, parameters)
    returns = (
        (_("By division on both sides"), by_division(sales, purchases)),
        (_("By division of sales, by addition of purchases"), by_addition(sales, purchases)),
        (_("By addition on both sides"), by_addition(sales, purchases, is_output_added=True)),
        (_("20 % of the tax on sales"), by_share(sales, 20)),
        (_("30 % of the tax on sales"), by_share(sales, 30)),
    )
    rows: list[Row] = [{"method": method, **_cells(books, found)} for method, found in returns]
    return Report("consumptiontaxreturn", _("Consumption tax return"), _COLUMNS, rows, {})


def _cells(books: Books, found: ConsumptionReturn) -> Row:
    figures = {
        "taxable_base": sum(found.bases.values()),
        "national_output": found.national,
        "credit": found.credit,
        "net_national": found.net_national,
        "local": found.local,
        "total": found.total,
    }
    return {key: books.money(amount) for key, amount in figures.items()}


def _sides(ctx: Ctx, parameters: Parameters) -> tuple[Side, Side]:
    """Return sales and purchases by rate in per cent; of unregistered vendors the share that may be reclaimed."""
    gross: dict[bool, dict[Fraction, Fraction]] = {side: defaultdict(Fraction) for side in (False, True)}
    tax: dict[bool, dict[Fraction, int]] = {side: defaultdict(int) for side in (False, True)}
    for document in taxed_records(ctx, parameters.periods[:1], parameters.known_at):
        share = Fraction(100 if document.credit_share is None else document.credit_share, 100)
        for row in document.taxes:
            rate, side = Fraction(row.percentage_micro, _MILLION), document.is_purchase
            if not rate or (side and row.tax_id in document.expensed):
                continue
            gross[side][rate] += document.sign * document.terms.total(row.taxable + row.tax) * share
            tax[side][rate] += document.sign * document.terms.total(document.counted(row))
    return Side(gross[False], tax[False]), Side(gross[True], tax[True])
