"""The transaction locks as pages and the API show them."""

from daicho.kernel.context import Ctx
from daicho.ledger.core.lock_fields import LockView
from daicho.ledger.core.locks import Scope
from daicho.ledger.models import TransactionLock

_FIELDS = (
    "id", "scope", "until", "reason", "opened_from", "opened_to", "opened_reason", "exempt_user_ids", "locked_by",
    "locked_at",
)  # fmt: skip


def list_locks(ctx: Ctx) -> list[LockView]:
    """Return all locks, that of everything first."""
    del ctx  # the organisation is in scope
    rows = TransactionLock.objects.order_by("scope").values_list(*_FIELDS)
    return [
        LockView(
            lock_id=row[0],
            scope=Scope(row[1]),
            until=row[2],
            reason=row[3],
            opened_from=row[4],
            opened_to=row[5],
            opened_reason=row[6],
            exempt_user_ids=_user_ids(row[7]),
            locked_by=row[8],
            locked_at=row[9],
        )
        for row in rows
    ]


def _user_ids(text: str) -> tuple[int, ...]:
    return tuple(int(user_id) for user_id in text.split(",") if user_id)
