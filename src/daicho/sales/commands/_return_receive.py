"""A receive of a sales return as it will be saved, and its way into the physical stock."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, replace

from django.db.models import Q
from django.db.models.functions import Coalesce

from daicho.catalog.queries.item_card import item_card
from daicho.documents.core.portion import PortionFields, quantity_errors
from daicho.documents.core.rules import NO_LINES
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, RuleBroken, missing
from daicho.kernel.measure import MICRO, Quantity
from daicho.kernel.text import noop as _
from daicho.ledger.core.posting import Source
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.db.ids import new_id
from daicho.sales.commands._kits import parts_of
from daicho.sales.commands._return import kept_rows, length_errors, location_errors
from daicho.sales.core.kit import KitLine, Part
from daicho.sales.core.return_receive import ReceivedRow, movements_of
from daicho.sales.core.rules import RECEIVES_TOO_MUCH
from daicho.sales.core.sales_return import (
    RECEIVE_ENTITY,
    Progress,
    ReturnReceiveFields,
    ReturnRow,
)
from daicho.sales.models import SalesReturn, SalesReturnLine, SalesReturnReceive, SalesReturnReceiveLine
from daicho.sales.queries.return_progress import return_progress
from daicho.stock.commands.post_effects import post_effects
from daicho.stock.commands.refuse_shortage import refuse_shortage
from daicho.stock.queries.locations import locations
from daicho.stock.queries.movements import movements

_LENGTHS = {"number": 100, "notes": 10_000}


def received_rows(ctx: Ctx, row: SalesReturn, fields: ReturnReceiveFields) -> list[ReceivedRow]:
    """Return what arrives as it will be saved, and where.

    Raises InvalidInput with every fault at once, RuleBroken (4016: nothing arrives; 4822: more than is still to come).
    """
    lines = {line.line_id: line for line in kept_rows(row.id)}
    progress = {line.line_id: line for line in return_progress(ctx, return_ids=[row.id])[row.id]}
    given = fields.get("lines")
    chosen = _everything(progress.values()) if given is None else list(given)
    places = locations(ctx)
    asked = fields.get("location_id")
    errors = [*length_errors(fields, _LENGTHS), *location_errors("location_id", asked, places)]
    for place, line in enumerate(chosen):
        earlier = [other.get("line_id") for other in chosen[:place]]
        errors += _line_errors(place, line, lines, earlier)
    if errors:
        raise InvalidInput(errors)
    if not chosen:
        raise RuleBroken(NO_LINES, _("Add at least one line."))
    primary = next(place.location_id for place in places if place.is_primary)
    found = []
    for position, received in enumerate(chosen, 1):
        of, quantity = lines[received["line_id"]], Quantity.of(received["quantity"]).micro
        if quantity > progress[of.line_id].to_be_received:
            raise RuleBroken(RECEIVES_TOO_MUCH, _("More would be received than the return has and is still to come."))
        location = asked or of.location_id or row.location_id or primary
        found.append(ReceivedRow(new_id(), of.line_id, location, position, of.item_id, quantity))
    return found


def _everything(progress: Iterable[Progress]) -> list[PortionFields]:
    return [
        PortionFields(line_id=line.line_id, quantity=Quantity(line.to_be_received).value)
        for line in progress
        if line.to_be_received
    ]


def _line_errors(
    place: int, line: PortionFields, lines: Mapping[int, ReturnRow], earlier: Sequence[int | None]
) -> Iterable[FieldError]:
    name, line_id = f"line_items[{place}].line_item_id", line.get("line_id")
    if line_id is None:
        yield missing(name)
    elif line_id not in lines:
        yield FieldError(name, _("Invalid value passed for %(field)s"), {"field": name})
    elif line_id in earlier:
        yield FieldError(name, _("%(name)s stands on more than one line."), {"name": lines[line_id].name})
    yield from quantity_errors(place, line)


def stored_rows(receive_id: int) -> list[ReceivedRow]:
    """Return the lines of a receive as they are saved."""
    columns = ("id", "return_line_id", "location_id", "position", "return_line__item_id", "quantity_micro")
    rows = SalesReturnReceiveLine.objects.filter(receive_id=receive_id).order_by("position", "id")
    return [ReceivedRow(*row) for row in rows.values_list(*columns)]


def write_rows(ctx: Ctx, receive_id: int, rows: Sequence[ReceivedRow]) -> None:
    """Write the lines of a new receive."""
    SalesReturnReceiveLine.objects.bulk_create(
        [
            SalesReturnReceiveLine(
                id=row.line_id,
                organization_id=ctx.organization_id,
                receive_id=receive_id,
                return_line_id=row.return_line_id,
                location_id=row.location_id,
                position=row.position,
                quantity_micro=row.quantity,
            )
            for row in rows
        ]
    )


def post_receive(ctx: Ctx, receive: SalesReturnReceive, rows: Sequence[ReceivedRow], *, is_new: bool = False) -> None:
    """Make the physical stock say what the receive says; nothing without rows.

    Raises RuleBroken (4953) where stock would go below zero and may not.
    """
    profile = organization_profile(ctx)
    cards = item_card(ctx, item_ids={row.item_id for row in rows}) if rows else {}
    kits = {item_id for item_id, card in cards.items() if card.combo_type == "kit"}
    if kits:
        rows = _put_apart(ctx, rows, kits)
        cards = item_card(ctx, item_ids={row.item_id for row in rows})
    accounts = {card.item_id: card.inventory_account_id or 0 for card in cards.values() if card.is_tracked}
    wanted = movements_of(rows, number=receive.number, day=receive.date, accounts=accounts)
    before = [] if is_new else movements(ctx, where=Q(source_kind=RECEIVE_ENTITY, source_id=receive.id))
    if not before and not wanted:
        return
    source = Source(RECEIVE_ENTITY, receive.id, receive.number)
    post_effects(ctx, source=source, lines=[], movements=wanted, base_currency=profile.base_currency, is_new=is_new)
    refuse_shortage(ctx, before=before, after=wanted, policy=profile.negative_stock)


def _put_apart(ctx: Ctx, rows: Sequence[ReceivedRow], kits: Collection[int]) -> list[ReceivedRow]:
    """Return the rows with the components of kits in place of the kits."""
    of_lines = SalesReturnLine.objects.filter(id__in=[row.return_line_id for row in rows if row.item_id in kits])
    origins = dict(of_lines.values_list("id", Coalesce("order_line_id", "invoice_line_id")))
    lines = [KitLine(row.line_id, row.item_id, origins[row.return_line_id]) for row in rows if row.item_id in kits]
    parts = parts_of(ctx, lines)
    return [
        replace(row, line_id=part.line_id, item_id=part.item_id, quantity=part.of(row.quantity))
        for row in rows
        for part in parts.get(row.line_id, [Part(row.line_id, row.item_id, MICRO)])
    ]


def snapshot_of(receive: SalesReturnReceive, rows: Sequence[ReceivedRow]) -> dict[str, object]:
    """Return the receive as plain values, for its history."""
    names = ("number", "date", "notes", "sales_return_id")
    return {**{name: getattr(receive, name) for name in names}, "lines": [asdict(row) for row in rows]}
