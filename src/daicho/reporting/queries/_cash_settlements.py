"""What settles documents and uses up credits, of both sides at once, now or as it was known at a moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable

from daicho.payments.models import Refund, Use
from daicho.reporting.core.cash_basis import Settlement
from daicho.reporting.core.remembered import Done, Ref, Settled, remembered_uses
from daicho.reporting.queries._conditions import any_of, union_of
from daicho.reporting.queries._sides import PAYABLE, RECEIVABLE

LANDED, REFUND = "landedcost", "refund"
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


def settling_then(done: Sequence[Done], refunds: Mapping[int, Sequence[Settlement]]) -> Settling:
    """Return what settled every document before `done`, which is in the order of time. One statement.

    The audit trail tells what settled what; `refunds` are those that the books had then, by their ids.
    """
    now: list[Settled] = []
    given: dict[int, Ref] = {}
    for is_refund, kind, source_id, of_id, day, amount in union_of(_uses_and_refunds()):
        if is_refund:
            given[of_id] = (kind, source_id)
        else:
            now.append(Settled((kind, source_id), of_id, day, amount))
    given |= {one.before["refund_id"]: one.ref for one in done if one.action == "refund deleted"}
    uses = remembered_uses(now, done)
    found = [((_TARGETS[use.source[0]], use.target_id), use.day, use.amount) for use in uses]
    found += [(use.source, use.day, use.amount) for use in uses if use.source[0] in _CREDITS]
    found += [(given[key], one.day, one.amount) for key, back in refunds.items() if key in given for one in back]
    landed = {one.ref[1]: int(one.before["source_bill_id"]) for one in done if one.ref[0] == LANDED}
    return Settling(_grouped(found), landed)


def _uses_and_refunds() -> list[QuerySet[Any, Any]]:
    """Return all uses, and of refunds of credits what they are given out of."""
    arms = []
    refunds = Refund.objects.filter(source_kind__in=_CREDITS)
    for is_refund, rows, of, settled in (
        (0, Use.objects.all(), "target_id", _SETTLED),
        (1, refunds, "id", F("amount_minor")),
    ):
        named = rows.annotate(is_refund=Value(is_refund), of=F(of), settled=settled).order_by()
        arms.append(named.values_list("is_refund", "source_kind", "source_id", "of", "date", "settled"))
    return arms


def _columns(rows: QuerySet[Any, Any], kind: str, record: str, settled: Combinable) -> QuerySet[Any, Any]:
    named = rows.annotate(kind=Value(kind, output_field=CharField()), record=F(record), settled=settled)
    columns: QuerySet[Any, Any] = named.order_by().values_list("kind", "record", "date", "settled")
    return columns


def _grouped(found: Iterable[tuple[Ref, date, int]]) -> dict[Ref, list[Settlement]]:
    settlements: dict[Ref, list[Settlement]] = {}
    for ref, day, amount in found:
        settlements.setdefault(ref, []).append(Settlement(day, int(amount)))
    return settlements


def done_to_settlements() -> Q:
    """Return the condition on the audit trail: what is done to uses of payments and credits, refunds, landed costs."""
    settling = Q(entity__in=_TARGETS) & (
        Q(action__in=["applied", "released", "refund deleted"]) | Q(before__contains='"uses"')
    )
    made = Q(entity__in=_PAYMENTS, action="created")
    return settling | made | Q(entity=LANDED, action="deleted")
