"""What open orders still wait for, item by item (behaviour.md 2.5)."""

from collections import Counter, defaultdict

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx
from daicho.kernel.rounding import unscaled
from daicho.kernel.text import noop as _
from daicho.reporting.core.report import Column, Kind, Parameters, Report, Row
from daicho.reporting.queries._awaited import PURCHASES, SALES, awaited_lines

_COLUMNS = (
    Column("item_id", _("Item ID"), Kind.ID),
    Column("item_name", _("Item")),
    Column("to_be_shipped", _("To be shipped"), Kind.QUANTITY, leads="opensalesorders"),
    Column("to_be_invoiced", _("To be invoiced"), Kind.QUANTITY, leads="opensalesorders"),
    Column("to_be_received", _("To be received"), Kind.QUANTITY, leads="openpurchaseorders"),
    Column("to_be_billed", _("To be billed"), Kind.QUANTITY, leads="openpurchaseorders"),
)
_KEYS = tuple(column.key for column in _COLUMNS if column.is_figure)


def open_orders(ctx: Ctx, *, parameters: Parameters) -> Report:
    """Return what is to be shipped, invoiced, received and billed of orders that are open, dated until the end.

    Cancelled quantities are not waited for. Services are invoiced and billed only.
    """
    del ctx  # the organisation is in scope
    figures: dict[int, Counter[str]] = defaultdict(Counter)
    sides = (SALES, PURCHASES)
    for side, lines in zip(sides, awaited_lines(sides, parameters.end, known_at=parameters.known_at), strict=True):
        for _order, line in lines:
            figures[line.item_id or 0].update(dict(zip(side.keys, side.rest(line), strict=True)))
    shown = [item_id for item_id, of in figures.items() if any(of.values())]
    items = Item.objects.filter(id__in=shown).order_by("name", "id").values_list("id", "name")
    rows: list[Row] = [
        {"item_id": id_, "item_name": name, **{key: unscaled(figures[id_][key], 6) for key in _KEYS}}
        for id_, name in items
    ]
    totals = {key: unscaled(sum(of[key] for of in figures.values()), 6) for key in _KEYS}
    return Report("openorders", _("Open quantities of orders"), _COLUMNS, rows, totals)
