"""What a purchase order that serves a sales order has by that (behaviour.md 3.1)."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from daicho.contacts.queries.contact_names import contact_names
from daicho.documents.core.fields import DocumentFields, LineFields
from daicho.documents.core.sourcing import Sourcing
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, NotFound, RuleBroken, invalid, missing
from daicho.kernel.measure import Quantity
from daicho.kernel.text import noop as _
from daicho.processes.core.rules import IN_STOCK
from daicho.processes.queries.sourceable_lines import sourceable_lines
from daicho.sales.core.fulfilment import Progress
from daicho.sales.queries.sourceable_order import SourceableOrder, sourceable_order

_BAD = _("Invalid value passed for %(field)s")


# tidy: allow call-shape: the shape of ORDER_SOURCING (config/wiring.py)
def filled_sourcing(ctx: Ctx, fields: DocumentFields) -> DocumentFields:
    """Return the fields of a new purchase order that serves the sales order `source_id`, complete.

    Lines that name no line of it get the one with their item; without lines the order gets all that may be ordered. A
    dropshipment goes to the customer's address, other goods to where the sales order takes them from. Raises
    InvalidInput (no such order, or no line of it), RuleBroken (4980: a backorder of what is in stock).
    """
    sourcing = _sourcing(fields["sourcing"])
    order = _order(ctx, fields.get("source_id"))
    wanted = sourceable_lines(ctx, order=order, sourcing=sourcing)
    lines = [*fields.get("lines", ())] or [_line(line) for line in wanted]
    lines = _linked(lines, order.lines)
    served = {line["source_line_id"] for line in lines if line.get("source_line_id")}
    if not served:
        raise invalid("line_items", _("No line is of the sales order, or nothing of it can be ordered."))
    if not served <= {line.line_id for line in order.lines}:
        raise invalid("salesorder_item_id", _BAD, {"field": "salesorder_item_id"})
    in_stock = served - {line.line_id for line in wanted}
    if sourcing is Sourcing.BACKORDER and any(line.line_id in in_stock and line.to_be_sourced for line in order.lines):
        raise RuleBroken(IN_STOCK, _("Only items that are out of stock can be back-ordered."))
    place: DocumentFields = {"location_id": order.location_id}
    if sourcing is Sourcing.DROP_SHIPMENT:
        place |= _delivery(ctx, order)
    return {**place, **fields, "sourcing": sourcing, "source_id": order.order_id, "lines": lines}


def _delivery(ctx: Ctx, order: SourceableOrder) -> DocumentFields:
    """Return to whom and where the vendor sends the goods; the customer's usual address where the order has none."""
    address = order.shipping_address
    if not any(address.get(name) for name in ("address", "street2", "city", "zip")):
        return {"delivery_customer_id": order.contact_id}
    named = address.get("attention") or contact_names(ctx, [order.contact_id])[order.contact_id]
    return {"delivery_customer_id": order.contact_id, "shipping_address": {**address, "attention": named}}


def _sourcing(text: str) -> Sourcing:
    try:
        return Sourcing(text)
    except ValueError:
        raise invalid("sourcing", _BAD, {"field": "sourcing"}) from None


def _order(ctx: Ctx, order_id: int | None) -> SourceableOrder:
    if order_id is None:
        raise InvalidInput([missing("salesorder_id")])
    try:
        return sourceable_order(ctx, order_id=order_id)
    except NotFound:
        raise invalid("salesorder_id", _BAD, {"field": "salesorder_id"}) from None


def _line(line: Progress) -> LineFields:
    return {"item_id": line.item_id, "quantity": _plain(line.to_be_sourced), "source_line_id": line.line_id}


def _linked(lines: Sequence[LineFields], of_order: Iterable[Progress]) -> list[LineFields]:
    """Return the lines with those that name no line of the order linked to the first free one of the same item."""
    taken = {line.get("source_line_id") for line in lines}
    free = [line for line in of_order if line.line_id not in taken and line.to_be_sourced]
    linked: list[LineFields] = []
    for line in lines:
        found = None if line.get("source_line_id") else _first(free, line.get("item_id"))
        if found is not None:
            free.remove(found)
        linked.append({**line, "source_line_id": found.line_id} if found else line)
    return linked


def _first(lines: Iterable[Progress], item_id: int | None) -> Progress | None:
    return next((line for line in lines if item_id and line.item_id == item_id), None)


def _plain(micro: int) -> Decimal:
    return Quantity(micro).value
