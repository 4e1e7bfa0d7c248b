"""Locations to which returned goods come."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.sales.models import SalesReturn, SalesReturnLine, SalesReturnReceiveLine


def return_locations(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of the locations that returns and their receives name; they are not deleted."""
    del ctx  # the organisation is in scope
    parts = [
        model.objects.filter(location_id__in=ids).values_list("location_id")
        for model in (SalesReturn, SalesReturnLine, SalesReturnReceiveLine)
    ]
    return {location_id for (location_id,) in parts[0].union(*parts[1:])}
