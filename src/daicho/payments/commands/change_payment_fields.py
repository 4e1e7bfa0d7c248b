"""Change custom fields of a payment and nothing else."""

from collections.abc import Mapping, Sequence

from daicho.kernel.context import Ctx
from daicho.payments.commands.locks import held_payment
from daicho.payments.kinds import PaymentKind
from daicho.payments.models import Payment
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.work import unit_of_work


def change_payment_fields(
    ctx: Ctx, *, kind: PaymentKind, payment_id: int, given: Sequence[Mapping[str, object]]
) -> None:  # fmt: skip
    """Set those of the payment's custom fields that are given. Raises NotFound, InvalidInput."""
    ctx.require("payments.edit")
    with unit_of_work(ctx) as unit:
        held_payment(ctx, kind, payment_id)
        custom = set_custom_values(ctx, entity=kind.entity, entity_id=payment_id, given=given, is_new=False)
        Payment.objects.filter(id=payment_id).update(modified_at=ctx.now)
        unit.record(kind.entity, payment_id, "updated", after=custom)
