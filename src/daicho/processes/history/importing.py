"""Goods from abroad: freight that becomes part of their cost, foreign balances at the end of a quarter."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

from daicho.documents.commands.create_document import create_document
from daicho.documents.queries.document_view import document_view
from daicho.documents.queries.settled_documents import settled_documents
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.kernel.periods import end_of_month
from daicho.ledger.commands.create_currency_adjustment import create_currency_adjustment
from daicho.ledger.queries.foreign_balances import foreign_balances
from daicho.processes.history.cast import Party
from daicho.processes.history.lines import expense_line, fields_of
from daicho.processes.history.paying import pay_later
from daicho.processes.history.teller import Teller
from daicho.processes.history.world import rate_on
from daicho.purchases.commands.allocate_landed_cost import allocate_landed_cost
from daicho.purchases.kinds import BILL

_FREIGHT = Decimal("0.07")
"""Freight and duty for each unit of value."""
_LANDED = "5040"
_QUARTER_ENDS = (3, 6, 9, 12)


def bring_home(teller: Teller, ctx: Ctx, vendor: Party, bill_id: int) -> None:
    """Plan the forwarder's bill for goods from abroad."""
    del vendor
    if _forwarder(teller):
        teller.at(ctx.today + timedelta(days=3), partial(_forward, teller, bill_id))


def _forwarder(teller: Teller) -> Party | None:
    """Return who carries: a vendor of whom no goods are bought."""
    idle = [vendor for vendor in teller.cast.vendors if not vendor.is_foreign and not teller.cast.goods_of(vendor)]
    return idle[0] if idle else None


def _forward(teller: Teller, goods_bill_id: int, ctx: Ctx) -> None:
    forwarder = _forwarder(teller)
    assert forwarder is not None, "planned for one"
    goods = settled_documents(ctx, kind=BILL, ids=[goods_bill_id])[goods_bill_id]
    value = Money(goods.base_total, goods.base_currency).value * _FREIGHT
    text = teller.cast.say("国際運賃・通関料", "Freight and customs")
    line = expense_line(teller, _LANDED, Decimal(round(value)), text)
    fields = fields_of(teller, ctx, forwarder, [line])
    fields["number"] = f"F{ctx.today:%y%m%d}-{teller.next('freight'):03}"
    bill_id = create_document(ctx, kind=BILL, fields=fields, is_open=True)
    view = document_view(ctx, kind=BILL, document_id=bill_id, with_files=False, with_custom=False)
    allocate_landed_cost(
        ctx, fields={"bill_id": goods_bill_id, "source_line_id": view.lines[0].line_id, "method": "amount"}
    )
    pay_later(teller, ctx, forwarder, bill_id)


def revalue(teller: Teller, ctx: Ctx) -> None:
    """On the first working day after a quarter, adjust foreign balances as of its last day."""
    end = end_of_month((ctx.today.replace(day=1) - timedelta(days=1)).replace(day=1))
    if end.month not in _QUARTER_ENDS or end < teller.start or not teller.once(("revalued", end)):
        return
    for currency in teller.cast.rates:
        accounts = {balance.account_id for balance in foreign_balances(ctx, currency=currency, day=end)}
        if accounts:
            create_currency_adjustment(
                ctx,
                fields={
                    "date": end,
                    "currency_code": currency,
                    "exchange_rate": rate_on(teller.cast, currency, end) * Decimal("1.004"),
                    "notes": teller.cast.say("期末の換算替え", "Rates at the end of the quarter"),
                    "account_ids": accounts,
                },
            )
