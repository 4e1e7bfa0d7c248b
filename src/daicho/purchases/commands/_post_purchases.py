"""From stored bills and vendor credits to what they do to stock and books."""

from typing import Any

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.ledger.core.posting import Line, Source
from daicho.platform.work import Unit
from daicho.purchases.queries._booked import Known
from daicho.stock.commands.post_effects import post_effects
from daicho.stock.commands.refuse_shortage import refuse_shortage
from daicho.stock.core.movement import Movement
from daicho.stock.queries.movements import movements


def keep_share(unit: Unit, entity: str, header: Any, share: int, *, is_new: bool) -> None:
    """Keep the share of the tax that may be reclaimed; the trail tells what it was of a document that counted."""
    before = {"credit_percentage": header.credit_percentage}
    type(header).objects.filter(id=header.id).update(credit_percentage=share)
    header.credit_percentage = share
    if not is_new:
        unit.record(entity, header.id, "updated", before=before, after={"credit_percentage": share})


def post_purchase(
    ctx: Ctx,
    header: Any,
    effects: tuple[list[Line], list[Movement]],
    *,
    entity: str,
    sources: Known,
    is_new: bool,
) -> None:
    """Make stock and books say `effects`. Raises RuleBroken (4953) where stock would go below zero and may not."""
    lines, wanted = effects
    source = Source(entity, header.id, header.number)
    before = [] if is_new else movements(ctx, where=Q(source_kind=entity, source_id=header.id))
    post_effects(ctx, source=source, lines=lines, movements=wanted, base_currency=header.base_currency, is_new=is_new)
    refuse_shortage(ctx, before=before, after=wanted, policy=sources.profile.negative_stock)
