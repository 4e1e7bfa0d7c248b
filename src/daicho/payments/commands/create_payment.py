"""Record a payment: what was paid, and the documents it settles."""

from daicho.kernel.context import Ctx
from daicho.payments.commands._draft import draft_payment
from daicho.payments.commands._drawn import refresh_drawn
from daicho.payments.commands._numbers import payment_number
from daicho.payments.commands._rows import check_days, refs_of, settle, settle_retainers, snapshot, write_uses
from daicho.payments.commands.locks import hold
from daicho.payments.commands.post_settlements import post_settlements
from daicho.payments.core.fields import PaymentFields
from daicho.payments.kinds import PaymentKind
from daicho.payments.models import Payment
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work


def create_payment(ctx: Ctx, *, kind: PaymentKind, fields: PaymentFields) -> int:
    """Record a payment and return its id; what its uses do not take is unused until it is applied or given back.

    Raises InvalidInput with every fault at once; RuleBroken: 4650 (more is used than is paid), 4651 (another
    contact's document), 4652 (another currency), 4700, 4712 (a document or retainer is not open, or not so much of it),
    4310.
    """
    ctx.require("payments.create")
    with unit_of_work(ctx) as unit:
        hold({(kind.target.entity, use.get("target_id", 0)) for use in fields.get("uses", ())})
        draft = draft_payment(ctx, kind, fields, None)
        check_days(ctx, kind, None, (), draft)
        settle(ctx, kind, (), draft.uses)
        retainer_id, amount = draft.columns["retainer_id"], draft.columns["amount_minor"]
        settle_retainers(ctx, kind, None, (retainer_id, amount))
        payment_id = new_id()
        custom = set_custom_values(
            ctx, entity=kind.entity, entity_id=payment_id, given=fields.get("custom_fields"), is_new=True
        )
        payment = Payment(
            id=payment_id,
            organization_id=ctx.organization_id,
            kind=kind.entity,
            number=payment_number(ctx, kind, fields.get("number", ""), day=draft.columns["date"]),
            used_minor=sum(use.amount for use in draft.uses),
            created_by_id=ctx.actor.user_id,
            created_at=ctx.now,
            modified_at=ctx.now,
            **draft.columns,
        )
        Payment.objects.bulk_create([payment])
        write_uses(ctx, kind, payment_id, draft.uses, is_new=True)
        refresh_drawn(ctx, [retainer_id])
        post_settlements(ctx, refs=refs_of(kind, payment_id, (), draft.uses))
        unit.record(kind.entity, payment_id, "created", after={**snapshot(payment, draft.uses), **custom})
    return payment_id
