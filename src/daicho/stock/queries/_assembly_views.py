"""Assemblies as plain views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity, Rate, extend
from daicho.kernel.money import Money
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import CustomValue, custom_values
from daicho.stock.core.approval import State
from daicho.stock.models import Assembly, AssemblyLine
from daicho.stock.queries._worth_of_lines import worth_of_lines
from daicho.stock.queries.batches_of_lines import BatchOfLine, batches_of_lines


@dataclass(frozen=True, slots=True)
class AssemblyLineView:
    """A line. `quantity` of all together and `rate` (None: what costing finds) in 10^-6.

    `total` is what it is worth: what stock says where the assembly is carried out, later differences included; else at
    the purchase rate. `account` is credited with what a service costs; for goods it is their inventory account.
    """

    line_id: int
    item_id: int
    name: str
    sku: str
    description: str
    unit: str
    location_id: int
    location_name: str
    account_id: int
    account_name: str
    quantity: int
    rate: int | None
    total: Money
    batches: Sequence[BatchOfLine]

    @property
    def is_tracked(self) -> bool:
        """Whether the line is about goods."""
        return self.rate is None


@dataclass(frozen=True, slots=True)
class AssemblyView:
    """An assembly; `quantity` in 10^-6, `total` what is put together, or taken apart, is worth.

    `batches` are those of the composite item.
    """

    assembly_id: int
    number: str
    kind: str
    state: State
    date: date
    item_id: int
    item_name: str
    item_sku: str
    unit: str
    quantity: int
    location_id: int
    location_name: str
    reference: str
    description: str
    total: Money
    batches: Sequence[BatchOfLine]
    lines: tuple[AssemblyLineView, ...]
    custom: Sequence[CustomValue]
    created_by_id: int | None
    created_at: datetime
    modified_at: datetime


def assembly_views(ctx: Ctx, rows: Sequence[Assembly]) -> list[AssemblyView]:
    """Return the views of these rows (read with item and location), in five queries."""
    ids = [row.id for row in rows]
    currency = organization_profile(ctx).base_currency
    lines: dict[int, list[Any]] = {row_id: [] for row_id in ids}
    found = AssemblyLine.objects.filter(assembly_id__in=ids).select_related(
        "location", "account", "item", "item__inventory_account"
    )
    for line in found.order_by("position", "id"):
        lines[line.assembly_id].append(line)
    line_ids = {row.id: [row.item_line_id, *(line.id for line in lines[row.id])] for row in rows}
    counting = [row.id for row in rows if row.state == State.BUNDLED]
    items = [row.item for row in rows] + [line.item for own in lines.values() for line in own]
    is_divided = any(item.tracking for item in items)
    worth = worth_of_lines([line_id for row_id in counting for line_id in line_ids[row_id]])
    every = [line_id for own in line_ids.values() for line_id in own] if is_divided else []
    batches = batches_of_lines(ctx, line_ids=every)
    custom = custom_values(ctx, entity="assembly", entity_ids=ids)
    views = []
    for row in rows:
        parts = tuple(_line(line, worth, batches.get(line.id, ()), currency) for line in lines[row.id])
        planned = sum(part.total.minor for part in parts)
        views.append(
            AssemblyView(
                assembly_id=row.id,
                number=row.number,
                kind=row.kind,
                state=State(row.state),
                date=row.date,
                item_id=row.item_id,
                item_name=row.item.name,
                item_sku=row.item.sku,
                unit=row.item.unit,
                quantity=row.quantity_micro,
                location_id=row.location_id,
                location_name=row.location.name,
                reference=row.reference,
                description=row.description,
                total=Money(abs(worth.get(row.item_line_id, planned)), currency),
                batches=batches.get(row.item_line_id, ()),
                lines=parts,
                custom=custom[row.id],
                created_by_id=row.created_by_id,
                created_at=row.created_at,
                modified_at=row.modified_at,
            )
        )
    return views


def _line(line: Any, worth: Mapping[int, int], batches: Sequence[BatchOfLine], currency: str) -> AssemblyLineView:
    rate = line.item.purchase_rate_micro if line.rate_micro is None else line.rate_micro
    planned = extend(Quantity(line.quantity_micro), Rate(rate), currency).minor
    account = line.account or line.item.inventory_account
    return AssemblyLineView(
        line_id=line.id,
        item_id=line.item_id,
        name=line.name,
        sku=line.item.sku,
        description=line.description,
        unit=line.unit,
        location_id=line.location_id,
        location_name=line.location.name,
        account_id=account.id,
        account_name=account.name,
        quantity=line.quantity_micro,
        rate=line.rate_micro,
        total=Money(abs(worth.get(line.id, planned)), currency),
        batches=batches,
    )
