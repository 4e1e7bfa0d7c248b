"""Change a payment."""

from daicho.kernel.context import Ctx
from daicho.payments.commands._draft import draft_payment
from daicho.payments.commands._drawn import refresh_drawn
from daicho.payments.commands._numbers import payment_number
from daicho.payments.commands._rows import check_days, refs_of, settle, settle_retainers, snapshot, write_uses
from daicho.payments.commands.locks import held_payment
from daicho.payments.commands.post_settlements import post_settlements
from daicho.payments.core.fields import PaymentFields
from daicho.payments.kinds import PaymentKind
from daicho.payments.models import Payment
from daicho.payments.queries.uses import uses_of
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.work import unit_of_work


def update_payment(ctx: Ctx, *, kind: PaymentKind, payment_id: int, fields: PaymentFields) -> None:
    """Change what `fields` give; its uses, where given, replace all uses.

    What the payment said to the books is corrected. Raises NotFound, and what `create_payment` raises; RuleBroken 4653
    (its currency, once something is given back), 4654 (a refund would be earlier than it).
    """
    ctx.require("payments.edit")
    with unit_of_work(ctx) as unit:
        targets = {(kind.target.entity, use.get("target_id", 0)) for use in fields.get("uses", ())}
        payment = held_payment(ctx, kind, payment_id, targets)
        own = uses_of(ctx, sources=[(kind.entity, payment_id)])
        draft = draft_payment(ctx, kind, fields, payment, own)
        check_days(ctx, kind, payment, own, draft)
        before = snapshot(payment, own)
        settle(ctx, kind, own, draft.uses)
        before_paid = (payment.retainer_id, payment.amount_minor)
        after_paid = (draft.columns["retainer_id"], draft.columns["amount_minor"])
        settle_retainers(ctx, kind, before_paid, after_paid)
        if (number := fields.get("number", "").strip()) and number != payment.number:
            payment.number = payment_number(ctx, kind, number, day=payment.date, but=payment_id)
        for name, value in draft.columns.items():
            setattr(payment, name, value)
        refunded = sum(use.amount for use in own if use.target is None)
        payment.used_minor = sum(use.amount for use in draft.uses) + refunded
        payment.modified_at = ctx.now
        custom = set_custom_values(
            ctx, entity=kind.entity, entity_id=payment_id, given=fields.get("custom_fields"), is_new=False
        )
        Payment.objects.bulk_update([payment], [*draft.columns, "number", "used_minor", "modified_at"])
        write_uses(ctx, kind, payment_id, draft.uses)
        refresh_drawn(ctx, [before_paid[0], after_paid[0]])
        post_settlements(ctx, refs=refs_of(kind, payment_id, own, draft.uses))
        after = {**snapshot(payment, draft.uses), **custom}
        changed = {name: value for name, value in after.items() if before.get(name) != value}
        unit.record(
            kind.entity, payment_id, "updated", before={name: before.get(name) for name in changed}, after=changed
        )  # fmt: skip
