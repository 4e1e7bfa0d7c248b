"""Every line of an account, with its running balance."""

from collections import Counter
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from daicho.contacts.models import Contact
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.periods import Period
from daicho.kernel.text import noop as _
from daicho.ledger.core.posting import Part
from daicho.ledger.models import JournalLine
from daicho.reporting.core.remembered import Ref
from daicho.reporting.core.report import LIMIT, Column, Kind, Parameters, Report, Value
from daicho.reporting.queries._books import Books
from daicho.reporting.queries._cash import CashBasis

_COLUMNS = (
    Column("date", _("Date"), Kind.DATE),
    Column("source_type", _("Transaction type")),
    Column("source_id", _("Transaction ID"), Kind.ID),
    Column("source_number", _("Number")),
    Column("contact_name", _("Contact")),
    Column("debit", _("Debit"), Kind.MONEY),
    Column("credit", _("Credit"), Kind.MONEY),
    Column("balance", _("Balance"), Kind.MONEY),
)


def account_transactions(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return the lines of `parameters.account_id` in order of date, after a balance brought forward.

    On the cash basis a line is what a document has counted there on a day. Raises NotFound for an account that does not
    exist.
    """
    books = Books.of(ctx, parameters, has_lines=True)
    account_id = parameters.account_id
    if account_id not in {account.account_id for account in books.accounts}:
        raise NotFound(_("%(entity)s does not exist."), {"entity": "Account"})
    (opening,) = books.balances([parameters.start - timedelta(days=1)])
    balance = opening.get(account_id, 0)
    rows, debit, credit = [], 0, 0
    lines = _lines(parameters) if books.cash is None else _cash_lines(books.cash, parameters)
    names = dict(Contact.objects.filter(id__in={line.contact_id for line in lines}).values_list("id", "name"))
    for line in lines[:LIMIT]:
        amount = line.amount
        balance, debit, credit = balance + amount, debit + max(amount, 0), credit + max(-amount, 0)
        row: dict[str, Value] = {
            "date": line.day,
            "source_type": line.kind,
            "source_id": line.source_id,
            "source_number": line.number,
            "is_cost": line.is_cost,
            "contact_name": names.get(line.contact_id, ""),
            "debit": books.money(max(amount, 0)),
            "credit": books.money(max(-amount, 0)),
            "balance": books.money(balance),
        }
        rows.append(row)
    totals = {"debit": books.money(debit), "credit": books.money(credit)}
    return Report("accounttransactions", _("Account transactions"), _COLUMNS, rows, totals, basis=parameters.basis)


class _Line(NamedTuple):
    """A line of the account: signed amount, debit positive; the source that it is of."""

    day: date
    kind: str
    source_id: int
    number: str
    contact_id: int
    amount: int
    is_cost: bool = False


def _posted(parameters: Parameters) -> QuerySet[Any, Any]:
    """Return the lines in the books in order of date, as the columns of `_Line`, with the part of the entry."""
    known = Q(recorded_at__lte=parameters.known_at) if parameters.known_at else Q()
    period = Q(account_id=parameters.account_id, day__gte=parameters.start, day__lte=parameters.end)
    rows = JournalLine.objects.filter(period & known).order_by("day", "recorded_at", "id")
    source = ("entry__source_kind", "entry__source_id", "entry__source_number")
    return rows.values_list("day", *source, "contact_id", "amount_minor", "entry__part")


def _lines(parameters: Parameters) -> list[_Line]:
    rows = _posted(parameters)[:LIMIT]
    return [_Line(*line, part == Part.COST) for *line, part in rows]  # type: ignore[call-arg]


def _cash_lines(cash: CashBasis, parameters: Parameters) -> list[_Line]:
    """Return what counts of each source on each day, in order of date and number."""
    sums: Counter[tuple[date, Ref]] = Counter()
    named: dict[Ref, tuple[str, int]] = {}
    for *columns, _part in _posted(parameters):
        line = _Line(*columns)
        sums[line.day, (line.kind, line.source_id)] += line.amount
        named[line.kind, line.source_id] = (line.number, line.contact_id)
    for change in cash.lines(Period(parameters.start, parameters.end)):
        if change.posted.account_id == parameters.account_id:
            sums[change.posted.day, change.ref] += change.posted.amount
            named[change.ref] = (change.number, change.contact_id)
    lines = [_Line(day, *ref, *named[ref], amount) for (day, ref), amount in sums.items() if amount]
    return sorted(lines, key=lambda line: (line.day, line.number, line.source_id))
