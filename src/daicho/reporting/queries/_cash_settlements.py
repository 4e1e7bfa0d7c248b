"""What settles documents and uses up credits, of both sides at once, now or as it was known at a moment."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Sum, Value
from django.db.models.expressions import Combinable

from daicho.ledger.models import JournalLine
from daicho.payments.models import Refund, Use
from daicho.reporting.core.cash_basis import Settlement
from daicho.reporting.core.remembered import Done, Ref, Settled, remembered_uses
from daicho.reporting.queries._conditions import any_of, union_of
from daicho.reporting.queries._remembered import done_since
from daicho.reporting.queries._sides import PAYABLE, RECEIVABLE

LANDED = "landedcost"
_SIDES = (RECEIVABLE, PAYABLE)
_TARGETS = {kind: side.target for side in _SIDES for kind in (side.payment, side.credit)}
"""Kind of payment or credit → the kind of document that it settles."""
_CREDITS = tuple(side.credit for side in _SIDES)
_PAYMENTS = tuple(side.payment for side in _SIDES)
_SETTLED = F("amount_minor") + F("withheld_minor")


@dataclass(frozen=True, slots=True)
class Settling:
    """Document or credit → what settles it or uses it up; landed cost that is no more → the bill it came from."""

    of: Mapping[Ref, list[Settlement]]
    landed: Mapping[int, int]


def among(field: str, ids: Sequence[Any]) -> Q:
    """Return the condition that `field` is in one of the sub-queries; none without any."""
    return any_of(Q(**{f"{field}__in": one}) for one in ids) if ids else Q()


def settling_now(documents: Mapping[str, Sequence[Any]]) -> Settling:
    """Return what settles documents, given by kind → sub-queries of their ids. One statement."""
    arms = []
    for kind, ids in documents.items():
        if kind in _CREDITS:
            for table in (Use, Refund):
                rows = table.objects.filter(among("source_id", ids), source_kind=kind)
                arms.append(_columns(rows, kind, "source_id", F("amount_minor")))
        else:
            uses = Use.objects.filter(among("target_id", ids), target_kind=kind)
            arms.append(_columns(uses, kind, "target_id", _SETTLED))
    return Settling(_grouped(((kind, record), day, amount) for kind, record, day, amount in union_of(arms)), {})


def settling_then(known_at: datetime, control_ids: Collection[int]) -> Settling:
    """Return what settled every document as it was known at `known_at`, from the audit trail and the refunds posted."""
    done = _done_since(known_at)
    now = Use.objects.annotate(settled=_SETTLED).values_list("source_kind", "source_id", "target_id", "date", "settled")
    uses = remembered_uses([Settled((kind, source_id), *rest) for kind, source_id, *rest in now], done)
    found = [((_TARGETS[use.source[0]], use.target_id), use.day, use.amount) for use in uses]
    found += [(use.source, use.day, use.amount) for use in uses if use.source[0] in _CREDITS]
    found += _refunds(done, known_at, control_ids)
    landed = {one.ref[1]: int(one.before["source_bill_id"]) for one in done if one.ref[0] == LANDED}
    return Settling(_grouped(found), landed)


def _columns(rows: QuerySet[Any, Any], kind: str, record: str, settled: Combinable) -> QuerySet[Any, Any]:
    named = rows.annotate(kind=Value(kind, output_field=CharField()), record=F(record), settled=settled)
    columns: QuerySet[Any, Any] = named.order_by().values_list("kind", "record", "date", "settled")
    return columns


def _grouped(found: Iterable[tuple[Ref, date, int]]) -> dict[Ref, list[Settlement]]:
    settlements: dict[Ref, list[Settlement]] = {}
    for ref, day, amount in found:
        settlements.setdefault(ref, []).append(Settlement(day, int(amount)))
    return settlements


def _done_since(known_at: datetime) -> list[Done]:
    """Return what was done since to the uses of payments and credits, to refunds, and to landed costs."""
    settling = Q(entity__in=_TARGETS) & (
        Q(action__in=["applied", "released", "refund deleted"]) | Q(before__contains='"uses"')
    )
    made = Q(entity__in=_PAYMENTS, action="created")
    return done_since(settling | made | Q(entity=LANDED, action="deleted"), known_at)


def _refunds(done: list[Done], known_at: datetime, control_ids: Collection[int]) -> list[tuple[Ref, date, int]]:
    """Return credit, day and amount of the refunds that the books had then."""
    rows = Refund.objects.filter(source_kind__in=_CREDITS).values_list("id", "source_kind", "source_id")
    given = {refund_id: (kind, source_id) for refund_id, kind, source_id in rows}
    given |= {one.before["refund_id"]: one.ref for one in done if one.action == "refund deleted"}
    lines = JournalLine.objects.filter(
        account_id__in=control_ids, entry__source_kind="refund", recorded_at__lte=known_at
    ).order_by()
    sums = lines.values_list("entry__source_id", "day").annotate(own=Sum("currency_amount_minor"))
    return [(given[refund_id], day, abs(int(own))) for refund_id, day, own in sums if own and refund_id in given]
