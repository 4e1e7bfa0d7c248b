"""Lines that come from an order: never more than the order has left."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from daicho.documents.core.kind import Kind
from daicho.documents.core.rules import MORE_THAN_LEFT, SOURCE_NOT_OPEN
from daicho.documents.core.state import TAKEN_FROM, State
from daicho.documents.queries.left_quantities import left_quantities
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken, invalid
from daicho.kernel.measure import Quantity
from daicho.kernel.text import noop as _


def hold_source_lines(ctx: Ctx, kind: Kind, header: Any, lines: Iterable[Any]) -> None:
    """Lock the orders that the lines come from, and refuse what cannot be taken of them.

    Raises InvalidInput for a line that is none, RuleBroken (4714: the order is not open or another contact's; 4713:
    more than is left).
    """
    wanted: dict[int, int] = defaultdict(int)
    for line in lines:
        if getattr(line, "source_line_id", None):
            wanted[line.source_line_id] += line.quantity_micro
    if not wanted or kind.source is None:
        return
    source = kind.source
    _hold_orders(source, header, wanted)
    left = left_quantities(ctx, kind=kind, source_line_ids=wanted, but_of=header.id)
    for line_id, quantity in wanted.items():
        if quantity > left[line_id]:
            message = _("More than the order has left: %(left)s of a line are left, not %(quantity)s.")
            figures = {"left": _plain(left[line_id]), "quantity": _plain(quantity)}
            raise RuleBroken(MORE_THAN_LEFT, message, figures)


def _hold_orders(source: Kind, header: Any, wanted: Collection[int]) -> None:
    """Lock the orders of these lines; refuse what is no line, and orders that are not to be taken from."""
    found = dict(source.line.objects.filter(id__in=wanted).values_list("id", "document_id"))
    if len(found) < len(wanted):
        raise _unknown()
    orders = list(source.header.objects.select_for_update().filter(id__in=set(found.values())).order_by("id"))
    for order in orders:
        _refuse_held(order)
        if State(order.state) not in TAKEN_FROM or order.contact_id != header.contact_id:
            message = _("%(number)s is not open, or belongs to another contact.")
            raise RuleBroken(SOURCE_NOT_OPEN, message, {"number": order.number})


def _refuse_held(order: Any) -> None:
    if order.state == State.ON_HOLD:
        message = _("%(number)s is on hold until what was ordered for it is billed.")
        raise RuleBroken(SOURCE_NOT_OPEN, message, {"number": order.number})


def refuse_on_hold(kind: Kind, lines: Iterable[Any]) -> None:
    """Refuse a document that begins to count while an order that it is made of is on hold (4714)."""
    wanted = {line.source_line_id for line in lines}
    if kind.source is not None and wanted:
        mine = kind.source.line.objects.filter(id__in=wanted).values("document_id")
        for order in kind.source.header.objects.select_for_update().filter(id__in=mine).order_by("id"):
            _refuse_held(order)


def _plain(micro: int) -> str:
    return format(Quantity(micro).value.normalize(), "f")


def _unknown() -> InvalidInput:
    return invalid("line_items", _("Invalid value passed for %(field)s"), {"field": "line_items"})
