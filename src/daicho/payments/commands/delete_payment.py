"""Delete a payment: what it settled is open again."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.core.posting import Source
from daicho.payments.commands._drawn import refresh_drawn
from daicho.payments.commands._rows import check_days, refs_of, settle, settle_retainers, snapshot
from daicho.payments.commands.locks import held_payment
from daicho.payments.commands.post_settlements import post_settlements
from daicho.payments.core.rules import REFUNDED
from daicho.payments.kinds import PaymentKind
from daicho.payments.models import Payment
from daicho.payments.models import Use as UseRow
from daicho.payments.queries.uses import uses_of
from daicho.platform.attachments import drop_attachments
from daicho.platform.comments import drop_comments
from daicho.platform.custom_fields import drop_custom_values
from daicho.platform.work import unit_of_work


def delete_payment(ctx: Ctx, *, kind: PaymentKind, payment_id: int) -> None:
    """Delete a payment. Raises NotFound, RuleBroken (4653: something of it is given back; 4310: a locked day)."""
    ctx.require("payments.delete")
    with unit_of_work(ctx) as unit:
        payment = held_payment(ctx, kind, payment_id)
        own = uses_of(ctx, sources=[(kind.entity, payment_id)])
        if any(use.target is None for use in own):
            raise RuleBroken(REFUNDED, _("Something of this payment is given back; delete the refund first."))
        check_days(ctx, kind, payment, own, None)
        settle(ctx, kind, own, ())
        settle_retainers(ctx, kind, (payment.retainer_id, payment.amount_minor), None)
        UseRow.objects.filter(source_kind=kind.entity, source_id=payment_id).delete()
        for drop in (drop_attachments, drop_comments, drop_custom_values):
            drop(ctx, entity=kind.entity, entity_id=payment_id)
        Payment.objects.filter(id=payment_id).delete()
        refresh_drawn(ctx, [payment.retainer_id])
        gone = Source(kind.entity, payment_id, payment.number)
        post_settlements(ctx, refs=refs_of(kind, payment_id, own) - {(kind.entity, payment_id)}, gone=[gone])
        unit.record(kind.entity, payment_id, "deleted", before=snapshot(payment, own))
