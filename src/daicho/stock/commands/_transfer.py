"""A transfer order as it will be saved, and its way into stock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from daicho.catalog.queries.item_card import ItemCard, item_card
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, RuleBroken, missing
from daicho.kernel.measure import Quantity
from daicho.kernel.text import noop as _
from daicho.ledger.core.posting import Source
from daicho.organizations.core.organization import OrganizationProfile
from daicho.platform.db.ids import new_id
from daicho.stock.commands._document import item_errors, location_errors, text_errors
from daicho.stock.commands.post_effects import post_effects
from daicho.stock.commands.refuse_shortage import refuse_shortage
from daicho.stock.core.adjustment import bad
from daicho.stock.core.approval import State
from daicho.stock.core.rules import LINE_LIMIT, NO_LINES
from daicho.stock.core.transfer import (
    ENTITY,
    Route,
    TransferFields,
    TransferLineFields,
    TransferRow,
    line_errors,
    movements_of,
)
from daicho.stock.models import Location, TransferLine, TransferOrder
from daicho.stock.queries.movements import movements

_LINE_TEXTS = {"name": 255, "description": 2000, "unit": 50}


@dataclass(frozen=True, slots=True)
class Prepared:
    """The header's columns (without number and state), and the lines."""

    columns: Mapping[str, Any]
    rows: Sequence[TransferRow]


def prepared(ctx: Ctx, fields: TransferFields, current: TransferOrder | None) -> Prepared:
    """Return the order that `fields` make of `current`.

    Raises InvalidInput with every fault at once, RuleBroken (4016) without lines.
    """
    before = list(TransferLine.objects.filter(transfer=current).order_by("position")) if current else []
    given = fields.get("lines")
    if not (before if given is None else given):
        raise RuleBroken(NO_LINES, _("Add at least one line."))
    items = item_card(ctx, item_ids={item_id for line in given or [] if (item_id := line.get("item_id"))})
    columns = {
        "date": fields.get("date") or (current.date if current else ctx.today),
        "from_location_id": fields.get("from_location_id") or (current.from_location_id if current else None),
        "to_location_id": fields.get("to_location_id") or (current.to_location_id if current else None),
        "description": fields.get("description", current.description if current else ""),
    }
    errors = [*_header_errors(columns, current), *text_errors(fields, {"description": 2000})]
    errors += _all_line_errors(given or [], before, items)
    if errors:
        raise InvalidInput(errors)
    return Prepared(columns, [_kept(line) for line in before] if given is None else _rows(given, before, items))


def _header_errors(columns: Mapping[str, Any], current: TransferOrder | None) -> Iterable[FieldError]:
    places = [(name, columns[name]) for name in ("from_location_id", "to_location_id")]
    locations = {row.id: row for row in Location.objects.filter(is_transit=False)}
    kept = {current.from_location_id, current.to_location_id} if current else set()
    yield from (missing(name) for name, location_id in places if location_id is None)
    yield from location_errors(places, locations, kept)
    if places[0][1] is not None and places[0][1] == places[1][1]:
        yield FieldError("to_location_id", _("Goods go from one location to another one."))


def _all_line_errors(
    given: Sequence[TransferLineFields], before: Sequence[TransferLine], items: Mapping[int, ItemCard]
) -> Iterable[FieldError]:
    if len(given) > LINE_LIMIT:
        field = "line_items"
        yield FieldError(field, _("%(field)s has more than %(limit)s entries."), {"field": field, "limit": LINE_LIMIT})
        return
    own, kept = {line.id for line in before}, {line.item_id for line in before}
    for place, line in enumerate(given):
        prefix = f"line_items[{place}]"
        if line.get("line_id") and line.get("line_id") not in own:
            yield bad(f"{prefix}.line_item_id")
        yield from item_errors([(f"{prefix}.item_id", line.get("item_id"))], items, kept)
        yield from text_errors(line, _LINE_TEXTS, f"{prefix}.")
        yield from line_errors(place, line)


def _rows(
    given: Sequence[TransferLineFields], before: Sequence[TransferLine], items: Mapping[int, ItemCard]
) -> list[TransferRow]:
    known = {line.id: line for line in before}
    rows = []
    for position, line in enumerate(given, start=1):
        old, card = known.get(line.get("line_id") or 0), items[line["item_id"]]
        rows.append(
            TransferRow(
                line_id=old.id if old else new_id(),
                into_transit_id=old.into_transit_id if old else new_id(),
                out_of_transit_id=old.out_of_transit_id if old else new_id(),
                arrival_id=old.arrival_id if old else new_id(),
                position=position,
                item_id=card.item_id,
                name=line.get("name", "").strip() or card.name,
                description=line.get("description", ""),
                unit=line.get("unit", "") or card.unit,
                quantity=Quantity.of(line["quantity"]).micro,
            )
        )
    return rows


def _kept(line: TransferLine) -> TransferRow:
    return TransferRow(
        line_id=line.id,
        into_transit_id=line.into_transit_id,
        out_of_transit_id=line.out_of_transit_id,
        arrival_id=line.arrival_id,
        position=line.position,
        item_id=line.item_id,
        name=line.name,
        description=line.description,
        unit=line.unit,
        quantity=line.quantity_micro,
    )


def kept_rows(transfer: TransferOrder) -> list[TransferRow]:
    """Return the lines as they are saved."""
    return [_kept(line) for line in TransferLine.objects.filter(transfer=transfer).order_by("position")]


def line_rows(ctx: Ctx, transfer_id: int, rows: Sequence[TransferRow]) -> list[TransferLine]:
    """Return the rows of the table of lines."""
    return [
        TransferLine(
            id=row.line_id,
            organization_id=ctx.organization_id,
            transfer_id=transfer_id,
            into_transit_id=row.into_transit_id,
            out_of_transit_id=row.out_of_transit_id,
            arrival_id=row.arrival_id,
            position=row.position,
            item_id=row.item_id,
            name=row.name,
            description=row.description,
            unit=row.unit,
            quantity_micro=row.quantity,
        )
        for row in rows
    ]


def snapshot(columns: Mapping[str, Any], rows: Sequence[TransferRow]) -> dict[str, object]:
    """Return the order as plain values, for its history."""
    return {**columns, "lines": [asdict(row) for row in rows]}


def arrival_day(state: State, columns: Mapping[str, Any], given: date | None) -> date | None:
    """Return the day of arrival of an order in `state`. Raises InvalidInput for one before the goods left."""
    if state is not State.TRANSFERRED:
        return None
    day: date = given or columns["date"]
    if day < columns["date"]:
        raise InvalidInput([FieldError("date", _("The goods cannot arrive before they left."))])
    return day


def post_transfer(  # noqa: PLR0913 - what a document is
    ctx: Ctx,
    *,
    transfer_id: int,
    number: str,
    state: State | None,
    columns: Mapping[str, Any],
    received_on: date | None,
    rows: Sequence[TransferRow],
    profile: OrganizationProfile,
    is_new: bool = False,
) -> None:
    """Make stock say what the order says; nothing in no state, as after a deletion."""
    before = [] if is_new else movements(ctx, where=Q(source_kind=ENTITY, source_id=transfer_id))
    wanted = []
    if state in {State.IN_TRANSIT, State.TRANSFERRED}:
        transit = Location.objects.values_list("id", flat=True).get(is_transit=True)
        route = Route(
            number, columns["from_location_id"], transit, columns["to_location_id"], columns["date"], received_on
        )
        cards = item_card(ctx, item_ids={row.item_id for row in rows})
        accounts = {item_id: card.inventory_account_id or 0 for item_id, card in cards.items()}
        wanted = movements_of(rows, State(state), route, accounts)
    if not before and not wanted:
        return
    post_effects(
        ctx,
        source=Source(ENTITY, transfer_id, number),
        lines=[],
        movements=wanted,
        base_currency=profile.base_currency,
        is_new=is_new,
    )
    refuse_shortage(ctx, before=before, after=wanted, policy=profile.negative_stock)
