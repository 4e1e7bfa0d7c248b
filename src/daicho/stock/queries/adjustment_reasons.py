"""Why stock is adjusted."""

from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.stock.models import AdjustmentReason


@dataclass(frozen=True, slots=True)
class ReasonView:
    """A reason of the organisation's list."""

    reason_id: int
    name: str


def adjustment_reasons(ctx: Ctx) -> list[ReasonView]:
    """Return the reasons in the order in which they joined the list."""
    del ctx  # the organisation is in scope
    return [ReasonView(*row) for row in AdjustmentReason.objects.order_by("id").values_list("id", "name")]
