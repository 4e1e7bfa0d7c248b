"""What every document of stock asks before it is saved."""

from collections.abc import Collection, Iterable
from datetime import date

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.core.locks import Scope, is_locked
from daicho.ledger.queries.transaction_locks import transaction_locks
from daicho.stock.core.rules import INACTIVE_LOCATION, LOCKED
from daicho.stock.models import Location


def refuse_locked(ctx: Ctx, days: Collection[date | None]) -> None:
    """Raise RuleBroken (4954) where one of the days is locked for the accounts group."""
    locks = transaction_locks(ctx)
    for day in days:
        if day and is_locked(locks, Scope.ACCOUNTS, day, ctx.actor.user_id):
            raise RuleBroken(LOCKED, _("%(date)s is in a locked period."), {"date": day.isoformat()})


def refuse_inactive(locations: Iterable[Location]) -> None:
    """Raise RuleBroken (4952) where one of the locations takes no new transactions."""
    for location in locations:
        if not location.is_active:
            raise RuleBroken(INACTIVE_LOCATION, _("Location '%(name)s' is inactive."), {"name": location.name})
