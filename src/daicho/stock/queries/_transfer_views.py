"""Transfer orders as plain views."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from daicho.kernel.context import Ctx
from daicho.platform.custom_fields import CustomValue, custom_values
from daicho.stock.core.approval import State
from daicho.stock.models import TransferLine, TransferOrder
from daicho.stock.queries.batches_of_lines import BatchOfLine, batches_of_lines


@dataclass(frozen=True, slots=True)
class TransferLineView:
    """A line; quantity in 10^-6."""

    line_id: int
    item_id: int
    name: str
    description: str
    unit: str
    quantity: int
    batches: Sequence[BatchOfLine]


@dataclass(frozen=True, slots=True)
class TransferView:
    """A transfer order; `day` is when the goods leave, `received_on` when they arrived."""

    transfer_id: int
    number: str
    state: State
    state_reason: str
    day: date
    received_on: date | None
    from_location_id: int
    from_location_name: str
    to_location_id: int
    to_location_name: str
    is_intransit_order: bool
    description: str
    lines: tuple[TransferLineView, ...]
    custom: Sequence[CustomValue]
    created_at: datetime
    modified_at: datetime

    @property
    def quantity(self) -> int:
        """The sum of all lines, in 10^-6."""
        return sum(line.quantity for line in self.lines)


def transfer_views(ctx: Ctx, rows: Sequence[TransferOrder]) -> list[TransferView]:
    """Return the views of these rows (read with both locations), in three queries."""
    ids = [row.id for row in rows]
    lines: dict[int, list[TransferLineView]] = {row_id: [] for row_id in ids}
    found = list(TransferLine.objects.filter(transfer_id__in=ids).order_by("position", "id"))
    batches = batches_of_lines(ctx, line_ids=[line.id for line in found])
    for line in found:
        lines[line.transfer_id].append(
            TransferLineView(
                line_id=line.id,
                item_id=line.item_id,
                name=line.name,
                description=line.description,
                unit=line.unit,
                quantity=line.quantity_micro,
                batches=batches.get(line.id, ()),
            )
        )
    custom = custom_values(ctx, entity="transferorder", entity_ids=ids)
    return [
        TransferView(
            transfer_id=row.id,
            number=row.number,
            state=State(row.state),
            state_reason=row.state_reason,
            day=row.date,
            received_on=row.received_on,
            from_location_id=row.from_location_id,
            from_location_name=row.from_location.name,
            to_location_id=row.to_location_id,
            to_location_name=row.to_location.name,
            is_intransit_order=row.is_intransit_order,
            description=row.description,
            lines=tuple(lines[row.id]),
            custom=custom[row.id],
            created_at=row.created_at,
            modified_at=row.modified_at,
        )
        for row in rows
    ]
