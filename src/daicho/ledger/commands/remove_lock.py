"""Unlocking."""

from daicho.kernel.context import Ctx
from daicho.ledger.commands._lock_row import existing_lock, record_lock, values_of
from daicho.ledger.core.locks import Scope
from daicho.ledger.models import TransactionLock
from daicho.platform.work import unit_of_work


def remove_lock(ctx: Ctx, *, scope: Scope) -> None:
    """Take the lock of a module group away. Raises NotFound where there is none."""
    ctx.require("journals.approve")
    with unit_of_work(ctx) as unit:
        row = existing_lock(scope)
        TransactionLock.objects.filter(id=row.id).delete()
        record_lock(unit, row, "unlocked", values_of(row))
