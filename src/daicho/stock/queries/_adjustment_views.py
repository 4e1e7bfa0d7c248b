"""Adjustments as plain views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import CustomValue, custom_values
from daicho.stock.core.approval import State
from daicho.stock.models import Adjustment, AdjustmentLine
from daicho.stock.queries._worth_of_lines import worth_of_lines
from daicho.stock.queries.batches_of_lines import BatchOfLine, batches_of_lines


@dataclass(frozen=True, slots=True)
class AdjustmentLineView:
    """A line. `quantity` and `rate` (None: what costing finds) in 10^-6; `total` is what the line is worth.

    That is what stock says where the adjustment is carried out, later differences included; else what was given.
    """

    line_id: int
    item_id: int
    name: str
    description: str
    unit: str
    location_id: int
    location_name: str
    account_id: int
    account_name: str
    quantity: int
    rate: int | None
    total: Money
    tracking: str
    batches: Sequence[BatchOfLine]


@dataclass(frozen=True, slots=True)
class AdjustmentView:
    """An adjustment; `total` is the change of the stock's value."""

    adjustment_id: int
    number: str
    adjustment_type: str
    state: State
    state_reason: str
    date: date
    reason_id: int
    reason: str
    location_id: int
    location_name: str
    account_id: int
    account_name: str
    reference: str
    description: str
    total: Money
    lines: tuple[AdjustmentLineView, ...]
    custom: Sequence[CustomValue]
    created_at: datetime
    modified_at: datetime


def adjustment_views(ctx: Ctx, rows: Sequence[Adjustment]) -> list[AdjustmentView]:
    """Return the views of these rows (read with location, account and reason), in at most six queries."""
    ids = [row.id for row in rows]
    currency = organization_profile(ctx).base_currency
    lines = AdjustmentLine.objects.filter(adjustment_id__in=ids).select_related("location", "account", "item")
    by_document: dict[int, list[AdjustmentLine]] = {row_id: [] for row_id in ids}
    for line in lines.order_by("position", "id"):
        by_document[line.adjustment_id].append(line)
    counting = [line.id for row in rows if row.state == State.ADJUSTED for line in by_document[row.id]]
    worth = worth_of_lines(counting)
    divided = [line.id for own in by_document.values() for line in own if line.item.tracking]
    batches = batches_of_lines(ctx, line_ids=divided)
    custom = custom_values(ctx, entity="inventoryadjustment", entity_ids=ids)
    found = []
    for row in rows:
        views = tuple(_line(line, worth, batches.get(line.id, ()), currency) for line in by_document[row.id])
        found.append(
            AdjustmentView(
                adjustment_id=row.id,
                number=row.number,
                adjustment_type=row.adjustment_type,
                state=State(row.state),
                state_reason=row.state_reason,
                date=row.date,
                reason_id=row.reason_id,
                reason=row.reason.name,
                location_id=row.location_id,
                location_name=row.location.name,
                account_id=row.account_id,
                account_name=row.account.name,
                reference=row.reference,
                description=row.description,
                total=Money(sum(view.total.minor for view in views), currency),
                lines=views,
                custom=custom[row.id],
                created_at=row.created_at,
                modified_at=row.modified_at,
            )
        )
    return found


def _line(
    line: AdjustmentLine, worth: Mapping[int, int], batches: Sequence[BatchOfLine], currency: str
) -> AdjustmentLineView:
    return AdjustmentLineView(
        line_id=line.id,
        item_id=line.item_id,
        name=line.name,
        description=line.description,
        unit=line.unit,
        location_id=line.location_id,
        location_name=line.location.name,
        account_id=line.account_id,
        account_name=line.account.name,
        quantity=line.quantity_micro,
        rate=line.rate_micro,
        total=Money(worth.get(line.id, line.value_minor or 0), currency),
        tracking=line.item.tracking,
        batches=batches,
    )
