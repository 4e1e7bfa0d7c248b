"""The lines of open orders that wait for goods or papers."""

from daicho.catalog.models import Item
from daicho.kernel.context import Ctx
from daicho.kernel.rounding import unscaled
from daicho.kernel.text import noop as _
from daicho.reporting.core.report import LIMIT, Column, Kind, Parameters, Report, Row
from daicho.reporting.queries._awaited import Orders, awaited_lines
from daicho.reporting.queries._sides import contact_names

_LABELS = {
    "to_be_shipped": _("To be shipped"),
    "to_be_invoiced": _("To be invoiced"),
    "to_be_received": _("To be received"),
    "to_be_billed": _("To be billed"),
}
_COLUMNS = (
    Column("date", _("Date"), Kind.DATE),
    Column("due_date", _("Expected"), Kind.DATE),
    Column("source_type", _("Transaction type")),
    Column("source_id", _("Transaction ID"), Kind.ID),
    Column("source_number", _("Number")),
    Column("contact_id", _("Contact ID"), Kind.ID),
    Column("contact_name", _("Contact")),
    Column("item_id", _("Item ID"), Kind.ID),
    Column("item_name", _("Item")),
    Column("quantity", _("Order quantity"), Kind.QUANTITY),
)


# tidy: allow call-shape: the table of reports says what it is about
def open_order_lines(ctx: Ctx, *, parameters: Parameters, orders: Orders, name: str, title: str) -> Report:
    """Return the lines of open orders dated until the end that wait for anything, of one item where it is given."""
    del ctx  # the organisation is in scope
    (lines,) = awaited_lines([orders], parameters.end, item_id=parameters.item_id, known_at=parameters.known_at)
    contacts = contact_names(order["contact_id"] for order, _line in lines)
    names = dict(Item.objects.filter(id__in={line.item_id for _order, line in lines}).values_list("id", "name"))
    rows: list[Row] = []
    totals = dict.fromkeys(("quantity", *orders.keys), 0)
    for order, line in lines:
        amounts = {"quantity": line.expected, **dict(zip(orders.keys, orders.rest(line), strict=True))}
        for key, amount in amounts.items():
            totals[key] += amount
        rows.append(
            {
                "date": order["date"],
                "due_date": order["due"],
                "source_type": orders.recorded.kind,
                "source_id": order["id"],
                "source_number": order["number"],
                "contact_id": order["contact_id"],
                "contact_name": contacts.get(order["contact_id"], ""),
                "item_id": line.item_id,
                "item_name": names[line.item_id],
                **{key: unscaled(amount, 6) for key, amount in amounts.items()},
            }
        )
    rows.sort(key=lambda row: (str(row["due_date"] or row["date"]), str(row["source_number"])))
    shown = (*_COLUMNS, *(Column(key, _LABELS[key], Kind.QUANTITY) for key in orders.keys))
    return Report(name, title, shown, rows[:LIMIT], {key: unscaled(amount, 6) for key, amount in totals.items()})
