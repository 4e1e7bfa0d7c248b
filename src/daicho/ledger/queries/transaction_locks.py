"""The organisation's transaction locks."""

from typing import Any

from django.db.models import QuerySet

from daicho.kernel.context import Ctx
from daicho.ledger.core.locks import Lock, Scope
from daicho.ledger.models import TransactionLock
from daicho.platform.db.fixed import fixed
from daicho.platform.memory import lasting


@lasting
def transaction_locks(ctx: Ctx) -> list[Lock]:
    """Return all locks, for core.locks."""
    del ctx  # the organisation is in scope
    return [
        Lock(
            Scope(scope),
            until,
            (opened_from, opened_to) if opened_from and opened_to else None,
            frozenset(int(user_id) for user_id in exempt.split(",") if user_id),
        )
        for scope, until, opened_from, opened_to, exempt in _rows()
    ]


@fixed
def _rows() -> QuerySet[TransactionLock, tuple[Any, ...]]:
    return TransactionLock.objects.values_list("scope", "until", "opened_from", "opened_to", "exempt_user_ids")
