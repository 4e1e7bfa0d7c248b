"""The records that are open with customers or vendors, and how late each is."""

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.reporting.core.ageing import OpenItem, bucket_of
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Row
from daicho.reporting.queries._ageing import CONTACT, control_tie
from daicho.reporting.queries._books import Books
from daicho.reporting.queries._open_items import open_items
from daicho.reporting.queries._sides import Side, contact_names

_COLUMNS = (
    Column("date", _("Date"), Kind.DATE),
    Column("due_date", _("Due date"), Kind.DATE),
    Column("source_type", _("Transaction type")),
    Column("source_id", _("Transaction ID"), Kind.ID),
    Column("source_number", _("Number")),
    *CONTACT,
    Column("days_late", _("Days late"), Kind.COUNT),
    Column("bucket", _("Age"), Kind.BUCKET),
    Column("balance", _("Balance"), Kind.MONEY),
)


def ageing_details(ctx: Ctx, *, parameters: Parameters, side: Side, name: str, title: str) -> Report:
    """Return every open record, the earliest due first; those of one contact and bucket where they are given."""
    books = Books(ctx, parameters.known_at)
    items, balances = open_items(ctx, side, parameters.end, parameters.known_at, parameters.contact_id)
    if parameters.bucket:
        items = [item for item in items if _bucket(item, parameters) == parameters.bucket]
    names = contact_names(item.contact_id for item in items)
    rows: list[Row] = [
        {
            "date": item.day,
            "due_date": item.due,
            "source_type": item.kind,
            "source_id": item.source_id or None,
            "source_number": item.number,
            "contact_id": item.contact_id,
            "contact_name": names.get(item.contact_id, ""),
            "days_late": item.days_late(parameters.end),
            "bucket": _bucket(item, parameters),
            "balance": books.money(item.amount),
        }
        for item in items
    ]
    totals = {"balance": books.money(sum(item.amount for item in items))}
    ties = () if parameters.bucket else control_tie(balances, parameters, books, "balance")
    return Report(name, title, _COLUMNS, rows, totals, ties=ties)


def _bucket(item: OpenItem, parameters: Parameters) -> str:
    return bucket_of(item.days_late(parameters.end), parameters.interval)
