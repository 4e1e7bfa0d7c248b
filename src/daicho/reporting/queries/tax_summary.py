"""Sales and purchases with their taxes, per tax, rate and share that may be reclaimed (japan.md REP-07)."""

from collections.abc import Mapping, Sequence

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Row, Tie, beside, side_by_side
from daicho.reporting.core.taxed import TaxKey
from daicho.reporting.queries._books import Books
from daicho.reporting.queries._percent import percent
from daicho.reporting.queries._taxed_documents import INPUT, OUTPUT, place_of
from daicho.reporting.queries._taxed_journals import taxed_records

_COLUMNS = (
    Column("tax_id", _("Tax ID"), Kind.ID),
    Column("tax_name", _("Tax")),
    Column("rate", _("Rate"), Kind.SHARE),
    Column("credit_share", _("Reclaimable"), Kind.SHARE),
    Column("taxable_sales", _("Taxable sales"), Kind.MONEY),
    Column("output_tax", _("Output tax"), Kind.MONEY),
    Column("taxable_purchases", _("Taxable purchases"), Kind.MONEY),
    Column("input_tax", _("Input tax"), Kind.MONEY),
)
_KEYS = tuple(column.key for column in _COLUMNS if column.is_figure)
Figures = dict[str, int]


def tax_summary(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return for each tax what was sold and bought in each period, without tax, and its tax.

    Input tax is what may be reclaimed. With what else was booked there, the taxes are the change of the tax accounts.
    """
    books, periods = Books(ctx, parameters.known_at), parameters.periods
    found: dict[TaxKey, list[Figures]] = {}
    names: dict[TaxKey, str] = {}
    in_amounts = dict.fromkeys((OUTPUT, INPUT), 0)
    for document in taxed_records(ctx, periods, parameters.known_at):
        place = place_of(document.day, periods)
        side = ("taxable_purchases", INPUT) if document.is_purchase else ("taxable_sales", OUTPUT)
        for part in document.parts():
            figures = found.setdefault(part.key, [dict.fromkeys(_KEYS, 0) for _period in periods])[place or 0]
            for key, amount in zip(side, (part.taxable, part.tax), strict=True):
                figures[key] += amount
            names[part.key] = part.name
            if document.booked is None and place == 0:
                in_amounts[side[1]] += part.tax
    rows: list[Row] = [
        {
            "tax_id": key.tax_id,
            "tax_name": names[key],
            "rate": percent(key.rate_micro),
            "credit_share": percent(key.credit_share * 10**6),
            **beside(figures, books.money),
        }
        for key, figures in sorted(found.items(), key=lambda pair: _order(pair[0], names))
    ]
    totals = [{key: sum(of[place][key] for of in found.values()) for key in _KEYS} for place in range(len(periods))]
    columns = side_by_side(_COLUMNS, len(periods))
    ties = _ties(books, parameters, totals[0], in_amounts)
    return Report("taxsummary", _("Tax summary"), columns, rows, beside(totals, books.money), ties=ties)


def _order(key: TaxKey, names: Mapping[TaxKey, str]) -> tuple[int, str, int, int]:
    return (-key.rate_micro, names[key], key.tax_id, -key.credit_share)


def _ties(books: Books, parameters: Parameters, totals: Figures, in_amounts: Figures) -> Sequence[Tie]:
    """Return what stands between the totals and the change of the tax accounts, and that change."""
    (sums,) = books.sums(parameters.periods[:1])
    ids = {account.system_key: account.account_id for account in books.accounts if account.system_key}
    accounts = {
        key: sign * (sums[ids[key]].balance if ids.get(key) in sums else 0) for key, sign in ((OUTPUT, -1), (INPUT, 1))
    }
    apart = {key: -amount for key, amount in in_amounts.items()}
    other = {key: accounts[key] - totals[key] - apart[key] for key in accounts}
    lines = ((_("Booked with the amounts"), apart), (_("Other entries"), other))
    between = [Tie(label, _cells(books, figures)) for label, figures in lines if any(figures.values())]
    return (*between, Tie(_("Tax accounts"), _cells(books, accounts)))


def _cells(books: Books, figures: Figures) -> Row:
    return {key: books.money(amount) for key, amount in figures.items()}
