"""Posting what items start with (behaviour.md 6)."""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Q

from daicho.catalog.queries.item_card import ItemCard, item_card
from daicho.catalog.queries.opening_stock import OpeningStockPlace, opening_stock
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.measure import Quantity, Rate, extend
from daicho.kernel.text import noop as _
from daicho.ledger.core.locks import Scope
from daicho.ledger.core.posting import Amount, Line, Slot, Source
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.ledger.queries.system_account import system_account
from daicho.organizations.core.organization import OrganizationProfile as Profile
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import unit_of_work
from daicho.stock.commands.post_all_effects import post_all_effects
from daicho.stock.commands.refuse_shortage import refuse_shortage
from daicho.stock.core.effects import Effects
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement, Stock
from daicho.stock.core.rules import CONSUMED
from daicho.stock.models import Location, LotUse
from daicho.stock.queries.movements import movements

KIND = "openingstock"


# tidy: allow unauthorised: part of the commands that change items or the opening date
# tidy: allow unaudited: the command that changes the item records
def post_opening_stock(ctx: Ctx, *, item_ids: Collection[int] | None = None, is_new: bool = False) -> None:
    """Post the opening stock of these items (None: of all) on the opening day, against Opening Balance Adjustments.

    Quantity or cost of what was consumed already stays as it is (RuleBroken 4956): an adjustment corrects it.
    Raises RuleBroken: 4310 where the opening day, old or new, is locked, 4953 where stock would go below zero and may
    not.
    """
    with unit_of_work(ctx):
        places = opening_stock(ctx, item_ids=item_ids)
        named = Q() if item_ids is None else Q(source_id__in=item_ids)
        posted = [] if is_new else movements(ctx, where=named & Q(source_kind=KIND))
        touched = sorted({place.item_id for place in places} | {movement.item_id for movement in posted})
        if not touched:
            return
        profile = organization_profile(ctx)
        cards = item_card(ctx, item_ids=touched)
        wanted = _movements(places, posted, cards, profile)
        check_open_day(ctx, scope=Scope.ACCOUNTS, days={movement.day for movement in (*posted, *wanted)})
        _refuse_consumed(posted, wanted)
        of_items: Mapping[int, list[Movement]] = {item_id: [] for item_id in touched}
        for movement in wanted:
            of_items[movement.item_id].append(movement)
        offset = system_account(ctx, "opening_balance_offset")
        effects = [
            Effects(
                Source(KIND, item_id, cards[item_id].sku or cards[item_id].name[:100]),
                [_offset(movement, offset, profile.base_currency) for movement in of_items[item_id]],
                of_items[item_id],
            )
            for item_id in touched
        ]
        post_all_effects(ctx, effects=effects, base_currency=profile.base_currency, is_new=is_new)
        refuse_shortage(ctx, before=posted, after=wanted, policy=profile.negative_stock)


def _movements(
    places: Sequence[OpeningStockPlace], posted: Sequence[Movement], cards: Mapping[int, ItemCard], profile: Profile
) -> list[Movement]:
    """Return what the rows want; accounts, and places of rows that name none, stay as they were posted."""
    known = {movement.line_id: movement for movement in posted}
    primary = Location.objects.values_list("id", flat=True).get(is_primary=True)
    rows = []
    for position, place in enumerate(places):
        before, card = known.get(place.line_id), cards[place.item_id]
        account = before.inventory_account_id if before else card.inventory_account_id
        assert account is not None, "a tracked item has an inventory account"
        rows.append(
            Movement(
                line_id=place.line_id,
                item_id=place.item_id,
                location_id=place.location_id or (before.location_id if before else primary),
                kind=Kind.OPENING,
                stock=Stock.BOTH,
                day=profile.opening_day,
                number="",
                position=before.position if before else position,
                quantity=place.quantity_micro,
                inventory_account_id=account,
                contra_account_id=account,
                value=extend(Quantity(place.quantity_micro), Rate(place.rate_micro), profile.base_currency).minor,
            )
        )
    return rows


def _refuse_consumed(posted: Sequence[Movement], wanted: Sequence[Movement]) -> None:
    """Raise RuleBroken where a lot that was used would change in more than its day."""
    kept = {(movement.line_id, movement.quantity, movement.value, movement.location_id) for movement in wanted}
    changed = [
        movement.line_id
        for movement in posted
        if (movement.line_id, movement.quantity, movement.value, movement.location_id) not in kept
    ]
    if changed and LotUse.objects.filter(lot_line_id__in=changed).exists():
        message = _("The opening stock has been used already. Correct it by an inventory adjustment.")
        raise RuleBroken(CONSUMED, message)


def _offset(movement: Movement, account_id: int, currency: str) -> Line:
    value = -(movement.value or 0)
    return Line(Slot(movement.day, account_id, currency=currency), Amount(value, value))
