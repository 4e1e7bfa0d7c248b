"""Goods that go back to vendors: vendor credits."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Ctx
from daicho.processes.history.cast import Party
from daicho.processes.history.teller import Teller, chance
from daicho.purchases.commands.credit_bill import credit_bill
from daicho.purchases.commands.mark_credit_sent_back import mark_credit_sent_back
from daicho.purchases.kinds import BILL

_RARE = 60
"""In a thousand bills."""


def may_go_back(teller: Teller, ctx: Ctx, vendor: Party, bill_id: int) -> None:
    """Send some of a bill's goods back some days later, of one bill in sixteen."""
    dice = teller.dice("sending back", ctx.today, vendor.place)
    if (chance(dice, _RARE) or teller.never("sent back")) and not vendor.is_foreign:
        teller.at(ctx.today + timedelta(days=dice.randint(2, 8)), partial(_go_back, teller, vendor, bill_id))


def _go_back(teller: Teller, vendor: Party, bill_id: int, ctx: Ctx) -> None:
    view = document_view(ctx, kind=BILL, document_id=bill_id, with_files=False, with_custom=False)
    line = next((line for line in view.lines if line.is_tracked), None)
    if line is None:
        return
    quantity = min(max(int(line.quantity.value) // 8, 1), teller.stock[line.item_id or 0])
    if quantity <= 0:
        return
    credit_id = credit_bill(
        ctx, bill_id=bill_id, quantities={line.line_id: Decimal(quantity)}, fields={"date": ctx.today}, is_open=True
    )
    mark_credit_sent_back(ctx, vendor_credit_id=credit_id)
    teller.once("sent back")
    teller.stock[line.item_id or 0] -= quantity
    teller.with_credit.add(vendor)
