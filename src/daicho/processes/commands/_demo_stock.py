"""What happened in the warehouses of the demo: a second location, transfers, a count, damage, a revaluation."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from daicho.catalog.queries.item_card import ItemCard, item_card
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import reading
from daicho.stock.commands.create_adjustment import create_adjustment
from daicho.stock.commands.create_location import create_location
from daicho.stock.commands.create_transfer import create_transfer
from daicho.stock.core.adjustment import REASONS, AdjustmentLineFields
from daicho.stock.queries.locations import locations

_NAMES = {"ja": "第二倉庫", "en": "Second Warehouse"}
_NEEDED = 4
_COUNT, _DAMAGE, _REVALUATION = 0, 1, 5
"""Places in the list of reasons."""


def make_stock(ctx: Ctx, item_ids: Sequence[int]) -> None:
    """Make the demo's stock documents of the first tracked items; nothing where there are too few."""
    with reading(ctx):
        profile = organization_profile(ctx)
        cards = item_card(ctx, item_ids=item_ids)
        home = next(place.location_id for place in locations(ctx) if place.is_primary)
    tracked = [cards[item_id] for item_id in item_ids if cards[item_id].is_tracked][:_NEEDED]
    if len(tracked) < _NEEDED:
        return
    language = "ja" if profile.language_code == "ja" else "en"
    second = create_location(ctx, fields={"name": _NAMES[language], "location_type": "line_item_only"})
    for days, cards_moved, on_its_way in ((60, tracked[:2], False), (3, tracked[2:3], True)):
        create_transfer(
            ctx,
            fields={
                "date": ctx.today - timedelta(days=days),
                "from_location_id": home,
                "to_location_id": second,
                "is_intransit_order": on_its_way,
                "lines": [{"item_id": card.item_id, "quantity": Decimal(3)} for card in cards_moved],
            },
        )
    first, other, third, fourth = tracked
    _adjust(ctx, 40, REASONS[language][_COUNT], _change(first, -1), _change(other, 2))
    _adjust(ctx, 20, REASONS[language][_DAMAGE], _change(third, -1))
    _adjust(ctx, 1, REASONS[language][_COUNT], _change(fourth, -1), is_draft=True)
    loss = -max(Decimal(1), Rate(fourth.purchase_rate_micro).value // 10)
    revalued: AdjustmentLineFields = {"item_id": fourth.item_id, "value": loss}
    _adjust(ctx, 10, REASONS[language][_REVALUATION], revalued, adjustment_type="value")


def _change(card: ItemCard, quantity: int) -> AdjustmentLineFields:
    return {"item_id": card.item_id, "quantity": Decimal(quantity)}


def _adjust(
    ctx: Ctx,
    days: int,
    reason: str,
    *lines: AdjustmentLineFields,
    adjustment_type: str = "quantity",
    is_draft: bool = False,
) -> None:
    day = ctx.today - timedelta(days=days)
    create_adjustment(
        ctx,
        fields={"date": day, "reason": reason, "adjustment_type": adjustment_type, "lines": list(lines)},
        is_draft=is_draft,
    )
