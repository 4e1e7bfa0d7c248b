"""Keeping which batches, or serial numbers, the lines of a document name."""

from collections.abc import Mapping, Sequence

from daicho.catalog.queries.item_card import ItemCard, item_card
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.measure import MICRO_LIMIT
from daicho.kernel.text import noop as _
from daicho.stock.core.batches import PIECE, BatchedLine, NamedBatch
from daicho.stock.models import Batch, BatchLine
from daicho.stock.queries.moved_lines import moved_lines

_WORDS = {"batch": ("batches", "batch_number"), "serial": ("serial_numbers", "")}
"""How an item is tracked → what its batches are called on the wire: the list, and the number in it."""


# tidy: allow unauthorised: part of the commands that save documents
# tidy: allow unaudited: the command that saves the document records
def keep_batches(ctx: Ctx, *, lines: Sequence[BatchedLine], makes: bool) -> None:
    """Let the lines name these batches and no others; a line without any names none. Called before the document posts.

    `makes`: goods come in, so that a number nobody knows is that of a new batch; else it is refused. What a line names
    need not be its whole quantity until the document posts (by_batch). Raises InvalidInput, naming the field, for goods
    that are not kept in batches, an unknown or inactive batch, one named twice, a serial number for other than one
    piece.
    """
    naming = [line for line in lines if line.batches]
    cards = item_card(ctx, item_ids={line.item_id for line in naming})
    errors = [error for line in naming for error in _errors(line, cards[line.item_id])]
    if errors:
        raise InvalidInput(errors)
    known = _known(naming)
    if makes:
        _make(ctx, naming, known)
    errors = [error for line in naming for error in _unknown(line, cards[line.item_id], known)]
    if errors:
        raise InvalidInput(errors)
    _keep(ctx, lines, known)


_Known = dict[tuple[int, int | str], Batch]
"""(item, number or id of a batch) → the batch."""


def _name(line: BatchedLine, card: ItemCard, place: int) -> str:
    words, number = _WORDS[card.tracking or "batch"]
    dot = "" if line.name.endswith("_") else "."
    return f"{line.name}{dot}{words}[{place}]" + (f".{number}" if number else "")


def _errors(line: BatchedLine, card: ItemCard) -> list[FieldError]:
    names: set[int | str] = set()
    errors = []
    for place, named in enumerate(line.batches):
        field = _name(line, card, place)
        if not card.tracking:
            message = _("%(field)s: '%(item)s' is kept neither in batches nor by serial numbers.")
            errors.append(FieldError(field, message, {"field": field, "item": card.name}))
        elif not 0 < named.quantity <= MICRO_LIMIT or (card.tracking == "serial" and named.quantity != PIECE):
            errors.append(FieldError(field, _("%(field)s: the quantity is not valid."), {"field": field}))
        elif (not named.batch_id and not named.number) or len(named.number) > 100:
            errors.append(FieldError(field, _("%(field)s is missing or too long."), {"field": field}))
        elif _key(named) in names:
            errors.append(FieldError(field, _("%(field)s is named twice."), {"field": field}))
        names.add(_key(named))
    return errors


def _key(named: NamedBatch) -> int | str:
    return named.batch_id or named.number


def _known(lines: Sequence[BatchedLine]) -> _Known:
    items = {line.item_id for line in lines if line.batches}
    ids = {named.batch_id for line in lines for named in line.batches if named.batch_id}
    numbers = {named.number for line in lines for named in line.batches if not named.batch_id}
    found: _Known = {}
    for batch in Batch.objects.filter(item_id__in=items, id__in=ids) if ids else ():
        found[batch.item_id, batch.id] = batch
    for batch in Batch.objects.filter(item_id__in=items, number__in=numbers) if numbers else ():
        found[batch.item_id, batch.number] = batch
    return found


def _make(ctx: Ctx, lines: Sequence[BatchedLine], known: _Known) -> None:
    new: _Known = {}
    for line in lines:
        for named in line.batches:
            key = line.item_id, _key(named)
            if not named.batch_id and key not in known and key not in new:
                new[key] = Batch(
                    organization_id=ctx.organization_id,
                    item_id=line.item_id,
                    number=named.number,
                    manufacturer_number=named.manufacturer_number,
                    manufactured_on=named.manufactured_on,
                    expires_on=named.expires_on,
                )
    Batch.objects.bulk_create(new.values())
    known |= new


def _unknown(line: BatchedLine, card: ItemCard, known: Mapping[tuple[int, int | str], Batch]) -> list[FieldError]:
    errors = []
    for place, named in enumerate(line.batches):
        batch = known.get((line.item_id, _key(named)))
        field = _name(line, card, place)
        if batch is None:
            message = _("%(field)s: '%(number)s' does not exist.")
            errors.append(FieldError(field, message, {"field": field, "number": _key(named)}))
        elif not batch.is_active:
            message = _("%(field)s: '%(number)s' is inactive.")
            errors.append(FieldError(field, message, {"field": field, "number": batch.number}))
    return errors


def _keep(ctx: Ctx, lines: Sequence[BatchedLine], known: _Known) -> None:
    """Write the rows. One that ever moved stays, with nothing of it: movements of the past are told by it."""
    line_ids = [line_id for line in lines for line_id in line.line_ids]
    there = {(row.line_id, row.batch_id): row for row in BatchLine.objects.filter(line_id__in=line_ids)}
    wanted = {
        (line_id, known[line.item_id, _key(named)].id): named.quantity
        for line in lines
        for line_id in line.line_ids
        for named in line.batches
    }
    new = [
        BatchLine(organization_id=ctx.organization_id, line_id=line_id, batch_id=batch_id, quantity_micro=quantity)
        for (line_id, batch_id), quantity in wanted.items()
        if (line_id, batch_id) not in there
    ]
    changed = [row for key, row in there.items() if row.quantity_micro != wanted.get(key, 0)]
    moved = moved_lines(ctx, line_ids=[row.id for row in changed])
    for row in changed:
        row.quantity_micro = wanted.get((row.line_id, row.batch_id), 0)
    gone = [row.id for row in changed if not row.quantity_micro and row.id not in moved]
    BatchLine.objects.filter(id__in=gone).delete()
    BatchLine.objects.bulk_update([row for row in changed if row.id not in gone], ["quantity_micro"])
    BatchLine.objects.bulk_create(new)
