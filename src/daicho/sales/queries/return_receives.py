"""What arrived of sales returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Coalesce

from daicho.kernel.context import Ctx
from daicho.sales.models import SalesReturnReceiveLine


@dataclass(frozen=True, slots=True)
class ReceivedLineView:
    """A line; quantity in 10^-6. `source_line_id` is the line of the order or the invoice by which the goods left."""

    line_id: int
    return_line_id: int
    item_id: int
    name: str
    description: str
    unit: str
    location_id: int
    location_name: str
    quantity: int
    combo_type: str
    source_line_id: int


@dataclass(frozen=True, slots=True)
class ReturnReceiveView:
    """A receive of a return."""

    receive_id: int
    number: str
    return_id: int
    return_number: str
    day: date
    notes: str
    lines: tuple[ReceivedLineView, ...]


_HEADER = ("receive_id", "receive__number", "receive__sales_return_id", "receive__sales_return__number")
_LINE = (
    "id", "return_line_id", "return_line__item_id", "return_line__name", "return_line__description",
    "return_line__unit", "location_id", "location__name", "quantity_micro", "return_line__item__combo_type",
)  # fmt: skip


def return_receives(ctx: Ctx, *, return_id: int = 0, receive_id: int = 0) -> Sequence[ReturnReceiveView]:
    """Return the receives of a return, or the one receive, by day; one statement. Nothing where there is none."""
    del ctx  # the organisation is in scope
    rows = SalesReturnReceiveLine.objects.filter(
        **({"receive_id": receive_id} if receive_id else {"receive__sales_return_id": return_id})
    ).order_by("receive__date", "receive_id", "position", "id")
    heads: dict[int, tuple[int, str, int, str, date, str]] = {}
    lines: dict[int, list[ReceivedLineView]] = {}
    source = Coalesce("return_line__order_line_id", "return_line__invoice_line_id")
    for row in rows.values_list(*_HEADER, "receive__date", "receive__notes", *_LINE, source):
        heads[row[0]] = row[:6]
        lines.setdefault(row[0], []).append(ReceivedLineView(*row[6:]))
    return [ReturnReceiveView(*head, tuple(lines[key])) for key, head in heads.items()]
