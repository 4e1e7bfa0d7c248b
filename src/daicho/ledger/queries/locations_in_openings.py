"""Locations that opening balances name."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.ledger.models import OpeningBalanceLine


def locations_in_openings(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of the locations that opening balances name."""
    del ctx  # the organisation is in scope
    rows = OpeningBalanceLine.objects.filter(location_id__in=ids).values_list("location_id", flat=True)
    return {location_id for location_id in rows if location_id}
