"""What was open with contacts as it was known at a moment in the past."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import orjson
from django.db.models import F, Max, Min, Q, Sum

from daicho.kernel.rounding import Rounding, divide
from daicho.ledger.models import JournalLine
from daicho.payments.models import Use
from daicho.platform.models import AuditRecord
from daicho.reporting.core.ageing import OpenItem, matched
from daicho.reporting.core.remembered import Done, Ref, Settled, remembered_uses, remembered_values
from daicho.reporting.queries._sides import Side, control_accounts

_SOURCE = ("contact_id", "entry__source_kind", "entry__source_id")
_FOUND = (*_SOURCE, "base", "own", "first", "number")


def remembered_items(side: Side, day: date, known_at: datetime, contact_id: int | None) -> list[OpenItem]:
    """Return the open items of `day` as known at `known_at`; they add up to the control accounts as known then.

    The ledger remembers every amount, the audit trail what settled what and due days.
    """
    of_contact = Q(contact_id=contact_id) if contact_id else Q()
    lines = JournalLine.objects.filter(
        of_contact, account_id__in=control_accounts(side), day__lte=day, recorded_at__lte=known_at
    )
    sums = {"base": Sum("amount_minor"), "own": Sum("currency_amount_minor"), "first": Min("day")}
    rows = lines.order_by().values(*_SOURCE).annotate(**sums, number=Max("entry__source_number"))
    posted = [
        (contact, (kind, source_id), side.sign * int(base), side.sign * int(own), first, number)
        for contact, kind, source_id, base, own, first, number in rows.values_list(*_FOUND)
    ]
    balances: Counter[int] = Counter()
    for contact, _ref, base, *_rest in posted:
        balances[contact] += base
    opening = [row for row in posted if row[1][0] not in side.settlements and row[2]]
    settled, dues = _settled(side, day, known_at, {row[1] for row in posted})
    credits = {(contact, number): ref for contact, ref, *_amounts, number in posted if ref[0] == side.credit}
    for contact, (kind, _id), _base, own, _first, number in posted:
        if kind == "refund" and (contact, number) in credits:  # a refund bears the number of what it is given out of
            settled[credits[contact, number]] += abs(own)
    items = []
    for contact, ref, base, own, first, number in opening:
        carried = divide(base * settled[ref], abs(own), Rounding.HALF_UP) if own and ref in settled else 0
        items.append(OpenItem(contact, *ref, number, first, dues.get(ref), base - carried))
    return matched([item for item in items if item.amount], balances, day)


def _settled(
    side: Side, day: date, known_at: datetime, posted: Collection[Ref]
) -> tuple[Counter[Ref], dict[Ref, date | None]]:
    """Return what had been settled of each document by `day`, and the days on which documents were due."""
    done = _done_since(side, known_at)
    taken: Counter[Ref] = Counter()
    for use in remembered_uses(_uses(side, known_at), done):
        if use.day <= day and use.source in posted:
            taken[use.source] += use.amount
            taken[side.target, use.target_id] += use.amount
    ids = [record_id for kind, record_id in posted if kind == side.target]
    headers = side.target_table.objects.filter(id__in=ids).values_list("id", "due")
    dues: dict[Ref, date | None] = {(side.target, record_id): due for record_id, due in headers}
    earlier = remembered_values((one for one in done if one.ref[0] == side.target), "due")
    return taken, dues | {ref: date.fromisoformat(due) if due else None for ref, due in earlier.items()}


def _uses(side: Side, known_at: datetime) -> list[Settled]:
    rows = Use.objects.filter(target_kind=side.target, created_at__lte=known_at)
    settled = F("amount_minor") + F("withheld_minor")
    columns = rows.annotate(settled=settled).values_list("source_kind", "source_id", "target_id", "date", "settled")
    return [Settled((kind, source_id), *rest) for kind, source_id, *rest in columns]


def _done_since(side: Side, known_at: datetime) -> list[Done]:
    """Return what was done since to payments and credits and to due days, in the order of time."""
    settling = Q(entity__in=[side.payment, side.credit]) & (
        Q(action__in=["applied", "released"]) | Q(action__in=["updated", "deleted"], before__contains='"uses"')
    )
    due = Q(entity=side.target, action__in=["updated", "deleted"], before__contains='"due"')
    rows = AuditRecord.objects.filter(settling | due, at__gt=known_at).order_by("sequence")
    return [
        Done((entity, entity_id), action, _values(before), _values(after))
        for entity, entity_id, action, before, after in rows.values_list(
            "entity", "entity_id", "action", "before", "after"
        )
    ]


def _values(text: str) -> dict[str, Any]:
    return orjson.loads(text) if text else {}
