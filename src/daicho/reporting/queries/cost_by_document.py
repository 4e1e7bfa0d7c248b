"""What an account of cost consists of: the documents whose goods cost it, each leading to its explanation."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Min, Q

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.ledger.core.posting import Part
from daicho.ledger.models import JournalLine
from daicho.reporting.core.report import EXPLAIN, LIMIT, Column, Kind, Parameters, Report, Row
from daicho.reporting.queries._books import Books
from daicho.reporting.queries._conditions import sum_where

_COLUMNS = (
    Column("date", _("Date"), Kind.DATE),
    Column("source_type", _("Transaction type")),
    Column("source_id", _("Transaction ID"), Kind.ID),
    Column("source_number", _("Number")),
    Column("at_once", _("Cost at once"), Kind.MONEY, leads=EXPLAIN),
    Column("later", _("Became known later"), Kind.MONEY, leads=EXPLAIN),
    Column("other", _("Booked by the document"), Kind.MONEY),
    Column("amount", _("Amount"), Kind.MONEY),
)
_KEYS = ("at_once", "later", "other", "amount")


def cost_by_document(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return for each document what it changed `parameters.account_id` by in the period (debit positive).

    Apart: what costing found for its goods when it was posted, what other documents made known of that later (a
    back-dated bill, landed cost), and what the document booked there itself. Raises NotFound for an unknown account.
    """
    books = Books(ctx, parameters.known_at)
    if parameters.account_id not in {account.account_id for account in books.accounts}:
        raise NotFound(_("%(entity)s does not exist."), {"entity": "Account"})
    rows: list[Row] = []
    totals = dict.fromkeys(_KEYS, 0)
    for day, kind, source_id, number, *amounts in _sources(parameters):
        parts = [int(amount) for amount in amounts]
        figures = dict(zip(_KEYS, (*parts, sum(parts)), strict=True))
        totals = {key: totals[key] + figures[key] for key in _KEYS}
        cells = {key: books.money(figures[key]) if figures[key] or key == "amount" else None for key in _KEYS}
        row: Row = {"date": day, "source_type": kind, "source_id": source_id, "source_number": number, **cells}
        rows.append(row)
    cells = {key: books.money(amount) for key, amount in totals.items()}
    return Report("costbydocument", _("Cost by document"), _COLUMNS, rows[:LIMIT], cells)


def _sources(parameters: Parameters) -> Iterable[tuple[date, str, int, str, int, int, int]]:
    """Return day, kind, id, number and the three amounts of each source, the earliest first; by one statement."""
    known = Q(recorded_at__lte=parameters.known_at) if parameters.known_at else Q()
    period = Q(account_id=parameters.account_id, day__gte=parameters.start, day__lte=parameters.end)
    is_cost, is_own = Q(entry__part=Part.COST), Q(entry__cause_id__isnull=True)
    rows = JournalLine.objects.filter(period & known).order_by().values("entry__source_kind", "entry__source_id")
    sums = rows.annotate(
        first=Min("day"),
        number=Max("entry__source_number"),
        at_once=sum_where("amount_minor", is_cost & is_own),
        later=sum_where("amount_minor", is_cost & ~is_own),
        other=sum_where("amount_minor", ~is_cost),
    ).exclude(at_once=0, later=0, other=0)
    columns = ("first", "entry__source_kind", "entry__source_id", "number", "at_once", "later", "other")
    return sums.order_by("first", "number", "entry__source_id").values_list(*columns)
