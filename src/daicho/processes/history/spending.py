"""What is bought and not sold again: rent, carriers, advertising, as bills of vendors that sell no goods."""

from datetime import timedelta
from decimal import Decimal

from daicho.documents.commands.create_document import create_document
from daicho.kernel.context import Ctx
from daicho.processes.history.lines import expense_line, fields_of
from daicho.processes.history.paying import pay_later
from daicho.processes.history.teller import Teller
from daicho.purchases.kinds import BILL

_SERVICES = (("6100", 4, "配送料", "Deliveries"), ("6220", 9, "倉庫料", "Rent"))
"""Account of either chart, per cent of what an ordinary month sells, text; by the place of the vendor among those."""
_WORTH_OF_A_SALE = {"JPY": Decimal(21_000), "USD": Decimal(330)}


def spend(teller: Teller, ctx: Ctx) -> None:
    """On the first working day after a month, take in the bills of those who sell no goods."""
    end = ctx.today.replace(day=1) - timedelta(days=1)
    cast = teller.cast
    if end < teller.start or not teller.once(("spent", end)):
        return
    idle = [vendor for vendor in cast.vendors if not vendor.is_foreign and not cast.goods_of(vendor)]
    for vendor, (code, share, japanese, english) in zip(idle, _SERVICES, strict=False):
        dice = teller.dice("spending", ctx.today, vendor.place)
        usual = cast.sales * _WORTH_OF_A_SALE[cast.base_currency] * share / 100
        amount = Decimal(round(usual * dice.randint(80, 120) / 100))
        fields = fields_of(teller, ctx, vendor, [expense_line(teller, code, amount, cast.say(japanese, english))])
        fields["number"] = f"S{end:%y%m}-{vendor.place + 1:02}"
        bill_id = create_document(ctx, kind=BILL, fields=fields, is_open=True)
        pay_later(teller, ctx, vendor, bill_id)
