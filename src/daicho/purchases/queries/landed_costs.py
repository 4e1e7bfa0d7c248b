"""Landed costs of bills as plain views."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.purchases.models import LandedCost, LandedCostPart


@dataclass(frozen=True, slots=True)
class LandedPartView:
    """What one line of goods got, in the currency of the bill that the cost comes from; `item_total` in its own."""

    bill_id: int
    line_id: int
    item_id: int
    name: str
    description: str
    quantity: int
    rate: int
    item_total: Money
    amount: Money
    base_amount: Money


@dataclass(frozen=True, slots=True)
class LandedCostView:
    """A landed cost: from which line of which bill to which goods. Quantities and rates of parts are 10^-6."""

    landed_cost_id: int
    bill_id: int
    bill_number: str
    vendor_id: int
    vendor_name: str
    source_bill_id: int
    source_number: str
    source_line_id: int
    source_name: str
    account_id: int | None
    account_name: str
    method: str
    description: str
    currency_code: str
    parts: Sequence[LandedPartView]

    @property
    def amount(self) -> Money:
        """What goes to the goods, in the currency of the bill that it comes from."""
        return Money(sum(part.amount.minor for part in self.parts), self.currency_code)


_COLUMNS = {
    "landed_cost_id": "id",
    "bill_id": "bill_id",
    "bill_number": "bill__number",
    "vendor_id": "bill__contact_id",
    "vendor_name": "bill__contact__name",
    "source_bill_id": "source_line__document_id",
    "source_number": "source_line__document__number",
    "source_line_id": "source_line_id",
    "source_name": "source_line__name",
    "account_id": "source_line__account_id",
    "account_name": "source_line__account__name",
    "method": "method",
    "description": "description",
    "currency_code": "source_line__document__currency_code",
}
_PART = (
    "landed_cost_id", "line__document_id", "line_id", "line__item_id", "line__name", "line__description",
    "line__quantity_micro", "line__rate_micro",
    "line__document__currency_code", "line__amount_minor", "amount_minor", "base_amount_minor",
    "line__document__base_currency",
)  # fmt: skip


def landed_costs(ctx: Ctx, *, bill_id: int, landed_cost_id: int | None = None) -> list[LandedCostView]:
    """Return the landed costs that went to goods of the bill, in their order, or the one; two statements."""
    del ctx  # the organisation is in scope
    rows = LandedCost.objects.filter(bill_id=bill_id)
    rows = rows.filter(id=landed_cost_id) if landed_cost_id is not None else rows
    found: list[dict[str, Any]] = list(rows.order_by("id").values(*_COLUMNS.values()))
    if not found:
        return []
    currencies = {row["id"]: row["source_line__document__currency_code"] for row in found}
    parts: dict[int, list[LandedPartView]] = {row["id"]: [] for row in found}
    lines = LandedCostPart.objects.filter(landed_cost_id__in=parts).order_by("line__position", "id")
    part_rows: list[tuple[Any, ...]] = list(lines.values_list(*_PART))
    for cost_id, *line, own_currency, total, amount, base, base_currency in part_rows:
        own, in_base = Money(amount, currencies[cost_id]), Money(base, base_currency)
        fields: list[Any] = [*line, Money(total, own_currency), own, in_base]
        view = LandedPartView(*fields)
        parts[cost_id].append(view)
    return [_view(row, parts[row["id"]]) for row in found]


def _view(row: dict[str, Any], parts: Sequence[LandedPartView]) -> LandedCostView:
    values: dict[str, Any] = {name: row[path] for name, path in _COLUMNS.items()}
    values["account_name"] = values["account_name"] or ""
    return LandedCostView(parts=parts, **values)
