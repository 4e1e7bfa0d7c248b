"""Serial numbers that a document could not name."""

from collections.abc import Iterator, Sequence

from django.db.models import Sum

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError
from daicho.kernel.text import noop as _
from daicho.stock.models import Batch
from daicho.stock.queries._batch_views import SIGNED, of_batches

_FIELD = "serial_numbers"


def serial_faults(
    ctx: Ctx,
    *,
    item_id: int,
    numbers: Sequence[str],
    comes: bool | None,
    location_id: int | None = None,
    source_id: int | None = None,
) -> list[FieldError]:
    """Return what is wrong with these serial numbers of an item. Two queries.

    `comes`: the pieces come in, so that they must not be there; they go (False) and must be there, at that location
    where one is given; None: either. What the document `source_id` itself moved does not count.
    """
    del ctx  # the organisation is in scope
    pieces = {
        number: (batch_id, active)
        for number, batch_id, active in Batch.objects.filter(item_id=item_id, number__in=numbers).values_list(
            "number", "id", "is_active"
        )
    }
    moved = of_batches().filter(batch_id__in=[batch_id for batch_id, _active in pieces.values()])
    moved = moved.filter(location_id=location_id) if location_id and comes is False else moved
    moved = moved.exclude(source_id=source_id) if source_id else moved
    there = {
        batch_id for batch_id, quantity in moved.values_list("batch_id").annotate(quantity=Sum(SIGNED)) if quantity > 0
    }
    return [fault for number in numbers for fault in _faults(number, pieces.get(number), there, comes=comes)]


def _faults(
    number: str, piece: tuple[int, bool] | None, there: set[int], *, comes: bool | None
) -> Iterator[FieldError]:
    names = {"number": number}
    if piece and not piece[1]:
        yield FieldError(_FIELD, _("The serial number '%(number)s' is inactive."), names)
    if comes and piece and piece[0] in there:
        yield FieldError(_FIELD, _("The serial number '%(number)s' is there already."), names)
    if comes is False and (piece is None or piece[0] not in there):
        yield FieldError(_FIELD, _("The serial number '%(number)s' is not there."), names)
