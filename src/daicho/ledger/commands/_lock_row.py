"""The row of a transaction lock, and its trace."""

from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.ledger.core.locks import Scope, digest
from daicho.ledger.models import TransactionLock
from daicho.ledger.queries.transaction_locks import transaction_locks
from daicho.platform.work import Unit

_FIELDS = ("until", "reason", "opened_from", "opened_to", "opened_reason", "exempt_user_ids")


def locked_lock(scope: Scope) -> TransactionLock | None:
    """Return the lock of a module group, held until the transaction ends, None where there is none."""
    return TransactionLock.objects.select_for_update().filter(scope=scope).first()


def existing_lock(scope: Scope) -> TransactionLock:
    """Return the lock of a module group, held until the transaction ends. Raises NotFound."""
    row = locked_lock(scope)
    if row is None:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Transaction lock")})
    return row


def values_of(row: TransactionLock) -> dict[str, object]:
    """Return what the audit trail keeps of a lock."""
    return {"scope": Scope(row.scope).name.lower(), **{name: getattr(row, name) for name in _FIELDS}}


def record_lock(unit: Unit, row: TransactionLock, action: str, before: dict[str, object] | None) -> None:
    """Note what was done to a lock; whoever posts at this moment looks at the locks again."""
    after = None if action == "unlocked" else values_of(row)
    unit.record("transaction_lock", row.id, action, before=before, after=after)
    unit.change_premise(lambda: digest(transaction_locks(unit.ctx)))
