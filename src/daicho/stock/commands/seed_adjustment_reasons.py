"""The reasons every organisation begins with."""

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.stock.core.adjustment import REASONS
from daicho.stock.models import AdjustmentReason


# tidy: allow unauthorised: part of opening an organisation
# tidy: allow unaudited: a list of words
def seed_adjustment_reasons(ctx: Ctx, *, language_code: str) -> None:
    """Write the usual reasons of adjustments, in the organisation's language."""
    with unit_of_work(ctx):
        AdjustmentReason.objects.bulk_create(
            AdjustmentReason(organization_id=ctx.organization_id, name=name)
            for name in REASONS.get(language_code, REASONS["en"])
        )
