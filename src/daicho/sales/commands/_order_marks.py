"""The three marks of sales orders, and whether they are closed."""

from collections.abc import Collection, Sequence
from dataclasses import asdict

from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import Unit
from daicho.sales.core.fulfilment import Progress, is_complete, marks_of
from daicho.sales.models import SalesOrder
from daicho.sales.queries.order_progress import order_progress

_WORDS = {State.CLOSED: "closed", State.OPEN: "reopened", State.ON_HOLD: "put on hold"}


def refresh_marks(ctx: Ctx, unit: Unit, order_ids: Collection[int]) -> None:
    """Make the marks and the state of these orders, which the caller has locked, follow from what was made of them.

    A confirmed order is closed by the organisation's preference, and is open again when that changes. It is on hold
    while something ordered for it is not billed.
    """
    if not order_ids:
        return
    progress = order_progress(ctx, order_ids=order_ids)
    closing = organization_profile(ctx).sales_order_closing
    for order in SalesOrder.objects.filter(id__in=order_ids).order_by("id"):
        lines = progress[order.id]
        values: dict[str, object] = asdict(marks_of(lines))
        if order.state in _WORDS:
            values["state"] = _state(lines, closing).value
        before = {name: getattr(order, name) for name in values if getattr(order, name) != values[name]}
        if not before:
            continue
        SalesOrder.objects.filter(id=order.id).update(**values, modified_at=ctx.now)
        done = _WORDS[State(str(values["state"]))] if "state" in before else "updated"
        unit.record("salesorder", order.id, done, before=before, after={name: values[name] for name in before})


def _state(lines: Sequence[Progress], closing: str) -> State:
    if is_complete(lines, closing):
        return State.CLOSED
    return State.ON_HOLD if any(line.is_on_hold for line in lines) else State.OPEN
