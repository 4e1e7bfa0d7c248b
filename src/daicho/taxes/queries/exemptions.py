"""Tax exemptions."""

from collections.abc import Collection
from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.taxes.models import TaxExemption


@dataclass(frozen=True, slots=True)
class ExemptionView:
    """A reason why a customer or an item (`kind`) bears no tax."""

    exemption_id: int
    code: str
    description: str
    kind: str


def exemptions(ctx: Ctx, *, exemption_ids: Collection[int] | None = None) -> list[ExemptionView]:
    """Return the exemptions by code; with ids exactly those that exist."""
    del ctx  # the organisation is in scope
    rows = TaxExemption.objects.order_by("code")
    if exemption_ids is not None:
        rows = rows.filter(id__in=exemption_ids)
    return [ExemptionView(*row) for row in rows.values_list("id", "code", "description", "kind")]
