"""A landed cost as it will be saved, and its way into stock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from daicho.catalog.queries.item_card import item_card
from daicho.catalog.queries.item_measures import item_measures
from daicho.documents.core.state import COUNTING
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, NotFound, RuleBroken, invalid, missing
from daicho.kernel.text import noop as _
from daicho.ledger.core.conversion import Conversion
from daicho.ledger.core.locks import Scope
from daicho.ledger.core.posting import Source
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.platform.db.ids import new_id
from daicho.purchases.core.landed_cost import (
    ENTITY,
    METHODS,
    LandedCostFields,
    LandedGoods,
    LandedPart,
    movements_of,
    shares,
)
from daicho.purchases.core.rules import NO_LANDED_COST, NO_LINES, NOT_MEASURED
from daicho.purchases.models import Bill, BillLine, LandedCost, LandedCostPart
from daicho.purchases.queries._booked import known
from daicho.purchases.queries.line_costs import line_costs
from daicho.stock.commands.post_effects import post_effects

_BAD = _("Invalid value passed for %(field)s")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What goes from a line to goods: the parts by line in minor units of the source's currency."""

    bill: Bill
    source_line: BillLine
    source: Bill
    method: str
    amounts: Mapping[int, int]


def locked_landed_cost(bill_id: int, landed_cost_id: int) -> LandedCost:
    """Return a landed cost of the bill for changing. Raises NotFound."""
    row = LandedCost.objects.select_for_update().filter(id=landed_cost_id, bill_id=bill_id).first()
    if row is None:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Landed cost")})
    return row


def prepared(ctx: Ctx, fields: LandedCostFields, current: LandedCost | None) -> Prepared:
    """Return what `fields` make of `current`.

    Raises NotFound, InvalidInput, RuleBroken (4857: the line has no cost left, or is none; 4858: nothing to measure by;
    4016: no goods).
    """
    bill_id = fields.get("bill_id") or (current.bill_id if current else 0)
    line_id = fields.get("source_line_id") or (current.source_line_id if current else 0)
    source_line = _source_line(line_id)
    bills = {bill.id: bill for bill in _locked_bills({bill_id, source_line.document_id})}
    if bill_id not in bills:
        raise NotFound(_("Bill does not exist."))
    method = fields.get("method") or (current.method if current else "amount")
    if method not in METHODS:
        raise invalid("allocation_method", _BAD, {"field": "allocation_method"})
    costs = line_costs(ctx, bill_ids=bills.keys())
    left = _left(ctx, source_line, costs[source_line.id], current)
    goods = _goods(ctx, bill_id, costs)
    amounts = fields.get("amounts")
    if amounts is None and current is not None and not fields.keys() & {"method", "amount", "source_line_id"}:
        amounts = dict(LandedCostPart.objects.filter(landed_cost=current).values_list("line_id", "amount_minor"))
    if amounts is None:
        amounts = _shared(method, fields.get("amount") or left, goods)
    if not set(amounts) <= {line.line_id for line in goods} or any(share < 0 for share in amounts.values()):
        raise invalid("cost_allocations", _BAD, {"field": "cost_allocations"})
    if sum(amounts.values()) > left or not any(amounts.values()):
        raise RuleBroken(NO_LANDED_COST, _("More would be allocated than the line has left, or nothing at all."))
    chosen = {line: share for line, share in amounts.items() if share}
    return Prepared(bills[bill_id], source_line, bills[source_line.document_id], method, chosen)


def _source_line(line_id: int) -> BillLine:
    if not line_id:
        raise InvalidInput([missing("reference_item_id")])
    row = BillLine.objects.filter(id=line_id).first()
    if row is None:
        raise invalid("reference_item_id", _BAD, {"field": "reference_item_id"})
    return row


def _shared(method: str, amount: int, goods: Sequence[LandedGoods]) -> dict[int, int]:
    found = shares(method, amount, goods)
    if found is None:
        raise RuleBroken(NOT_MEASURED, _("The goods have no weight or dimensions to allocate by."))
    return {line.line_id: share for line, share in zip(goods, found, strict=True)}


def _locked_bills(ids: set[int]) -> list[Bill]:
    bills = list(Bill.objects.select_for_update().filter(id__in=ids).order_by("id"))
    if any(bill.state not in COUNTING for bill in bills):
        raise RuleBroken(NO_LANDED_COST, _("Landed cost goes from open bills to open bills."))
    return bills


def _left(ctx: Ctx, line: BillLine, cost: int, current: LandedCost | None) -> int:
    """Return what of the line's `cost` no other landed cost took, in minor units of its bill's currency."""
    card = item_card(ctx, item_ids=[line.item_id]).get(line.item_id) if line.item_id else None
    if card is not None and card.is_tracked:
        raise RuleBroken(NO_LANDED_COST, _("Goods are no landed cost: choose a line of freight, duty or the like."))
    taken = LandedCostPart.objects.filter(landed_cost__source_line_id=line.id)
    taken = taken.exclude(landed_cost_id=current.id) if current else taken
    return cost - int(taken.aggregate(sum=Sum("amount_minor", default=0))["sum"])


def _goods(ctx: Ctx, bill_id: int, costs: Mapping[int, int]) -> list[LandedGoods]:
    lines = list(BillLine.objects.filter(document_id=bill_id, item__item_type="inventory").order_by("position"))
    if not lines:
        raise RuleBroken(NO_LINES, _("The bill has no goods that are kept in stock."))
    measures = item_measures(ctx, item_ids={line.item_id for line in lines if line.item_id})
    return [
        LandedGoods(
            line.id,
            line.quantity_micro,
            costs[line.id],
            measures[line.item_id or 0].grams,
            measures[line.item_id or 0].volume,
        )
        for line in lines
    ]


def write_parts(ctx: Ctx, landed_cost_id: int, cost: Prepared) -> list[LandedCostPart]:
    """Replace the parts of a landed cost; those of lines that stay keep their identity."""
    ids = dict(LandedCostPart.objects.filter(landed_cost_id=landed_cost_id).values_list("line_id", "id"))
    LandedCostPart.objects.filter(landed_cost_id=landed_cost_id).delete()
    source = cost.source
    terms = Conversion(source.currency_code, source.exchange_rate_micro, source.base_currency)
    rows = [
        LandedCostPart(
            id=ids.get(line_id) or new_id(),
            organization_id=ctx.organization_id,
            landed_cost_id=landed_cost_id,
            line_id=line_id,
            amount_minor=amount,
            base_amount_minor=base,
        )
        for (line_id, amount), base in zip(cost.amounts.items(), terms.parts(list(cost.amounts.values())), strict=True)
    ]
    LandedCostPart.objects.bulk_create(rows)
    return rows


def post_landed_cost(
    ctx: Ctx, landed_cost_id: int, source: Bill, source_line: BillLine, parts: Sequence[LandedCostPart]
) -> None:
    """Make stock and books say what the landed cost says; nothing without parts. Raises RuleBroken (4310: locked)."""
    check_open_day(ctx, scope=Scope.PURCHASES, days=[source.date])
    lines: dict[int, Any] = {
        line.id: line
        for line in BillLine.objects.filter(id__in=[part.line_id for part in parts]).select_related("document")
    }
    sources = known(ctx, (), {line.item_id for line in lines.values()})
    landed = []
    for position, part in enumerate(parts, start=1):
        line = lines[part.line_id]
        card = sources.cards[line.item_id]
        landed.append(
            LandedPart(
                movement_id=part.id,
                position=position,
                lot_id=line.id,
                lot_day=line.document.date,
                item_id=line.item_id,
                location_id=line.location_id or line.document.location_id or sources.primary_id,
                value=part.base_amount_minor,
                inventory_account_id=card.inventory_account_id or sources.accounts["inventory_asset"],
                cost_account_id=card.purchase_account_id or sources.accounts["cogs_default"],
            )
        )
    account_id = source_line.account_id or sources.accounts["cogs_default"]
    wanted = movements_of(landed, number=source.number, day=source.date, account_id=account_id)
    post_effects(
        ctx,
        source=Source(ENTITY, landed_cost_id, source.number),
        lines=[],
        movements=wanted,
        base_currency=source.base_currency,
    )
