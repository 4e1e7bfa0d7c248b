"""The one question about locks that every command asks before it writes (behaviour.md 7.1)."""

from collections.abc import Iterable
from datetime import date

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.core.locks import Scope, blocking_lock, digest
from daicho.ledger.core.rules import LOCKED
from daicho.ledger.queries.transaction_locks import transaction_locks
from daicho.platform.work import rest_on


def check_open_day(ctx: Ctx, *, scope: Scope, days: Iterable[date | None]) -> None:
    """Raise RuleBroken (4310) where the caller may not post to one of `days` in the module group `scope`.

    A command names every day it touches: the day a document has and the day it gets, so that nothing moves into a
    locked period or out of it. None stands for no day. A lock that is set before the command commits counts as well.
    """
    wanted = sorted(day for day in days if day)

    def open_days() -> str:
        locks = transaction_locks(ctx)
        for day in wanted:
            lock = blocking_lock(locks, scope, day, ctx.actor.user_id)
            if lock:
                message = _("%(day)s lies in a locked period: transactions up to %(until)s are locked.")
                raise RuleBroken(LOCKED, message, {"day": day.isoformat(), "until": lock.until.isoformat()})
        return digest(locks)

    if wanted:
        rest_on(ctx, open_days)
