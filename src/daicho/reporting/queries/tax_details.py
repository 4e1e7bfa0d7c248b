"""The documents behind the tax summary."""

from collections.abc import Iterator
from heapq import nsmallest

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.reporting.core.report import LIMIT, Column, Kind, Parameters, Report, Row
from daicho.reporting.core.taxed import TaxedDocument, TaxPart
from daicho.reporting.queries._books import Books
from daicho.reporting.queries._percent import percent
from daicho.reporting.queries._sides import contact_names
from daicho.reporting.queries._taxed_documents import INPUT, OUTPUT
from daicho.reporting.queries._taxed_journals import taxed_records

_COLUMNS = (
    Column("date", _("Date"), Kind.DATE),
    Column("source_type", _("Transaction type")),
    Column("source_id", _("Transaction ID"), Kind.ID),
    Column("source_number", _("Number")),
    Column("contact_id", _("Contact ID"), Kind.ID),
    Column("contact_name", _("Contact")),
    Column("tax_id", _("Tax ID"), Kind.ID),
    Column("tax_name", _("Tax")),
    Column("rate", _("Rate"), Kind.SHARE),
    Column("credit_share", _("Reclaimable"), Kind.SHARE),
    Column("taxable_sales", _("Taxable sales"), Kind.MONEY),
    Column("output_tax", _("Output tax"), Kind.MONEY),
    Column("taxable_purchases", _("Taxable purchases"), Kind.MONEY),
    Column("input_tax", _("Input tax"), Kind.MONEY),
)


def tax_details(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return a row for each tax of each document of the period, the earliest first; of one tax where it is given.

    The totals are those of all, the rows the first 10,000.
    """
    books = Books(ctx, parameters.known_at)
    totals = {column.key: 0 for column in _COLUMNS if column.kind is Kind.MONEY}

    def found() -> Iterator[tuple[TaxedDocument, TaxPart]]:
        for document in taxed_records(ctx, parameters.periods[:1], parameters.known_at):
            for part in document.parts():
                if parameters.tax_id in {None, part.key.tax_id}:
                    for key, amount in _amounts(document, part).items():
                        totals[key] += amount
                    yield document, part

    shown = nsmallest(LIMIT, found(), key=lambda pair: (pair[0].day, pair[0].document_id, pair[1].key))
    names = contact_names(document.contact_id for document, _part in shown)
    rows = [_row(document, part, names.get(document.contact_id, ""), books) for document, part in shown]
    cells = {key: books.money(amount) for key, amount in totals.items()}
    return Report("taxdetails", _("Tax summary by document"), _COLUMNS, rows, cells)


def _amounts(document: TaxedDocument, part: TaxPart) -> dict[str, int]:
    side = ("taxable_purchases", INPUT) if document.is_purchase else ("taxable_sales", OUTPUT)
    return dict(zip(side, (part.taxable, part.tax), strict=True))


def _row(document: TaxedDocument, part: TaxPart, contact_name: str, books: Books) -> Row:
    amounts = dict.fromkeys(("taxable_sales", OUTPUT, "taxable_purchases", INPUT), 0) | _amounts(document, part)
    return {
        "date": document.day,
        "source_type": document.kind,
        "source_id": document.document_id,
        "source_number": document.number,
        "contact_id": document.contact_id,
        "contact_name": contact_name,
        "tax_id": part.key.tax_id,
        "tax_name": part.name,
        "rate": percent(part.key.rate_micro),
        "credit_share": percent(part.key.credit_share * 10**6),
        **{key: books.money(amount) for key, amount in amounts.items()},
    }
