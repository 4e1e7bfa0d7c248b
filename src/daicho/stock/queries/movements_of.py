"""Movements of many lines that count."""

from collections.abc import Collection

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.stock.core.movement import Movement
from daicho.stock.queries.movements import movements

_AT_ONCE = 5_000


def movements_of(ctx: Ctx, *, line_ids: Collection[int]) -> list[Movement]:
    """Return the movements of these lines that count, in no order; so many at a time as a statement can name."""
    wanted = sorted(line_ids)
    parts = (wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE))
    return [movement for part in parts for movement in movements(ctx, where=Q(line_id__in=part))]
