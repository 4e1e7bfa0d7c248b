"""Payments for tests, made by the real commands."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from daicho.kernel.context import Ctx
from daicho.payments.commands.create_payment import create_payment
from daicho.payments.core.fields import PaymentFields, UseFields
from daicho.payments.kinds import CUSTOMER_PAYMENT, PaymentKind


def make_payment(
    ctx: Ctx,
    contact_id: int,
    amount: object,
    uses: Mapping[int, object] | None = None,
    *,
    kind: PaymentKind = CUSTOMER_PAYMENT,
    **fields: Any,
) -> int:
    """Record a payment and return its id; `uses`: document → what is applied to it, in major units."""
    wanted: list[UseFields] = [
        {"target_id": target_id, "amount": Decimal(str(used))} for target_id, used in (uses or {}).items()
    ]
    given: Any = {"contact_id": contact_id, "amount": Decimal(str(amount)), "uses": wanted, **fields}
    made: PaymentFields = given
    return create_payment(ctx, kind=kind, fields=made)
