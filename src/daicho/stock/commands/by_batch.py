"""Movements of goods that are kept in batches, one for each batch."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from daicho.catalog.queries.item_card import ItemCard, item_card
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.rounding import unscaled
from daicho.kernel.text import noop as _
from daicho.platform.db.ids import new_ids
from daicho.stock.core.batches import BatchPart, split
from daicho.stock.core.event import Kind
from daicho.stock.core.movement import Movement, Stock
from daicho.stock.core.rules import BATCHES_NOT_NAMED, NOT_OF_THAT_BATCH
from daicho.stock.models import BatchLine

Parts = Mapping[int, Sequence[BatchPart]]
"""Line → its parts."""


# tidy: allow unauthorised: the command that posts has authorised
# tidy: allow unaudited: the command that posts records
def by_batch(ctx: Ctx, *, groups: Sequence[Sequence[Movement]]) -> list[Sequence[Movement]]:
    """Return the groups of movements, those of goods in batches divided among the batches that their lines name.

    Only accounting stock knows batches: they are named on what is billed and invoiced, and where goods move without
    being traded, but not on receives and shipments. A cost that comes to goods later (landed cost) goes to their
    batches, whose shares are kept here. One more query, where an item is kept in batches.

    Raises RuleBroken: 4959 where a line does not name the batches of its whole quantity, 4960 where goods come back in
    another batch than they went.
    """
    cards = item_card(ctx, item_ids={movement.item_id for group in groups for movement in group})
    divided = [movement for group in groups for movement in group if _is_divided(movement, cards)]
    if not divided:
        return list(groups)
    parts = _parts([line_id for m in divided for line_id in (m.line_id, m.lot) if line_id])
    _keep_shares(ctx, [m for m in divided if m.kind is Kind.VALUE and m.lot], parts)
    return [[one for movement in group for one in _divided(movement, cards, parts)] for group in groups]


def _divided(movement: Movement, cards: Mapping[int, ItemCard], parts: Parts) -> Sequence[Movement]:
    if not _is_divided(movement, cards):
        return [movement]
    card, own = cards[movement.item_id], parts.get(movement.line_id, ())
    _refuse_gap(card, movement, own)
    lots = {part.batch_id: part.line_id for part in parts.get(movement.lot or 0, ())}
    if movement.lot and any(part.batch_id not in lots for part in own):
        message = _("'%(item)s' can only come back in the batch or with the serial number with which it went.")
        raise RuleBroken(NOT_OF_THAT_BATCH, message, {"item": card.name})
    return split(movement, own, lots)


def _is_divided(movement: Movement, cards: Mapping[int, ItemCard]) -> bool:
    return bool(cards[movement.item_id].tracking) and Stock.ACCOUNTING in movement.stock and not movement.batch_id


def _parts(line_ids: Sequence[int]) -> dict[int, list[BatchPart]]:
    found: dict[int, list[BatchPart]] = defaultdict(list)
    rows = BatchLine.objects.filter(line_id__in=line_ids, quantity_micro__gt=0).order_by("id")
    for line_id, *part in rows.values_list("line_id", "id", "batch_id", "quantity_micro"):
        found[line_id].append(BatchPart(*part))
    return found


def _keep_shares(ctx: Ctx, late: Sequence[Movement], parts: dict[int, list[BatchPart]]) -> None:
    """Let cost that comes later to the goods of a line be shared as these are now."""
    rows: list[BatchLine] = []
    for movement in late:
        there = {part.batch_id: part.line_id for part in parts.get(movement.line_id, ())}
        goods = parts.get(movement.lot or 0, ())
        new = [part for part in goods if part.batch_id not in there]
        there |= {part.batch_id: id for part, id in zip(new, new_ids(len(new)) if new else (), strict=True)}
        rows += [
            BatchLine(
                organization_id=ctx.organization_id,
                id=there[part.batch_id],
                line_id=movement.line_id,
                batch_id=part.batch_id,
                quantity_micro=part.quantity,
            )
            for part in new
        ]
        parts[movement.line_id] = [part._replace(line_id=there[part.batch_id]) for part in goods]
    BatchLine.objects.bulk_create(rows)


def _refuse_gap(card: ItemCard, movement: Movement, parts: Sequence[BatchPart]) -> None:
    named = sum(part.quantity for part in parts)
    if parts and (movement.kind is Kind.VALUE or named == movement.quantity):
        return
    messages = {
        "batch": _("Name the batches of '%(item)s': %(named)s of %(quantity)s are named."),
        "serial": _("Name the serial numbers of '%(item)s': %(named)s of %(quantity)s are named."),
    }
    told = {"named": named, "quantity": movement.quantity}
    quantities = {name: format(unscaled(micro, 6).normalize(), "f") for name, micro in told.items()}
    raise RuleBroken(BATCHES_NOT_NAMED, messages[card.tracking], {"item": card.name, **quantities})
