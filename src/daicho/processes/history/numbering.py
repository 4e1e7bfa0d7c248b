"""What is kept in batches and by serial numbers: bought once a quarter and sold a week later, the oldest first."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

from daicho.catalog.commands.create_item import create_item
from daicho.catalog.queries.item_choices import item_choices
from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import LineFields
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Quantity, Rate
from daicho.processes.history.cast import Party
from daicho.processes.history.collecting import collect
from daicho.processes.history.lines import fields_of
from daicho.processes.history.paying import pay_later
from daicho.processes.history.teller import Teller
from daicho.purchases.kinds import BILL
from daicho.sales.kinds import INVOICE
from daicho.stock.core.batches import PIECE, NamedBatch

_SKUS = {"batch": "LOT-01", "serial": "SN-01"}
_COSTS = {"JPY": {"batch": Decimal(900), "serial": Decimal(28000)}}
_ABROAD = {"batch": Decimal(9), "serial": Decimal(280)}
_SHELF_LIFE, _OLDER = timedelta(days=300), timedelta(days=250)


def keep_numbers(teller: Teller, ctx: Ctx) -> None:
    """Buy two batches, one of them old already, and three pieces with serial numbers, and sell some of them."""
    vendor = next((party for party in teller.cast.vendors if not party.is_foreign), None)
    customer = next((party for party in teller.cast.customers if not party.is_foreign), None)
    if vendor is None or customer is None:
        return
    if teller.once("numbered items"):
        for tracking in _SKUS:
            _make_item(teller, ctx, tracking)
    if teller.once(("numbered", ctx.today.year, (ctx.today.month - 1) // 3)):
        _buy(teller, ctx, vendor, customer)


def _make_item(teller: Teller, ctx: Ctx, tracking: str) -> None:
    name = {
        "batch": teller.cast.say("抹茶 40g缶", "Matcha, 40 g tin"),
        "serial": teller.cast.say("電動石臼", "Electric tea mill"),
    }
    create_item(
        ctx,
        fields={
            "name": name[tracking],
            "sku": _SKUS[tracking],
            "unit": teller.cast.say("個", "pcs"),
            "item_type": "inventory",
            "tracking": tracking,
            "rate_micro": Rate.of(_cost(teller, tracking) * 2).micro,
            "purchase_rate_micro": Rate.of(_cost(teller, tracking)).micro,
            "tax_id": teller.cast.articles[0].tax_id,
            "purchase_tax_id": teller.cast.articles[0].tax_id,
        },
    )


def _cost(teller: Teller, tracking: str) -> Decimal:
    return _COSTS.get(teller.cast.base_currency, _ABROAD)[tracking]


def _buy(teller: Teller, ctx: Ctx, vendor: Party, customer: Party) -> None:
    made = (ctx.today - _OLDER, ctx.today - timedelta(days=10))
    batches = [
        NamedBatch(
            quantity=Quantity.of(quantity).micro,
            number=f"M{day:%y%m}-{teller.next('batch'):02}",
            manufactured_on=day,
            expires_on=day + _SHELF_LIFE,
        )
        for day, quantity in zip(made, (Decimal(12), Decimal(24)), strict=True)
    ]
    pieces = [NamedBatch(quantity=PIECE, number=f"TM-{teller.next('serial'):05}") for _piece in range(3)]
    lines = [_line(teller, ctx, "batch", batches, 1), _line(teller, ctx, "serial", pieces, 1)]
    fields = fields_of(teller, ctx, vendor, lines)
    fields["number"] = f"N{ctx.today:%y%m%d}-{teller.next('numbered'):03}"
    fields["is_received"] = True
    pay_later(teller, ctx, vendor, create_document(ctx, kind=BILL, fields=fields, is_open=True))
    sold = [NamedBatch(quantity=Quantity.of(Decimal(8)).micro, number=batches[0].number)]
    teller.at(ctx.today + timedelta(days=7), partial(_sell, teller, customer, sold, pieces[:1]))


def _sell(teller: Teller, customer: Party, batches: list[NamedBatch], pieces: list[NamedBatch], ctx: Ctx) -> None:
    fields = fields_of(
        teller, ctx, customer, [_line(teller, ctx, "batch", batches, 2), _line(teller, ctx, "serial", pieces, 2)]
    )
    fields["is_shipped"] = True
    collect(teller, ctx, customer, create_document(ctx, kind=INVOICE, fields=fields, is_open=True))


def _line(teller: Teller, ctx: Ctx, tracking: str, batches: list[NamedBatch], times: int) -> LineFields:
    """Return a line of these batches at so many times their cost."""
    (item,) = item_choices(ctx, text=_SKUS[tracking], limit=1)
    return LineFields(
        item_id=item.item_id,
        quantity=Quantity(sum(batch.quantity for batch in batches)).value,
        rate=_cost(teller, tracking) * times,
        tax_id=item.tax_id,
        batches=batches,
    )
