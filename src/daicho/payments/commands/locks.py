"""Holding what a settlement changes: documents before payments, each kind in the order of ids."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import DOCUMENTS, PAYMENT_KINDS, PaymentKind
from daicho.payments.models import Payment
from daicho.payments.queries.uses import uses_of


def hold(refs: Collection[Ref]) -> None:
    """Let nobody else change these documents and payments until the unit ends. One order, so that nobody deadlocks."""
    for name, kind in DOCUMENTS.items():
        ids = {record_id for found, record_id in refs if found == name}
        if ids:
            list(kind.header.objects.select_for_update().filter(id__in=ids).order_by("id").values_list("id"))
    ids = {record_id for found, record_id in refs if found in PAYMENT_KINDS}
    if ids:
        list(Payment.objects.select_for_update().filter(id__in=ids).order_by("id").values_list("id"))


def held_payment(ctx: Ctx, kind: PaymentKind, payment_id: int, targets: Collection[Ref] = ()) -> Payment:
    """Return the payment, locked, after what it settles and `targets`. Raises NotFound."""
    own: Ref = (kind.entity, payment_id)
    hold({own, *targets, *(use.target for use in uses_of(ctx, sources=[own]) if use.target)})
    row = Payment.objects.filter(kind=kind.entity, id=payment_id).first()
    if row is None:
        raise NotFound(kind.words.does_not_exist)
    return row
