"""A purchase receive as it will be saved, and its way into stock."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db.models import Q

from daicho.catalog.queries.item_card import item_card
from daicho.documents.commands._portions import prepared_portions, refuse_used_number, series_number
from daicho.documents.core.portion import Portion, PortionFields
from daicho.documents.core.sourcing import Sourcing
from daicho.documents.core.state import State as OrderState
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, NotFound, RuleBroken
from daicho.kernel.measure import Quantity
from daicho.kernel.text import noop as _
from daicho.ledger.core.posting import Source
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.queries.approval_rule import approval_rule
from daicho.purchases.core.fulfilment import Progress
from daicho.purchases.core.receive import COUNTING, ENTITY, ReceiveFields, State, movements_of
from daicho.purchases.core.rules import NEEDS_APPROVAL, NOT_ISSUED, SERVES_ORDER, TOO_MUCH
from daicho.purchases.models import PurchaseOrder, PurchaseOrderLine, PurchaseReceive, PurchaseReceiveLine
from daicho.purchases.queries.order_progress import order_progress
from daicho.stock.commands.post_effects import post_effects
from daicho.stock.commands.refuse_shortage import refuse_shortage
from daicho.stock.queries.locations import locations
from daicho.stock.queries.movements import movements

_BAD = _("Invalid value passed for %(field)s")
_NUMBER = "receive_number"
_LENGTHS = {"number": 100, "notes": 10_000}
_OPEN = frozenset({OrderState.OPEN, OrderState.BILLED, OrderState.CLOSED})
"""States of an order that can have receives; a billed or closed one has them already, or gets the last."""


def locked_receive(receive_id: int) -> PurchaseReceive:
    """Return a receive for changing, its order locked first. Raises NotFound."""
    order_id = PurchaseReceive.objects.filter(id=receive_id).values_list("order_id", flat=True).first()
    if order_id is not None:
        locked_order(order_id)
    row = PurchaseReceive.objects.select_for_update().filter(id=receive_id).first()
    if row is None:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Purchase receive")})
    return row


def locked_order(order_id: int) -> PurchaseOrder:
    """Return the order for changing what is made of it. Raises NotFound."""
    order = PurchaseOrder.objects.select_for_update().filter(id=order_id).first()
    if order is None:
        raise NotFound(_("Purchase order does not exist."))
    return order


def refuse_unapproved(ctx: Ctx, state: State, target: State) -> None:
    """Raise RuleBroken (4859) where a receive in `state` (a new one is a draft) has to be approved before `target`."""
    if target not in COUNTING or state in COUNTING | {State.APPROVED}:
        return
    if state is not State.DRAFT or approval_rule(ctx, module="purchasereceives").is_needed:
        raise RuleBroken(NEEDS_APPROVAL, _("This document has to be approved first: save it as a draft and submit it."))


def refuse_unissued(order: PurchaseOrder) -> None:
    """Raise RuleBroken (4851, 4860: its goods go to the customer) for an order of which nothing can be received."""
    if order.state not in _OPEN:
        raise RuleBroken(NOT_ISSUED, _("Only an issued purchase order can be received or billed."))
    if order.sourcing == Sourcing.DROP_SHIPMENT:
        message = _("The goods of %(number)s go from the vendor to the customer: they are not received here.")
        raise RuleBroken(SERVES_ORDER, message, {"number": order.number})


def prepared_rows(
    ctx: Ctx, order: PurchaseOrder, given: Sequence[PortionFields] | None, current: PurchaseReceive | None
) -> list[Portion]:
    """Return the lines as they will be saved; without given ones those that are there, or all that is still to come.

    Raises InvalidInput with every fault at once, RuleBroken (4016) without lines.
    """
    before = kept_rows(current) if current else []
    if given is None and current:
        return before
    lines = list(PurchaseOrderLine.objects.filter(document_id=order.id).select_related("item").order_by("position"))
    progress = {line.line_id: line for line in order_progress(ctx, order_ids=[order.id])[order.id]}
    chosen = _everything(progress) if given is None else list(given)
    return prepared_portions(chosen, lines, before, id_name="line_item_id")


def _everything(progress: Mapping[int, Progress]) -> list[PortionFields]:
    return [
        PortionFields(line_id=line.line_id, quantity=Quantity(line.to_be_announced).value)
        for line in progress.values()
        if line.to_be_announced
    ]


def kept_rows(receive: PurchaseReceive) -> list[Portion]:
    """Return the lines as they are saved."""
    columns = ("id", "order_line_id", "position", "item_id", "name", "description", "unit", "quantity_micro")
    rows = PurchaseReceiveLine.objects.filter(receive_id=receive.id).order_by("position", "id").values_list(*columns)
    return [Portion(*row) for row in rows]


def write_lines(ctx: Ctx, receive_id: int, rows: Sequence[Portion]) -> None:
    """Replace the lines of a receive."""
    PurchaseReceiveLine.objects.filter(receive_id=receive_id).delete()
    PurchaseReceiveLine.objects.bulk_create(
        [
            PurchaseReceiveLine(
                id=row.line_id,
                organization_id=ctx.organization_id,
                receive_id=receive_id,
                order_line_id=row.order_line_id,
                position=row.position,
                item_id=row.item_id,
                name=row.name,
                description=row.description,
                unit=row.unit,
                quantity_micro=row.quantity,
            )
            for row in rows
        ]
    )


def header_columns(ctx: Ctx, fields: ReceiveFields, current: PurchaseReceive | None) -> dict[str, Any]:
    """Return the columns without number and state. Raises InvalidInput with every fault at once."""
    columns = {
        "date": fields.get("date") or (current.date if current else ctx.today),
        "notes": fields.get("notes", current.notes if current else "").strip(),
        "location_id": fields.get("location_id", current.location_id if current else None),
    }
    errors = [
        FieldError(name, _("%(field)s is too long."), {"field": name})
        for name, limit in _LENGTHS.items()
        if len(str(fields.get(name, ""))) > limit
    ]
    place = next((row for row in locations(ctx) if row.location_id == columns["location_id"]), None)
    kept = current.location_id if current else None
    if columns["location_id"] and place is None:
        errors.append(FieldError("location_id", _BAD, {"field": "location_id"}))
    elif place and not place.is_active and place.location_id != kept:
        errors.append(FieldError("location_id", _("The location %(name)s is inactive."), {"name": place.name}))
    if errors:
        raise InvalidInput(errors)
    return columns


def receive_number(ctx: Ctx, given: str, *, columns: Mapping[str, Any], profile: OrganizationProfile) -> str:
    """Return the given number, or the next free one of the series. Raises InvalidInput for one in use."""
    return series_number(
        ctx, PurchaseReceive, ENTITY, given, name=_NUMBER, day=columns["date"], profile=profile
    )  # fmt: skip


def refuse_used_receive_number(ctx: Ctx, number: str, receive_id: int) -> None:
    """Raise InvalidInput where another receive than `receive_id` has this number; nobody takes it meanwhile."""
    refuse_used_number(ctx, PurchaseReceive, ENTITY, number, name=_NUMBER, but=receive_id)


def refuse_excess(ctx: Ctx, order_id: int) -> None:
    """Raise RuleBroken (4852) where the order's receives now hold more than was ordered."""
    for line in order_progress(ctx, order_ids=[order_id])[order_id]:
        if line.received + line.in_transit > line.expected:
            raise RuleBroken(TOO_MUCH, _("More would be received than was ordered and is still to come."))


def post_receive(
    ctx: Ctx,
    receive: PurchaseReceive,
    rows: Sequence[Portion],
    profile: OrganizationProfile,
    *,
    is_new: bool = False,
) -> None:
    """Make the physical stock say what the receive says; nothing in any state but received, or without rows.

    Raises RuleBroken (4953) where stock would go below zero and may not.
    """
    wanted = []
    if receive.state == State.RECEIVED and rows:
        cards = item_card(ctx, item_ids={row.item_id for row in rows})
        accounts = {card.item_id: card.inventory_account_id or 0 for card in cards.values() if card.is_tracked}
        place = receive.location_id or next(row.location_id for row in locations(ctx) if row.is_primary)
        wanted = movements_of(rows, number=receive.number, day=receive.date, location_id=place, accounts=accounts)
    before = [] if is_new else movements(ctx, where=Q(source_kind=ENTITY, source_id=receive.id))
    if not before and not wanted:
        return
    source = Source(ENTITY, receive.id, receive.number)
    post_effects(ctx, source=source, lines=[], movements=wanted, base_currency=profile.base_currency, is_new=is_new)
    refuse_shortage(ctx, before=before, after=wanted, policy=profile.negative_stock)


def snapshot(receive: PurchaseReceive, rows: Sequence[Portion]) -> dict[str, object]:
    """Return the receive as plain values, for its history."""
    names = ("number", "state", "date", "location_id", "notes", "order_id")
    return {**{name: getattr(receive, name) for name in names}, "lines": [asdict(row) for row in rows]}
