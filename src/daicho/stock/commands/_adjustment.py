"""An adjustment as it will be saved, and its way into stock and books."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from daicho.catalog.queries.item_card import ItemCard, item_card
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, RuleBroken, missing
from daicho.kernel.text import noop as _
from daicho.ledger.core.account_type import CONTROLLED
from daicho.ledger.core.posting import Source
from daicho.ledger.queries.accounts import AccountChoice, account_choices
from daicho.ledger.queries.system_account import system_account
from daicho.organizations.core.organization import OrganizationProfile
from daicho.platform.db.ids import new_id
from daicho.stock.commands._document import item_errors, location_errors, text_errors
from daicho.stock.commands.post_effects import post_effects
from daicho.stock.commands.refuse_shortage import refuse_shortage
from daicho.stock.commands.refuse_worthless import refuse_worthless
from daicho.stock.core.adjustment import (
    ENTITY,
    TYPES,
    AdjustmentFields,
    AdjustmentLineFields,
    AdjustmentRow,
    Tracked,
    bad,
    figures,
    line_errors,
    lines_of,
    movements_of,
)
from daicho.stock.core.approval import State
from daicho.stock.core.rules import LINE_LIMIT, NO_LINES
from daicho.stock.models import Adjustment, AdjustmentLine, AdjustmentReason, Location
from daicho.stock.queries.movements import movements

_TEXTS = {"reference": 100, "description": 2000, "reason": 100}
_LINE_TEXTS = {"name": 255, "description": 2000, "unit": 50}


@dataclass(frozen=True, slots=True)
class Prepared:
    """The header's columns (without number and state), and the lines."""

    columns: Mapping[str, Any]
    rows: Sequence[AdjustmentRow]


@dataclass(frozen=True, slots=True)
class _Known:
    """What an adjustment may refer to, and what it named before (so that it may go on doing so)."""

    locations: Mapping[int, Location]
    accounts: Mapping[int, AccountChoice]
    items: Mapping[int, ItemCard]
    kept_items: frozenset[int]
    kept_locations: frozenset[int]


def prepared(
    ctx: Ctx, fields: AdjustmentFields, current: Adjustment | None, profile: OrganizationProfile
) -> Prepared:  # fmt: skip
    """Return the adjustment that `fields` make of `current`.

    Raises InvalidInput with every fault at once, RuleBroken (4016) without lines.
    """
    before = list(AdjustmentLine.objects.filter(adjustment=current).order_by("position")) if current else []
    if not fields.get("lines", before):
        raise RuleBroken(NO_LINES, _("Add at least one line."))
    given = fields.get("lines")
    kind = fields.get("adjustment_type") or (current.adjustment_type if current else "quantity")
    known = _known(ctx, given or [], before, current)
    header = _header(ctx, fields, current, known)
    errors = [*_header_errors(fields, kind, header, current, known, has_lines=given is not None)]
    if given is not None:
        errors += _all_line_errors(given, kind, before, known, profile.base_currency)
    if errors:
        raise InvalidInput(errors)
    rows = [_kept(line) for line in before] if given is None else _rows(given, kind, header, known, profile)
    reason = fields.get("reason", "").strip()
    columns = {
        "adjustment_type": kind,
        "date": fields.get("date") or (current.date if current else ctx.today),
        "reason_id": _reason_id(ctx, reason) if reason else current.reason_id if current else 0,
        **header,
        "reference": fields.get("reference", current.reference if current else ""),
        "description": fields.get("description", current.description if current else ""),
    }
    return Prepared(columns, rows)


def _known(
    ctx: Ctx, given: Sequence[AdjustmentLineFields], before: Sequence[AdjustmentLine], current: Adjustment | None
) -> _Known:
    items = item_card(ctx, item_ids={item_id for line in given if (item_id := line.get("item_id"))})
    places = {line.location_id for line in before} | ({current.location_id} if current else set())
    return _Known(
        locations={row.id: row for row in Location.objects.filter(is_transit=False)},
        accounts={
            account.account_id: account for account in account_choices(ctx) if account.account_type not in CONTROLLED
        },
        items=items,
        kept_items=frozenset(line.item_id for line in before),
        kept_locations=frozenset(places),
    )


def _header(ctx: Ctx, fields: AdjustmentFields, current: Adjustment | None, known: _Known) -> dict[str, int]:
    primary = next(row.id for row in known.locations.values() if row.is_primary)
    location = fields.get("location_id") or (current.location_id if current else primary)
    account = fields.get("account_id") or (current.account_id if current else 0)
    return {"location_id": location, "account_id": account or system_account(ctx, "inventory_adjustment")}


def _header_errors(
    fields: AdjustmentFields,
    kind: str,
    header: Mapping[str, int],
    current: Adjustment | None,
    known: _Known,
    *,
    has_lines: bool,
) -> Iterable[FieldError]:
    if kind not in TYPES or (current and kind != current.adjustment_type and not has_lines):
        yield bad("adjustment_type")
    if not fields.get("reason", "").strip() and (current is None or "reason" in fields):
        yield missing("reason")
    yield from location_errors([("location_id", header["location_id"])], known.locations, known.kept_locations)
    if fields.get("account_id") and header["account_id"] not in known.accounts:
        yield bad("account_id")
    yield from text_errors(fields, _TEXTS)


def _all_line_errors(
    given: Sequence[AdjustmentLineFields], kind: str, before: Sequence[AdjustmentLine], known: _Known, currency: str
) -> Iterable[FieldError]:
    if len(given) > LINE_LIMIT:
        field = "line_items"
        yield FieldError(field, _("%(field)s has more than %(limit)s entries."), {"field": field, "limit": LINE_LIMIT})
        return
    own = {line.id for line in before}
    for place, line in enumerate(given):
        prefix = f"line_items[{place}]"
        if line.get("line_id") and line.get("line_id") not in own:
            yield bad(f"{prefix}.line_item_id")
        yield from item_errors([(f"{prefix}.item_id", line.get("item_id"))], known.items, known.kept_items)
        here = [(f"{prefix}.location_id", line.get("location_id"))]
        yield from location_errors(here, known.locations, known.kept_locations)
        if line.get("account_id") and line["account_id"] not in known.accounts:
            yield bad(f"{prefix}.adjustment_account_id")
        yield from text_errors(line, _LINE_TEXTS, f"{prefix}.")
        yield from line_errors(place, line, kind, currency)


def _rows(
    given: Sequence[AdjustmentLineFields],
    kind: str,
    header: Mapping[str, int],
    known: _Known,
    profile: OrganizationProfile,
) -> list[AdjustmentRow]:
    rows = []
    for position, line in enumerate(given, start=1):
        card = known.items[line["item_id"]]
        quantity, rate, value = figures(line, kind, profile.base_currency)
        rows.append(
            AdjustmentRow(
                line_id=line.get("line_id") or new_id(),
                position=position,
                item_id=card.item_id,
                location_id=line.get("location_id") or header["location_id"],
                account_id=line.get("account_id") or header["account_id"],
                name=line.get("name", "").strip() or card.name,
                description=line.get("description", ""),
                unit=line.get("unit", "") or card.unit,
                quantity=quantity,
                rate=rate,
                value=value,
            )
        )
    return rows


def _kept(line: AdjustmentLine) -> AdjustmentRow:
    return AdjustmentRow(
        line_id=line.id,
        position=line.position,
        item_id=line.item_id,
        location_id=line.location_id,
        account_id=line.account_id,
        name=line.name,
        description=line.description,
        unit=line.unit,
        quantity=line.quantity_micro,
        rate=line.rate_micro,
        value=line.value_minor,
    )


def _reason_id(ctx: Ctx, name: str) -> int:
    """Return the id of the reason of that name; a new one joins the list."""
    rows = AdjustmentReason.objects.filter(name=name).values_list("id", flat=True)
    if (found := rows.first()) is None:
        row = AdjustmentReason(organization_id=ctx.organization_id, name=name)
        AdjustmentReason.objects.bulk_create([row], ignore_conflicts=True)  # another may write it at this moment
        found = rows.get()
    return int(found)


def kept_rows(adjustment: Adjustment) -> list[AdjustmentRow]:
    """Return the lines as they are saved."""
    return [_kept(line) for line in AdjustmentLine.objects.filter(adjustment=adjustment).order_by("position")]


def line_rows(ctx: Ctx, adjustment_id: int, rows: Sequence[AdjustmentRow]) -> list[AdjustmentLine]:
    """Return the rows of the table of lines."""
    return [
        AdjustmentLine(
            id=row.line_id,
            organization_id=ctx.organization_id,
            adjustment_id=adjustment_id,
            position=row.position,
            item_id=row.item_id,
            location_id=row.location_id,
            account_id=row.account_id,
            name=row.name,
            description=row.description,
            unit=row.unit,
            quantity_micro=row.quantity,
            rate_micro=row.rate,
            value_minor=row.value,
        )
        for row in rows
    ]


def incoming(rows: Sequence[AdjustmentRow]) -> set[int]:
    """Return the ids of the lines that bring goods."""
    return {row.line_id for row in rows if row.quantity > 0}


def snapshot(columns: Mapping[str, Any], rows: Sequence[AdjustmentRow]) -> dict[str, object]:
    """Return the adjustment as plain values, for its history."""
    return {**columns, "lines": [asdict(row) for row in rows]}


def post_adjustment(
    ctx: Ctx,
    *,
    adjustment_id: int,
    number: str,
    state: str,
    day: date,
    rows: Sequence[AdjustmentRow],
    profile: OrganizationProfile,
    is_new: bool = False,
) -> None:
    """Make stock and books say what the adjustment says; nothing unless it is adjusted."""
    source = Source(ENTITY, adjustment_id, number)
    before = [] if is_new else movements(ctx, where=Q(source_kind=ENTITY, source_id=adjustment_id))
    currency = profile.base_currency
    wanted = movements_of(rows, day, number, _tracked(ctx, rows), currency) if state == State.ADJUSTED else []
    if not before and not wanted:
        return
    post_effects(
        ctx, source=source, lines=lines_of(wanted, currency), movements=wanted, base_currency=currency, is_new=is_new
    )
    refuse_shortage(ctx, before=before, after=wanted, policy=profile.negative_stock)
    refuse_worthless(ctx, movements=wanted)


def _tracked(ctx: Ctx, rows: Sequence[AdjustmentRow]) -> dict[int, Tracked]:
    cards = item_card(ctx, item_ids={row.item_id for row in rows})
    return {
        item_id: Tracked(card.inventory_account_id or 0, card.purchase_rate_micro) for item_id, card in cards.items()
    }
