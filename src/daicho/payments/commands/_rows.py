"""Writing a payment's uses, and what that changes elsewhere."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from daicho.documents.commands.settle_documents import settle_documents
from daicho.kernel.context import Ctx
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.payments.commands._draft import Draft, WantedUse
from daicho.payments.core.settlement import Ref, Use
from daicho.payments.kinds import PaymentKind
from daicho.payments.models import Payment
from daicho.payments.models import Use as UseRow
from daicho.platform.db.ids import new_id


def check_days(ctx: Ctx, kind: PaymentKind, payment: Payment | None, own: Iterable[Use], draft: Draft | None) -> None:
    """Raise RuleBroken (4310) where a day that the payment has, or gets, is locked."""
    days = {payment.date, *(use.day for use in own)} if payment else set()
    if draft:
        days |= {draft.columns["date"], *(use.day for use in draft.uses)}
    check_open_day(ctx, scope=kind.scope, days=days)


def settle(ctx: Ctx, kind: PaymentKind, own: Iterable[Use], wanted: Iterable[WantedUse]) -> None:
    """Let what the payment settles follow from its `own` uses to those `wanted`."""
    changes = Counter({use.target_id: use.settled for use in wanted})
    for use in own:
        if use.target:
            changes[use.target[1]] -= use.settled
    found = {target_id: change for target_id, change in changes.items() if change}
    if found:
        settle_documents(ctx, kind=kind.target, changes=found)


def settle_retainers(
    ctx: Ctx, kind: PaymentKind, before: tuple[int | None, int] | None, after: tuple[int | None, int] | None
) -> None:
    """Let the retainer invoice follow that a payment pays, or did: (its id, what is paid in minor units)."""
    changes: Counter[int] = Counter()
    for paid, sign in ((before, -1), (after, 1)):
        if paid and paid[0]:
            changes[paid[0]] += sign * paid[1]
    found = {retainer_id: change for retainer_id, change in changes.items() if change}
    if kind.retainer and found:
        settle_documents(ctx, kind=kind.retainer, changes=found)


def write_uses(
    ctx: Ctx, kind: PaymentKind, payment_id: int, wanted: Sequence[WantedUse], *, is_new: bool = False
) -> None:
    """Replace the uses of a payment, where it is not new; those that stay keep their ids."""
    created: dict[int, datetime] = {}
    if not is_new:
        rows = UseRow.objects.filter(source_kind=kind.entity, source_id=payment_id)
        created = dict(rows.values_list("id", "created_at"))
        rows.delete()
    UseRow.objects.bulk_create(
        [
            UseRow(
                id=use.use_id or new_id(),
                organization_id=ctx.organization_id,
                source_kind=kind.entity,
                source_id=payment_id,
                target_kind=kind.target.entity,
                target_id=use.target_id,
                date=use.day,
                amount_minor=use.amount,
                withheld_minor=use.withheld,
                created_at=created.get(use.use_id, ctx.now),
            )
            for use in wanted
        ]
    )


def refs_of(kind: PaymentKind, payment_id: int, own: Iterable[Use], wanted: Iterable[WantedUse] = ()) -> set[Ref]:
    """Return the payment and everything it settles, or did."""
    old = {use.target for use in own if use.target}
    return {(kind.entity, payment_id), *old, *((kind.target.entity, use.target_id) for use in wanted)}


def snapshot(payment: Payment, uses: Iterable[WantedUse | Use]) -> dict[str, object]:
    """Return the payment as plain values, for its history."""
    names = (
        "number", "contact_id", "date", "mode", "amount_minor", "fees_minor", "currency_code", "exchange_rate_micro",
        "account_id", "location_id", "retainer_id", "reference", "description",
    )  # fmt: skip
    rows = [
        {"target_id": target_id, "amount_minor": use.amount, "withheld_minor": use.withheld, "date": use.day}
        for use in uses
        if (target_id := use.target_id if isinstance(use, WantedUse) else use.target and use.target[1])
    ]
    return {**{name: getattr(payment, name) for name in names}, "uses": rows}
