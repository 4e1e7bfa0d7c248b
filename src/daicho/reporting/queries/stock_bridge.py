"""Accounting and physical stock of each item, and what stands between them."""

from collections import Counter, defaultdict

from django.db.models import Q

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx
from daicho.kernel.rounding import unscaled
from daicho.kernel.text import noop as _
from daicho.reporting.core.bridge import Gap, signed
from daicho.reporting.core.months import Span
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Row
from daicho.reporting.queries._chains import open_chains
from daicho.reporting.queries.stock_sums import NOTHING, stock_sums
from daicho.stock.core.movement import Stock

_COLUMNS = (
    Column("item_id", _("Item ID"), Kind.ID),
    Column("item_name", _("Item")),
    Column("accounting_stock", _("Accounting stock"), Kind.QUANTITY),
    Column(Gap.RECEIVED_NOT_BILLED.value, _("Received, not billed"), Kind.QUANTITY, leads="receivednotbilled"),
    Column(Gap.BILLED_NOT_RECEIVED.value, _("Billed, not received"), Kind.QUANTITY, leads="billednotreceived"),
    Column(Gap.SHIPPED_NOT_INVOICED.value, _("Shipped, not invoiced"), Kind.QUANTITY, leads="shippednotinvoiced"),
    Column(Gap.INVOICED_NOT_SHIPPED.value, _("Invoiced, not shipped"), Kind.QUANTITY, leads="invoicednotshipped"),
    Column(Gap.OTHER.value, _("Other"), Kind.QUANTITY),
    Column("physical_stock", _("Physical stock"), Kind.QUANTITY),
)
_KEYS = tuple(column.key for column in _COLUMNS if column.is_figure)


def stock_bridge(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return for each item both stocks at the end of `parameters.end`, and the gaps that make the one the other.

    Accounting stock, more what was received and not billed or invoiced and not shipped, less what was billed and not
    received or shipped and not invoiced, is the physical stock. Goods in transit are part of both.
    """
    figures: dict[int, Counter[str]] = defaultdict(Counter)
    for stock, key in ((Stock.ACCOUNTING, "accounting_stock"), (Stock.PHYSICAL, "physical_stock")):
        (sums,) = stock_sums(ctx, spans=[Span(None, parameters.end)], stock=stock, known_at=parameters.known_at)
        for item_id in sums:
            figures[item_id][key] = sums.get(item_id, NOTHING).quantity
    for chain in open_chains(parameters.end, parameters.known_at):
        figures[chain.item_id][chain.gap.value] += signed(chain.gap, chain.difference)
    shown = [item_id for item_id, of in figures.items() if any(of.values())]
    items = Item.objects.filter(Q(id__in=shown)).order_by("name", "id").values_list("id", "name")
    rows: list[Row] = [
        {"item_id": id_, "item_name": name, **{key: unscaled(figures[id_][key], 6) for key in _KEYS}}
        for id_, name in items
    ]
    totals = {key: unscaled(sum(of[key] for of in figures.values()), 6) for key in _KEYS}
    return Report("stockbridge", _("Physical and accounting stock"), _COLUMNS, rows, totals)
