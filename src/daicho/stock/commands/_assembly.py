"""An assembly as it will be saved, and its way into stock and books."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Q

from daicho.catalog.queries.item_card import ItemCard, item_card
from daicho.catalog.queries.recipe import recipe
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, RuleBroken, missing
from daicho.kernel.measure import Quantity, Rate
from daicho.kernel.text import noop as _
from daicho.ledger.core.account_type import CONTROLLED
from daicho.ledger.core.posting import Source
from daicho.ledger.queries.accounts import AccountChoice, account_choices
from daicho.organizations.core.organization import OrganizationProfile
from daicho.platform.db.ids import new_id
from daicho.stock.commands._document import location_errors, text_errors
from daicho.stock.commands._line_batches import batched_lines, keep_line_batches, none_named
from daicho.stock.commands.post_effects import post_effects
from daicho.stock.commands.refuse_shortage import refuse_shortage
from daicho.stock.core.adjustment import bad
from daicho.stock.core.approval import State
from daicho.stock.core.assembly import (
    ENTITY,
    KINDS,
    Accounts,
    AssemblyFields,
    AssemblyLineFields,
    AssemblyRow,
    Plan,
    lines_of,
    movements_of,
    quantity_errors,
    rate_errors,
)
from daicho.stock.core.batches import BatchedLine
from daicho.stock.core.movement import OUTWARD
from daicho.stock.core.rules import LINE_LIMIT, NO_LINES
from daicho.stock.models import Assembly, AssemblyLine, Location
from daicho.stock.queries.movements import movements

_TEXTS = {"reference": 100, "description": 2000}
COMPOSITE = "finished_product_"
"""What the wire's fields of the composite item's batches begin with."""
_LINE_TEXTS = {"name": 255, "description": 2000, "unit": 50}


@dataclass(frozen=True, slots=True)
class Prepared:
    """The header's columns (without number and state), and the lines."""

    columns: Mapping[str, Any]
    rows: Sequence[AssemblyRow]


@dataclass(frozen=True, slots=True)
class _Known:
    """What an assembly may refer to, and what it named before (so that it may go on doing so)."""

    items: Mapping[int, ItemCard]
    locations: Mapping[int, Location]
    accounts: Mapping[int, AccountChoice]
    kept_items: frozenset[int]
    kept_locations: frozenset[int]


def prepared(ctx: Ctx, fields: AssemblyFields, current: Assembly | None) -> Prepared:
    """Return the assembly that `fields` make of `current`.

    Raises InvalidInput with every fault at once, RuleBroken (4016) without lines.
    """
    before = list(AssemblyLine.objects.filter(assembly=current).order_by("position")) if current else []
    columns = _columns(ctx, fields, current)
    given = fields.get("lines")
    if given is None and current is None:
        given = recipe_lines(ctx, columns["item_id"], fields.get("quantity"), columns["kind"])
    known = _known(ctx, columns, given or [], before, current)
    errors = list(_header_errors(fields, columns, current, known))
    if given is not None and not errors:
        if not given:
            raise RuleBroken(NO_LINES, _("Add at least one line."))
        errors += _all_line_errors(given, columns, before, known)
    elif given is None and columns["kind"] == "unbundle" and any(line.account_id for line in before):
        errors.append(bad("bundle_type"))
    if errors:
        raise InvalidInput(errors)
    columns["quantity_micro"] = _micro(fields.get("quantity"), current)
    rows = [_kept(line) for line in before] if given is None else _rows(given, columns["location_id"], known)
    return Prepared(columns, rows)


def recipe_lines(ctx: Ctx, item_id: int, quantity: Decimal | None, kind: str) -> list[AssemblyLineFields]:
    """Return the recipe as lines for this quantity; what is not kept in stock does not come out of taking apart."""
    parts = recipe(ctx, item_ids=[item_id]).get(item_id, [])
    return [
        {"item_id": part.card.item_id, "quantity": Quantity(part.quantity_micro).value * (quantity or 0)}
        for part in parts
        if part.card.is_tracked or kind == "bundle"
    ]


def _columns(ctx: Ctx, fields: AssemblyFields, current: Assembly | None) -> dict[str, Any]:
    primary = None if current else Location.objects.values_list("id", flat=True).get(is_primary=True)
    return {
        "kind": fields.get("kind") or (current.kind if current else "bundle"),
        "date": fields.get("date") or (current.date if current else ctx.today),
        "item_id": fields.get("item_id") or (current.item_id if current else 0),
        "location_id": fields.get("location_id") or (current.location_id if current else primary),
        "reference": fields.get("reference", current.reference if current else ""),
        "description": fields.get("description", current.description if current else ""),
    }


def _micro(quantity: Decimal | None, current: Assembly | None) -> int:
    if quantity is None:
        assert current is not None, "a new assembly has a quantity"
        return int(current.quantity_micro)
    return Quantity.of(quantity).micro


def _known(
    ctx: Ctx,
    columns: Mapping[str, Any],
    given: Sequence[AssemblyLineFields],
    before: Sequence[AssemblyLine],
    current: Assembly | None,
) -> _Known:
    named = {line.get("item_id") or 0 for line in given} | {columns["item_id"]}
    kept = {line.item_id for line in before} | ({current.item_id} if current else set())
    places = {line.location_id for line in before} | ({current.location_id} if current else set())
    return _Known(
        items=item_card(ctx, item_ids=named),
        locations={row.id: row for row in Location.objects.filter(is_transit=False)},
        accounts={
            account.account_id: account for account in account_choices(ctx) if account.account_type not in CONTROLLED
        },
        kept_items=frozenset(kept),
        kept_locations=frozenset(places),
    )


def _header_errors(
    fields: AssemblyFields, columns: Mapping[str, Any], current: Assembly | None, known: _Known
) -> Iterable[FieldError]:
    if columns["kind"] not in KINDS:
        yield bad("bundle_type")
    card = known.items.get(columns["item_id"])
    if not columns["item_id"]:
        yield missing("composite_item_id")
    elif card is None:
        yield bad("composite_item_id")
    elif card.combo_type != "assembly":
        yield FieldError("composite_item_id", _("'%(name)s' is not an item that is assembled."), {"name": card.name})
    elif not card.is_active and card.item_id not in known.kept_items:
        yield FieldError("composite_item_id", _("The item %(name)s is inactive."), {"name": card.name})
    if current is None or "quantity" in fields:
        yield from quantity_errors("quantity_to_bundle", fields.get("quantity"))
    yield from location_errors([("location_id", columns["location_id"])], known.locations, known.kept_locations)
    yield from text_errors(fields, _TEXTS)


def _all_line_errors(
    given: Sequence[AssemblyLineFields], columns: Mapping[str, Any], before: Sequence[AssemblyLine], known: _Known
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
        yield from _item_errors(f"{prefix}.item_id", line.get("item_id") or 0, columns, known)
        here = [(f"{prefix}.location_id", line.get("location_id"))]
        yield from location_errors(here, known.locations, known.kept_locations)
        card = known.items.get(line.get("item_id") or 0)
        if card and not card.is_tracked and line.get("account_id") and line["account_id"] not in known.accounts:
            yield bad(f"{prefix}.account_id")
        yield from text_errors(line, _LINE_TEXTS, f"{prefix}.")
        yield from quantity_errors(f"{prefix}.quantity_consumed", line.get("quantity"))
        yield from rate_errors(f"{prefix}.rate", line.get("rate"))
    cards = [known.items.get(line.get("item_id") or 0) for line in given]
    if all(cards) and not any(card.is_tracked for card in cards if card):
        yield FieldError("line_items", _("At least one component must be kept in stock."))


def _item_errors(field: str, item_id: int, columns: Mapping[str, Any], known: _Known) -> Iterable[FieldError]:
    card = known.items.get(item_id)
    if not item_id:
        yield missing(field)
    elif card is None:
        yield bad(field)
    elif item_id == columns["item_id"]:
        yield FieldError(field, _("'%(name)s' cannot be a component of itself."), {"name": card.name})
    elif not card.is_active and item_id not in known.kept_items:
        yield FieldError(field, _("The item %(name)s is inactive."), {"name": card.name})
    elif not card.is_tracked and columns["kind"] == "unbundle":
        yield FieldError(
            field, _("'%(name)s' is not kept in stock, so it cannot come out of taking apart."), {"name": card.name}
        )
    elif not card.is_tracked and not card.can_be_purchased:
        message = _("'%(name)s' is not bought, so nobody knows what it adds to the cost.")
        yield FieldError(field, message, {"name": card.name})


def _rows(given: Sequence[AssemblyLineFields], location_id: int, known: _Known) -> list[AssemblyRow]:
    rows = []
    for position, line in enumerate(given, start=1):
        card = known.items[line["item_id"]]
        rate = line.get("rate")
        cost = card.purchase_rate_micro if rate is None else Rate.of(rate).micro
        rows.append(
            AssemblyRow(
                line_id=line.get("line_id") or new_id(),
                position=position,
                item_id=card.item_id,
                location_id=line.get("location_id") or location_id,
                account_id=None if card.is_tracked else line.get("account_id") or card.purchase_account_id,
                name=line.get("name", "").strip() or card.name,
                description=line.get("description", ""),
                unit=line.get("unit", "") or card.unit,
                quantity=Quantity.of(line["quantity"]).micro,
                rate=None if card.is_tracked else cost,
            )
        )
    return rows


def _kept(line: AssemblyLine) -> AssemblyRow:
    return AssemblyRow(
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
    )


def kept_rows(assembly: Assembly) -> list[AssemblyRow]:
    """Return the lines as they are saved."""
    return [_kept(line) for line in AssemblyLine.objects.filter(assembly=assembly).order_by("position")]


def line_rows(ctx: Ctx, assembly_id: int, rows: Sequence[AssemblyRow]) -> list[AssemblyLine]:
    """Return the rows of the table of lines."""
    return [
        AssemblyLine(
            id=row.line_id,
            organization_id=ctx.organization_id,
            assembly_id=assembly_id,
            position=row.position,
            item_id=row.item_id,
            location_id=row.location_id,
            account_id=row.account_id,
            name=row.name,
            description=row.description,
            unit=row.unit,
            quantity_micro=row.quantity,
            rate_micro=row.rate,
        )
        for row in rows
    ]


def keep_batches_of(
    ctx: Ctx, plan: Plan, fields: AssemblyFields, rows: Sequence[AssemblyRow], current: Assembly | None
) -> dict[str, object]:
    """Keep the batches that the components and the composite item name; return them for the history."""
    before = kept_rows(current) if current else []
    is_made = plan.kind == "bundle"
    parts = () if is_made else {row.line_id for row in rows}
    coming, others = batched_lines(fields.get("lines"), rows, before, parts)
    batches = fields.get("batches")
    if batches is None and current and current.item_id != plan.item_id:
        batches = ()
    if batches is not None:
        whole = BatchedLine((plan.item_line_id,), plan.item_id, COMPOSITE, batches)
        (coming if is_made else others).append(whole)
    return keep_line_batches(ctx, coming, others)


def drop_batches_of(ctx: Ctx, plan: Plan, rows: Sequence[AssemblyRow]) -> None:
    """Let the lines of an assembly that is deleted name no batches."""
    whole = BatchedLine((plan.item_line_id,), plan.item_id, "", ())
    keep_line_batches(ctx, [], [whole, *(none_named(row) for row in rows)])


def snapshot(columns: Mapping[str, Any], rows: Sequence[AssemblyRow]) -> dict[str, object]:
    """Return the assembly as plain values, for its history."""
    return {**columns, "lines": [asdict(row) for row in rows]}


def post_assembly(
    ctx: Ctx,
    *,
    plan: Plan,
    state: str,
    rows: Sequence[AssemblyRow],
    profile: OrganizationProfile,
    is_new: bool = False,
) -> None:
    """Make stock and books say what the assembly says; nothing unless it is carried out.

    What goes in must be there, whatever the policy on stock below zero says (behaviour.md 10).
    """
    before = [] if is_new else movements(ctx, where=Q(source_kind=ENTITY, source_id=plan.assembly_id))
    currency = profile.base_currency
    counts = state == State.BUNDLED
    wanted = movements_of(plan, rows, _accounts(ctx, plan, rows), currency) if counts else []
    if not before and not wanted:
        return
    post_effects(
        ctx,
        source=Source(ENTITY, plan.assembly_id, plan.number),
        lines=lines_of(plan, rows, currency) if counts else [],
        movements=wanted,
        base_currency=currency,
        is_new=is_new,
    )
    needed = {movement.item_id for movement in wanted if movement.kind in OUTWARD}
    refuse_shortage(ctx, before=before, after=wanted, policy=profile.negative_stock, needed=needed)


def _accounts(ctx: Ctx, plan: Plan, rows: Sequence[AssemblyRow]) -> dict[int, Accounts]:
    cards = item_card(ctx, item_ids={row.item_id for row in rows if row.rate is None} | {plan.item_id})
    return {
        item_id: Accounts(card.inventory_account_id or 0, card.purchase_account_id or 0, card.purchase_rate_micro)
        for item_id, card in cards.items()
    }


def plan_of(row: Assembly, **changes: Any) -> Plan:
    """Return the head of a saved assembly, with changes."""
    plan = Plan(
        assembly_id=row.id,
        kind=row.kind,
        day=row.date,
        number=row.number,
        item_id=row.item_id,
        item_line_id=row.item_line_id,
        quantity=row.quantity_micro,
        location_id=row.location_id,
    )
    return replace(plan, **changes)
