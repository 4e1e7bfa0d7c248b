"""What was open with contacts as it was known at a moment in the past."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, F, Max, Min, Q, Sum, Value

from daicho.kernel.rounding import Rounding, divide
from daicho.ledger.models import JournalLine
from daicho.payments.models import Refund, Use
from daicho.reporting.core.ageing import OpenItem, with_rest
from daicho.reporting.core.remembered import Done, Ref, Settled, remembered_uses, remembered_values
from daicho.reporting.queries._conditions import any_of, union_of
from daicho.reporting.queries._remembered import done_since
from daicho.reporting.queries._sides import Side, control_accounts

_SOURCE = ("contact_id", "entry__source_kind", "entry__source_id")
_CHANGED = ("updated", "deleted")
_HEADER = ("number", "date", "due")
_FOUND = (*_SOURCE, "base", "own", "first", "number")


def remembered_items(
    side: Side, day: date, known_at: datetime, contact_id: int | None
) -> tuple[list[OpenItem], dict[int, int]]:
    """Return the open items of `day` as known at `known_at`, and contact → what the control accounts said then.

    The ledger remembers every amount, the audit trail what settled what and due days.
    """
    of_contact = Q(contact_id=contact_id) if contact_id else Q()
    known = Q(day__lte=day, recorded_at__lte=known_at)
    lines = JournalLine.objects.filter(of_contact, known, account_id__in=control_accounts(side))
    sums = {"base": Sum("amount_minor"), "own": Sum("currency_amount_minor"), "first": Min("day")}
    rows = lines.order_by().values(*_SOURCE).annotate(**sums, number=Max("entry__source_number"))
    posted = [
        (contact, (kind, source_id), side.sign * int(base), side.sign * int(own), first, number)
        for contact, kind, source_id, base, own, first, number in rows.values_list(*_FOUND)
        if base or own
    ]
    balances: Counter[int] = Counter()
    for contact, _ref, base, *_rest in posted:
        balances[contact] += base
    opening = [row for row in posted if row[1][0] not in side.settlements]
    done = _done_since(side, known_at)
    settled = _settled(side, day, done, {row[1] for row in posted})
    credits = _refunded(side, done)
    for _contact, ref, _base, own, *_rest in posted:
        if ref[0] == "refund" and ref[1] in credits:
            settled[credits[ref[1]]] += abs(own)
    headers, lost = _headers(side, done, opening), _lost(known)
    items = []
    for contact, ref, base, own, first, number in opening:
        gone, gone_own = lost.get(ref, (0, 0))
        whole = abs(own + gone_own)
        carried = divide((base + gone) * settled[ref], whole, Rounding.HALF_UP) if whole and ref in settled else 0
        named, day_of, due = headers.get(ref, (number, first, None))
        items.append(OpenItem(contact, *ref, named, day_of, due, base - carried))
    return with_rest([item for item in items if item.amount], balances, day), balances


def _settled(side: Side, day: date, done: list[Done], posted: Collection[Ref]) -> Counter[Ref]:
    """Return what had been settled of each document, and used of each credit, by `day`."""
    taken: Counter[Ref] = Counter()
    for use in remembered_uses(_uses(side), [one for one in done if one.ref[0] in {side.payment, side.credit}]):
        if use.day <= day and (use.source in posted or (side.target, use.target_id) in posted):
            taken[use.source] += use.amount
            taken[side.target, use.target_id] += use.amount
    return taken


def _uses(side: Side) -> list[Settled]:
    settled = F("amount_minor") + F("withheld_minor")
    rows = Use.objects.filter(target_kind=side.target).annotate(settled=settled)
    columns = rows.values_list("source_kind", "source_id", "target_id", "date", "settled")
    return [Settled((kind, source_id), *rest) for kind, source_id, *rest in columns]


def _refunded(side: Side, done: list[Done]) -> dict[int, Ref]:
    """Return refund → the credit that it is given out of, of those that there are and that were deleted since."""
    rows = Refund.objects.filter(source_kind=side.credit).values_list("id", "source_id")
    deleted = {one.before["refund_id"]: one.ref for one in done if one.action == "refund deleted"}
    return {refund_id: (side.credit, source_id) for refund_id, source_id in rows} | deleted


def _headers(side: Side, done: list[Done], opening: Collection[tuple[Any, ...]]) -> dict[Ref, tuple[Any, ...]]:
    """Return number, day and due day of documents and credits."""
    arms = [
        table.objects.filter(id__in=[ref[1] for _contact, ref, *_rest in opening if ref[0] == kind])
        .annotate(kind=Value(kind, output_field=CharField()))
        .order_by()
        .values_list("kind", "id", *_HEADER)
        for kind, table in ((side.target, side.target_table), (side.credit, side.credit_table))
    ]
    said: dict[Ref, dict[str, Any]] = {
        (kind, record_id): dict(zip(_HEADER, header, strict=True)) for kind, record_id, *header in union_of(arms)
    }
    own = [one for one in done if one.ref[0] in {side.target, side.credit} and one.action in _CHANGED]
    for name in _HEADER:
        earlier = remembered_values(own, name)
        for ref, value in earlier.items():
            is_day = name != "number" and value
            said.setdefault(ref, {})[name] = date.fromisoformat(value) if is_day else value
    return {ref: tuple(values.get(name) for name in _HEADER) for ref, values in said.items()}


def _lost(known: Q) -> dict[Ref, tuple[int, int]]:
    """Return what was written off of invoices, in base currency and their own."""
    lines = JournalLine.objects.filter(known, account__system_key="bad_debt", entry__source_kind="invoice")
    sums = {"base": Sum("amount_minor"), "own": Sum("currency_amount_minor")}
    rows = lines.order_by().values("entry__source_id").annotate(**sums)
    found = rows.values_list("entry__source_id", *sums)
    return {("invoice", source_id): (int(base), int(own)) for source_id, base, own in found}


def _done_since(side: Side, known_at: datetime) -> list[Done]:
    """Return what was done since to payments, credits, refunds, and to numbers and days."""
    settling = Q(entity__in=[side.payment, side.credit]) & (
        Q(action__in=["applied", "released", "refund deleted"]) | Q(before__contains='"uses"')
    )
    made = Q(entity=side.payment, action="created")
    said = any_of(Q(before__contains=f'"{name}"') for name in _HEADER)
    header = Q(entity__in=[side.target, side.credit], action__in=_CHANGED) & said
    return done_since(settling | made | header, known_at)
