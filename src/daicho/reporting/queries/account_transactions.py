"""Every line of an account, with its running balance."""

from datetime import date, timedelta

from django.db.models import Q

from daicho.contacts.models import Contact
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.ledger.core.posting import Part
from daicho.ledger.models import JournalLine
from daicho.reporting.core.report import LIMIT, Column, Kind, Parameters, Report, Value
from daicho.reporting.queries._books import Books

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

    Raises NotFound for an account that does not exist.
    """
    books = Books(ctx, parameters.known_at)
    account_id = parameters.account_id
    if account_id not in {account.account_id for account in books.accounts}:
        raise NotFound(_("%(entity)s does not exist."), {"entity": "Account"})
    (opening,) = books.balances([parameters.start - timedelta(days=1)])
    balance = opening.get(account_id, 0)
    rows, debit, credit = [], 0, 0
    lines = _lines(parameters)
    names = dict(Contact.objects.filter(id__in={line[5] for line in lines}).values_list("id", "name"))
    for day, kind, source_id, number, part, contact_id, amount in lines:
        balance, debit, credit = balance + amount, debit + max(amount, 0), credit + max(-amount, 0)
        row: dict[str, Value] = {
            "date": day,
            "source_type": kind,
            "source_id": source_id,
            "source_number": number,
            "is_cost": part == Part.COST,
            "contact_name": names.get(contact_id, ""),
            "debit": books.money(max(amount, 0)),
            "credit": books.money(max(-amount, 0)),
            "balance": books.money(balance),
        }
        rows.append(row)
    totals = {"debit": books.money(debit), "credit": books.money(credit)}
    return Report("accounttransactions", _("Account transactions"), _COLUMNS, rows, totals)


def _lines(parameters: Parameters) -> list[tuple[date, str, int, str, str, int, int]]:
    known = Q(recorded_at__lte=parameters.known_at) if parameters.known_at else Q()
    period = Q(account_id=parameters.account_id, day__gte=parameters.start, day__lte=parameters.end)
    source = ("entry__source_kind", "entry__source_id", "entry__source_number", "entry__part")
    rows = JournalLine.objects.filter(period & known).order_by("day", "recorded_at", "id")
    return list(rows.values_list("day", *source, "contact_id", "amount_minor")[:LIMIT])
