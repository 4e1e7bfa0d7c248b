"""Documents that may count otherwise on the cash basis than in the books: their lines, and what settles them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, F, Max, OuterRef, Q, QuerySet, Subquery, Sum

from daicho.documents.core.state import COUNTING
from daicho.kernel.periods import Period
from daicho.ledger.core.conversion import ExchangeAccounts
from daicho.ledger.models import JournalLine
from daicho.payments.models import Refund, Use
from daicho.purchases.models import LandedCost
from daicho.reporting.core.cash_basis import Document, Posted, Settlement
from daicho.reporting.core.months import Span
from daicho.reporting.core.remembered import Done, Ref
from daicho.reporting.core.statement import AccountRow
from daicho.reporting.queries._cash_settlements import LANDED, REFUND, among, settling_now, settling_then
from daicho.reporting.queries._conditions import any_of, sum_where, union_of, within
from daicho.reporting.queries._sides import PAYABLE, RECEIVABLE

_ADJUSTMENT = "currencyadjustment"
_CONTROL = ("accounts_receivable", "accounts_payable")
_SLOT = ("entry__source_kind", "entry__source_id", "owner", "day", "account_id", "contact_id")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which days are asked about: `ends` of days whose balances are wanted, `periods` whose every line is wanted."""

    ends: Sequence[date]
    periods: Sequence[Period] = ()

    @property
    def spans(self) -> list[Span]:
        """The days of the periods."""
        return [Span(period.start, period.end) for period in self.periods]

    @property
    def last(self) -> date:
        """The last day that matters."""
        return max((*self.ends, *(period.end for period in self.periods)))


@dataclass(frozen=True, slots=True)
class CashDocument:
    """A document, or a landed cost or currency adjustment that counts as one; what it was called then."""

    ref: Ref
    number: str
    contact_id: int
    document: Document


@dataclass(frozen=True, slots=True)
class _Row:
    """What a source has in an account on a day, in base currency and (`own`) in its own."""

    ref: Ref
    owner: int
    contact_id: int
    posted: Posted
    own: int
    number: str


@dataclass(frozen=True, slots=True)
class _Accounts:
    """All accounts, and those that have a part of their own in the cash basis."""

    ids: frozenset[int]
    control: frozenset[int]
    loss: int
    exchange: ExchangeAccounts

    @classmethod
    def of(cls, accounts: Iterable[AccountRow]) -> "_Accounts":
        """Return them out of all accounts."""
        accounts = list(accounts)
        ids = frozenset(account.account_id for account in accounts)
        named = {account.system_key: account.account_id for account in accounts}
        control = frozenset(account.account_id for account in accounts if account.account_type in _CONTROL)
        return cls(ids, control, named["bad_debt"], ExchangeAccounts(named["fx_gain"], named["fx_loss"]))


def cash_documents(
    all_accounts: Iterable[AccountRow], wanted: Wanted, known_at: datetime | None, done: Sequence[Done]
) -> list[CashDocument]:
    """Return every document of which something does not count on the cash basis on a day that is asked about.

    For `wanted.periods` also those that were settled or have lines in them. Two statements; what they read follows what
    is open and, with periods, what was done in them. As known at a moment all documents are read; `done` is what was
    done since, in the order of time.
    """
    accounts = _Accounts.of(all_accounts)
    until = within("day", Span(None, wanted.last))
    if known_at is None:
        ids = {kind: _ids(kind, table, wanted, accounts) for kind, table in _TABLES.items()}
        settling = settling_now(ids)
        landed = LandedCost.objects.filter(among("source_line__document_id", ids[PAYABLE.target]))
        ids[LANDED] = [landed.values("id"), *_with_lines(LANDED, wanted, accounts)]
        groups = _groups(_arms(ids, until, accounts), accounts)
    else:
        everything: dict[str, list[Any]] = {kind: [] for kind in (*_TABLES, LANDED, REFUND)}
        groups = _groups(_arms(everything, until & Q(recorded_at__lte=known_at), accounts), accounts)
        settling = settling_then(done, _refunds(groups))
    totals = {ref: abs(sum(row.own for row in rows if _is_settled(row.posted))) for ref, rows in groups.items()}
    found = []
    for ref, rows in groups.items():
        lines, of = [row.posted for row in rows], ref
        if ref[0] == _ADJUSTMENT:
            document = Document(1, list(_with_exchange(rows, accounts.exchange)))
        else:
            if ref[0] == LANDED:
                of = (PAYABLE.target, rows[0].owner or settling.landed.get(ref[1], 0))
            document = Document(totals.get(of, 0), lines, settling.of.get(of, ()))
        contact_id = 0 if ref[0] == _ADJUSTMENT else max(row.contact_id for row in rows)
        found.append(CashDocument(ref, max(row.number for row in rows), contact_id, document))
    return found


_TABLES: dict[str, Any] = {
    kind: table
    for side in (RECEIVABLE, PAYABLE)
    for kind, table in ((side.target, side.target_table), (side.credit, side.credit_table))
}
_CREDITS = (RECEIVABLE.credit, PAYABLE.credit)


def _ids(kind: str, table: Any, wanted: Wanted, accounts: _Accounts) -> list[Any]:
    """Return sub-queries of ids: what is not settled on one of the days, and what has to do with one of the periods."""
    conditions = [Q(applied_minor__lt=F("total_minor"))]
    if hasattr(table, "written_off_minor"):
        conditions.append(Q(written_off_minor__gt=0))
    conditions += [Q(date__lte=end) & _settled(kind, Q(date__gt=end)) for end in set(wanted.ends)]
    conditions += [_settled(kind, within("date", span)) for span in wanted.spans]
    documents = table.objects.filter(any_of(conditions), state__in=COUNTING, date__lte=wanted.last).order_by()
    return [documents.values("id"), *_with_lines(kind, wanted, accounts)]


def _with_lines(kind: str, wanted: Wanted, accounts: _Accounts) -> list[Any]:
    """Return the sub-query of ids that have lines in one of the periods; voided and deleted ones are among them."""
    if not wanted.periods:
        return []
    days = any_of(within("day", span) for span in wanted.spans)
    lines = JournalLine.objects.filter(days, account_id__in=accounts.ids, entry__source_kind=kind)
    return [lines.order_by().values("entry__source_id")]


def _settled(kind: str, days: Q) -> Q:
    """Return the condition on documents that something settled them on `days`."""
    if kind not in _CREDITS:
        return Q(id__in=Use.objects.filter(days, target_kind=kind).values("target_id"))
    return any_of(Q(id__in=table.objects.filter(days, source_kind=kind).values("source_id")) for table in (Use, Refund))


def _arms(ids: Mapping[str, Sequence[Any]], known: Q, accounts: _Accounts) -> list[QuerySet[Any, Any]]:
    """Return what each of the sources has in each account on each day, of the sources among `ids` (none: of all)."""
    bills = LandedCost.objects.filter(id=OuterRef("entry__source_id")).values("source_line__document_id")[:1]
    owners: dict[str, Any] = {LANDED: Subquery(bills, output_field=BigIntegerField())}
    lines = JournalLine.objects.filter(known)
    adjusted = lines.filter(entry__source_kind=_ADJUSTMENT, account_id__in=accounts.control)
    arms = [adjusted.annotate(owner=F("entry__source_id"))]
    for kind, own in ids.items():
        rows = lines.filter(among("entry__source_id", own), entry__source_kind=kind)
        arms.append(rows.annotate(owner=owners.get(kind, F("entry__source_id"))))
    sums = {
        "debit": sum_where("amount_minor", Q(amount_minor__gt=0)),
        "credit": sum_where("amount_minor", Q(amount_minor__lt=0)),
        "own": Sum("currency_amount_minor"),
        "number": Max("entry__source_number"),
    }
    return [arm.order_by().values(*_SLOT).annotate(**sums).values_list(*_SLOT, *sums) for arm in arms]


def _groups(arms: Sequence[QuerySet[Any, Any]], accounts: _Accounts) -> dict[Ref, list[_Row]]:
    """Return source → what it has in the books."""
    groups: dict[Ref, list[_Row]] = defaultdict(list)
    for kind, source_id, owner, day, account_id, contact_id, debit, credit, own, number in union_of(arms):
        is_loss = kind == RECEIVABLE.target and account_id == accounts.loss
        is_control = account_id in accounts.control
        posted = Posted(day, account_id, int(debit), -int(credit), is_control, is_loss)
        groups[kind, source_id].append(_Row((kind, source_id), owner or 0, contact_id, posted, int(own), number))
    return groups


def _refunds(groups: dict[Ref, list[_Row]]) -> dict[int, list[Settlement]]:
    """Take refunds out of the groups; return refund → what it has on control accounts, which it uses up of a credit."""
    refunds = [ref for ref in groups if ref[0] == REFUND]
    return {
        ref[1]: [Settlement(row.posted.day, abs(row.own)) for row in groups.pop(ref) if row.posted.is_control]
        for ref in refunds
    }


def _is_settled(line: Posted) -> bool:
    """Tell whether a line is of what has to be settled: the control account before a loss was taken off it."""
    return line.is_control or line.is_loss


def _with_exchange(rows: Collection[_Row], exchange: ExchangeAccounts) -> Iterator[Posted]:
    """Yield what a base currency adjustment has on control accounts, each line with its gain or loss."""
    balances: dict[tuple[int, int], list[Posted]] = defaultdict(list)
    for row in rows:
        balances[row.posted.account_id, row.contact_id].append(row.posted)
    for lines in balances.values():
        lines.sort(key=lambda line: line.day)
        first = next((line.amount for line in lines if line.amount), 0)
        for line in lines:
            yield line
            yield Posted(line.day, exchange.taking(-first), line.credit, line.debit)
