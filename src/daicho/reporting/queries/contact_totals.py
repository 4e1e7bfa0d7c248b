"""What was invoiced to each customer (or billed by each vendor), what of it was paid, and what is open."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.ledger.models import Account, JournalLine
from daicho.reporting.core.months import Span
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Row, Tie, beside, side_by_side
from daicho.reporting.queries._books import Books
from daicho.reporting.queries._conditions import any_of, sum_where, within
from daicho.reporting.queries._sides import RECEIVABLE, Side, contact_balances, contact_names, control_accounts


def contact_totals(ctx: Ctx, *, parameters: Parameters, side: Side, name: str, title: str) -> Report:
    """Return for each contact what came due by documents and what was paid, up to the end of each period.

    Invoiced (billed) is less credits and what was written off. The balance is that of the control accounts; what is
    unused of payments stands beside it, not in it (behaviour.md 4).
    """
    books = Books(ctx, parameters.known_at)
    columns = _columns(side)
    keys = [column.key for column in columns if column.is_figure]
    found = _sums(side, parameters, keys)
    names = contact_names(found)
    rows: list[Row] = [
        {"contact_id": contact_id, "contact_name": names.get(contact_id, ""), **beside(figures, books.money)}
        for contact_id, figures in sorted(found.items(), key=lambda pair: (names.get(pair[0], ""), pair[0]))
    ]
    places = range(len(parameters.periods))
    totals = [{key: sum(figures[place][key] for figures in found.values()) for key in keys} for place in places]
    (balances,) = contact_balances(ctx, side, [Span(None, parameters.end)], parameters.known_at)
    ties = (Tie(_("By the books"), {"balance": books.money(sum(balances.values()))}),)
    shown = side_by_side(columns, len(places))
    return Report(name, title, shown, rows, beside(totals, books.money), ties=ties)


def _columns(side: Side) -> Sequence[Column]:
    billed, paid = (
        (Column("invoiced", _("Invoiced amount"), Kind.MONEY), Column("received", _("Received"), Kind.MONEY))
        if side is RECEIVABLE
        else (Column("billed", _("Billed amount"), Kind.MONEY), Column("paid", _("Paid"), Kind.MONEY))
    )
    return (
        Column("contact_id", _("Contact ID"), Kind.ID),
        Column("contact_name", _("Contact")),
        billed,
        paid,
        Column("balance", _("Balance"), Kind.MONEY),
        Column("unused", _("Unused payments"), Kind.MONEY),
    )


def _sums(side: Side, parameters: Parameters, keys: Sequence[str]) -> dict[int, list[dict[str, int]]]:
    """Return contact → figures of each period in minor units, by one statement."""
    control = Q(account_id__in=control_accounts(side))
    advances = Q(account_id__in=list(Account.objects.filter(system_key=side.advances).values_list("id", flat=True)))
    settles = Q(entry__source_kind__in=[side.payment, "refund"])
    spans = [within("day", Span(None, period.end)) for period in parameters.periods]
    known = Q(recorded_at__lte=parameters.known_at) if parameters.known_at else Q()
    parts: dict[str, Any] = {}
    for place, days in enumerate(spans):
        parts[f"all{place}"] = sum_where("amount_minor", days & control)
        parts[f"settled{place}"] = sum_where("amount_minor", days & control & settles)
        parts[f"unused{place}"] = sum_where("amount_minor", days & advances)
    lines = JournalLine.objects.filter(known, any_of(spans), control | advances)
    rows = lines.order_by().values_list("contact_id").annotate(**parts)
    found: dict[int, list[dict[str, int]]] = {}
    for contact_id, *amounts in rows:
        figures = []
        for place in range(len(spans)):
            balance, settled, unused = (side.sign * int(amount) for amount in amounts[3 * place : 3 * place + 3])
            figures.append(dict(zip(keys, (balance - settled, -settled, balance, -unused), strict=True)))
        if any(any(one.values()) for one in figures):
            found[contact_id] = figures
    return found
