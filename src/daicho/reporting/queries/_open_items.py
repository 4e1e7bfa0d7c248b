"""What is open with contacts at a day, record by record; it adds up to the control accounts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from daicho.documents.core.state import COUNTING
from daicho.kernel.context import Ctx
from daicho.kernel.rounding import Rounding, divide
from daicho.ledger.models import JournalLine
from daicho.payments.models import Refund, Use
from daicho.reporting.core.ageing import OpenItem
from daicho.reporting.core.months import Span
from daicho.reporting.queries._conditions import union_of
from daicho.reporting.queries._remembered_items import remembered_items
from daicho.reporting.queries._sides import Side, added_up, contact_balances, control_accounts

_COLUMNS = ("id", "contact_id", "number", "date", "due", "base_total_minor", "total_minor", "settled")
Rows = QuerySet[Any, Any]


def open_items(
    ctx: Ctx, side: Side, day: date, known_at: datetime | None = None, contact_id: int | None = None
) -> tuple[list[OpenItem], Mapping[int, int]]:
    """Return what is open at the end of `day`, the earliest due first, of one contact where `contact_id` is given.

    With contact → balance of the control accounts, which the items of a contact add up to.
    Documents are asked what of them is settled by then. What else stands on the control accounts (opening balances,
    journals) is asked for only with contacts whose balance shows that there is something.
    """
    if known_at is not None:
        items, balances = remembered_items(side, day, known_at, contact_id)
    else:
        items = open_documents(side, day, contact_id)
        (balances,) = contact_balances(ctx, side, [Span(None, day)], None)
        rest = Counter({key: amount for key, amount in balances.items() if contact_id in {None, key}})
        rest.subtract(sums_by_contact(items))
        items += _others(side, day, [key for key, amount in rest.items() if amount])
    return sorted(items, key=lambda item: (item.due or item.day, item.day, item.number, item.source_id)), balances


def open_documents(side: Side, day: date, contact_id: int | None = None) -> list[OpenItem]:
    """Return the documents of which something is open at the end of `day`."""
    of_contact = Q(contact_id=contact_id) if contact_id else Q()
    return [*_targets(side, day, of_contact), *_credits(side, day, of_contact)]


def sums_by_contact(items: Iterable[OpenItem]) -> Counter[int]:
    """Return contact → sum of the items' amounts."""
    sums: Counter[int] = Counter()
    for item in items:
        sums[item.contact_id] += item.amount
    return sums


def other_sums(side: Side, days: Sequence[date]) -> list[Counter[int]]:
    """Return contact → what opening balances, journals and currency adjustments left, at the end of each of `days`.

    `days` rise; one statement for all.
    """
    rows = _other_lines(side, days[-1]).order_by().values_list("contact_id", "day").annotate(sum=Sum("amount_minor"))
    return added_up(rows, side, days)


def _other_lines(side: Side, day: date) -> Rows:
    """Return the lines of the control accounts until `day` that no document and no settlement of the side made."""
    kinds = (side.target, side.credit, *side.settlements)
    lines = JournalLine.objects.filter(account_id__in=control_accounts(side), day__lte=day)
    return lines.exclude(entry__source_kind__in=kinds)


def _targets(side: Side, day: date, of_contact: Q) -> list[OpenItem]:
    """Return invoices or bills that are not settled at the end of `day`."""
    later = Use.objects.filter(target_kind=side.target, date__gt=day).values("target_id")
    can_be_lost = hasattr(side.target_table, "written_off_on")
    after = Q(id__in=later) | (Q(written_off_on__gt=day) if can_be_lost else Q())
    uses = Use.objects.filter(target_kind=side.target, target_id=OuterRef("id"))
    settled = _sum(uses, "target_id", F("amount_minor") + F("withheld_minor"), day)
    lost = ("written_off_base_minor", "written_off_on") if can_be_lost else ()
    items = []
    for *columns, left, gone, gone_on in _with_lost(_open(side.target_table, after, of_contact, day, settled, lost)):
        items.append(_item(side.target, columns, left, 1, gone if gone_on and gone_on <= day else 0))
    return [item for item in items if item.amount]


def _with_lost(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    width = len(_COLUMNS) + 2
    return (row if len(row) == width else (*row, 0, None) for row in rows)


def _open(
    table: Any, after: Q, of_contact: Q, day: date, settled: Combinable, more: Sequence[str] = ()
) -> Iterable[tuple[Any, ...]]:  # fmt: skip
    """Return `_COLUMNS` and `more` of documents that are not settled now, or were settled after `day` (`after`).

    One statement of two arms: the first uses the index of what is not settled.
    """
    rows = table.objects.filter(of_contact, state__in=COUNTING, date__lte=day).annotate(settled=settled)
    is_open = Q(applied_minor__lt=F("total_minor"))
    arms = [rows.filter(is_open), rows.filter(~is_open, after)]
    return union_of([arm.order_by().values_list(*_COLUMNS, *more) for arm in arms])


def _credits(side: Side, day: date, of_contact: Q) -> list[OpenItem]:
    """Return credit notes or vendor credits of which something is unused at the end of `day`."""
    named = {"source_kind": side.credit}
    later = [table.objects.filter(**named, date__gt=day).values("source_id") for table in (Use, Refund)]
    uses, refunds = (
        _sum(table.objects.filter(**named, source_id=OuterRef("id")), "source_id", F("amount_minor"), day)
        for table in (Use, Refund)
    )
    after = Q(id__in=later[0]) | Q(id__in=later[1])
    rows = _open(side.credit_table, after, of_contact, day, uses + refunds)
    items = [_item(side.credit, columns, settled, -1) for *columns, settled in rows]
    return [item for item in items if item.amount]


def _item(kind: str, columns: Sequence[Any], settled: int, sign: int, gone: int = 0) -> OpenItem:
    """Return what is left of a document after `settled` of it, in base currency (ledger.core.conversion)."""
    record_id, contact_id, number, day, due, base, own = columns
    carried = divide(base * int(settled), own, Rounding.HALF_UP) if own else 0
    return OpenItem(contact_id, kind, record_id, number, day, due, sign * (base - carried - gone))


def _sum(rows: Rows, by: str, amount: Any, day: date) -> Coalesce:
    """Return the sum until `day`, which is no condition on the rows: SQLite would walk their index by day instead."""
    sums = rows.order_by().values(by).annotate(total=Sum(amount, filter=Q(date__lte=day))).values("total")
    return Coalesce(Subquery(sums, output_field=BigIntegerField()), 0)


def _others(side: Side, day: date, contact_ids: Sequence[int]) -> list[OpenItem]:
    """Return what opening balances, journals and currency adjustments left with these contacts."""
    if not contact_ids:
        return []
    rows = _other_lines(side, day).filter(contact_id__in=contact_ids)
    sources = ("contact_id", "entry__source_kind", "entry__source_id")
    found = rows.order_by().values(*sources).annotate(
        sum=Sum("amount_minor"), first=Min("day"), number=Max("entry__source_number")
    )  # fmt: skip
    return [
        OpenItem(contact_id, kind, source_id, number, first, None, side.sign * int(amount))
        for contact_id, kind, source_id, amount, first, number in found.values_list(*sources, "sum", "first", "number")
        if amount
    ]
