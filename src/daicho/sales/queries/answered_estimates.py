"""When estimates were accepted or declined."""

from collections.abc import Collection
from datetime import date
from zoneinfo import ZoneInfo

from daicho.kernel.context import Ctx
from daicho.platform.audit import last_done


def answered_estimates(ctx: Ctx, *, estimate_ids: Collection[int]) -> dict[int, date]:
    """Return estimate → the day on which it last got its answer, in one statement; none without an answer."""
    done = last_done(ctx, entity="estimate", entity_ids=estimate_ids, actions=("accepted", "declined"))
    return {estimate_id: at.astimezone(ZoneInfo(ctx.time_zone)).date() for estimate_id, at in done.items()}
