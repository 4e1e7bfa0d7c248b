"""A sales return as it will be saved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from daicho.documents.core.rules import NO_LINES
from daicho.documents.core.state import State as DocumentState
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, NotFound, RuleBroken, missing
from daicho.kernel.measure import Quantity
from daicho.kernel.text import noop as _
from daicho.platform.db.ids import new_id
from daicho.sales.core.rules import RETURN_IN_USE, RETURNS_TOO_MUCH
from daicho.sales.core.sales_return import (
    Progress,
    ReturnFields,
    ReturnLineFields,
    ReturnRow,
    exceeding,
    quantity_errors,
)
from daicho.sales.models import Invoice, SalesOrder, SalesReturn, SalesReturnLine
from daicho.sales.queries.return_progress import return_progress
from daicho.sales.queries.returnable_lines import ReturnableLine, returnable_lines
from daicho.stock.queries.locations import LocationView, locations

NUMBER = "salesreturn_number"
_BAD = _("Invalid value passed for %(field)s")
_LENGTHS = {"number": 100, "reason": 10_000}
_RETURNED_FROM = frozenset({DocumentState.OPEN, DocumentState.CLOSED})
_COLUMNS = (
    "id", "order_line_id", "invoice_line_id", "location_id", "position", "item_id", "name", "description", "unit",
    "quantity_micro", "credit_only_micro",
)  # fmt: skip


def locked_sources(order_id: int | None, invoice_id: int | None) -> tuple[list[SalesOrder], Invoice | None]:
    """Return what is returned from, locked: the order, or the invoice with the orders that its goods left for.

    Raises NotFound.
    """
    mine = Invoice.objects.filter(id=invoice_id or 0, lines__source_line__isnull=False)
    ids = set(mine.values_list("lines__source_line__document_id", flat=True)) if invoice_id else {order_id or 0}
    orders = list(SalesOrder.objects.select_for_update().filter(id__in=ids).order_by("id")) if ids else []
    invoice = Invoice.objects.select_for_update().filter(id=invoice_id).first() if invoice_id else None
    if invoice_id and invoice is None:
        raise NotFound(_("Invoice does not exist."))
    if not invoice_id and not orders:
        raise NotFound(_("Sales order does not exist."))
    return orders, invoice


def locked_return(return_id: int) -> SalesReturn:
    """Return a return for changing, what it was made of locked first. Raises NotFound."""
    sources = SalesReturn.objects.filter(id=return_id).values_list("order_id", "invoice_id").first()
    if sources is not None:
        locked_sources(*sources)
    row = SalesReturn.objects.select_for_update().filter(id=return_id).first()
    if row is None:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Sales return")})
    return row


def refuse_unshipped(source: SalesOrder | Invoice) -> None:
    """Raise RuleBroken (4821) for a draft or void order or invoice: nothing of it was shipped."""
    if source.state not in _RETURNED_FROM:
        raise RuleBroken(RETURNS_TOO_MUCH, _("Nothing of %(number)s was shipped."), {"number": source.number})


def prepared_rows(
    ctx: Ctx, row: SalesReturn, given: Sequence[ReturnLineFields] | None, before: Sequence[ReturnRow]
) -> list[ReturnRow]:
    """Return the lines as they will be saved; without given ones those that are there, or all that can come back.

    Raises InvalidInput with every fault at once, RuleBroken (4016 without lines; 4821: nothing can come back).
    """
    if given is None and before:
        return list(before)
    lines = returnable_lines(ctx, order_id=row.order_id, invoice_id=row.invoice_id, but_of=row.id)
    chosen = _everything(lines) if given is None else list(given)
    if not chosen and given is None:
        raise RuleBroken(RETURNS_TOO_MUCH, _("Nothing was shipped that is not on a return already."))
    if not chosen:
        raise RuleBroken(NO_LINES, _("Add at least one line."))
    known = {kept.line_id: kept for kept in before}
    targets = [_target(line, known, lines) for line in chosen]
    places = locations(ctx)
    errors = [
        error
        for place, (line, target) in enumerate(zip(chosen, targets, strict=True))
        for error in _line_errors(place, line, target, places, targets[:place])
    ]
    if errors:
        raise InvalidInput(errors)
    own = {kept.source_line_id: kept for kept in before}
    pairs = enumerate(zip(chosen, targets, strict=True), 1)
    return [_row(position, line, target, own) for position, (line, target) in pairs if target]


def _everything(lines: Iterable[ReturnableLine]) -> list[ReturnLineFields]:
    return [
        ReturnLineFields(source_line_id=line.source_line_id, quantity=Quantity(line.left).value)
        for line in lines
        if line.left
    ]


def _target(
    line: ReturnLineFields, known: Mapping[int, ReturnRow], lines: Sequence[ReturnableLine]
) -> ReturnableLine | None:
    """Return the line that is meant: by this return's own, by that of the order or invoice, or by the item."""
    kept = known.get(line.get("line_id", 0))
    wanted = kept.source_line_id if kept else line.get("source_line_id", 0)
    if wanted:
        return next((row for row in lines if wanted in {row.source_line_id, row.own_line_id}), None)
    return next((row for row in lines if row.item_id == line.get("item_id")), None)


def _line_errors(
    place: int,
    line: ReturnLineFields,
    target: ReturnableLine | None,
    places: Sequence[LocationView],
    earlier: Sequence[ReturnableLine | None],
) -> Iterable[FieldError]:
    prefix = f"line_items[{place}]"
    name = f"{prefix}.salesorder_item_id"
    if target is None:
        is_named = line.get("line_id") or line.get("source_line_id") or line.get("item_id")
        yield FieldError(name, _BAD, {"field": name}) if is_named else missing(name)
    elif line.get("item_id") not in {None, target.item_id}:
        field = f"{prefix}.item_id"
        yield FieldError(field, _BAD, {"field": field})
    elif target in earlier:
        yield FieldError(name, _("%(name)s stands on more than one line."), {"name": target.name})
    if len(line.get("description", "")) > 2000:
        field = f"{prefix}.description"
        yield FieldError(field, _("%(field)s is too long."), {"field": field})
    yield from quantity_errors(place, line)
    yield from location_errors(f"{prefix}.location_id", line.get("location_id"), places)


def location_errors(
    name: str, location_id: int | None, places: Sequence[LocationView], kept: int | None = None
) -> Iterable[FieldError]:
    """Yield what is wrong with a location to which goods shall come; an inactive one that was `kept` may stay."""
    place = next((row for row in places if row.location_id == location_id), None)
    if location_id and place is None:
        yield FieldError(name, _BAD, {"field": name})
    elif place and not place.is_active and place.location_id != kept:
        yield FieldError(name, _("The location %(name)s is inactive."), {"name": place.name})


def _row(position: int, line: ReturnLineFields, target: ReturnableLine, own: Mapping[int, ReturnRow]) -> ReturnRow:
    kept = own.get(target.source_line_id)
    return ReturnRow(
        line_id=kept.line_id if kept else new_id(),
        order_line_id=target.order_line_id,
        invoice_line_id=target.invoice_line_id,
        location_id=line.get("location_id", kept.location_id if kept else None),
        position=position,
        item_id=target.item_id,
        name=target.name,
        description=line.get("description", kept.description if kept else target.description),
        unit=target.unit,
        quantity=Quantity.of(line["quantity"]).micro if "quantity" in line else 0,
        credit_only=Quantity.of(line["credit_only"]).micro if "credit_only" in line else 0,
    )


def kept_rows(return_id: int) -> list[ReturnRow]:
    """Return the lines as they are saved."""
    rows = SalesReturnLine.objects.filter(sales_return_id=return_id).order_by("position", "id")
    return [ReturnRow(*row) for row in rows.values_list(*_COLUMNS)]


def write_lines(ctx: Ctx, return_id: int, rows: Sequence[ReturnRow], before: Sequence[ReturnRow]) -> None:
    """Replace the lines of a return; those that stay are changed in place."""
    kept, staying = {row.line_id for row in before}, {row.line_id for row in rows}
    SalesReturnLine.objects.filter(id__in=kept - staying).delete()
    made = [
        SalesReturnLine(
            organization_id=ctx.organization_id,
            sales_return_id=return_id,
            **dict(zip(_COLUMNS, asdict(row).values(), strict=True)),
        )
        for row in rows
    ]
    if kept & staying:
        changing = [line for line in made if line.id in kept]
        SalesReturnLine.objects.bulk_update(changing, [*_COLUMNS[1:]])
    SalesReturnLine.objects.bulk_create([line for line in made if line.id not in kept])


def header_columns(ctx: Ctx, fields: ReturnFields, current: SalesReturn | None) -> dict[str, Any]:
    """Return the columns without number and state. Raises InvalidInput with every fault at once."""
    kept = current.location_id if current else None
    columns: dict[str, Any] = {
        "date": fields.get("date") or (current.date if current else ctx.today),
        "reason": fields.get("reason", current.reason if current else "").strip(),
        "location_id": fields.get("location_id", kept),
    }
    errors = [*length_errors(fields, _LENGTHS)]
    errors += location_errors("location_id", columns["location_id"], locations(ctx), kept)
    if errors:
        raise InvalidInput(errors)
    return columns


def length_errors(fields: Mapping[str, Any], lengths: Mapping[str, int]) -> Iterable[FieldError]:
    """Yield which texts are too long."""
    for name, limit in lengths.items():
        if len(str(fields.get(name, ""))) > limit:
            field = NUMBER if name == "number" else name
            yield FieldError(field, _("%(field)s is too long."), {"field": field})


def refuse_excess(ctx: Ctx, row: SalesReturn, rows: Sequence[ReturnRow]) -> None:
    """Raise RuleBroken (4821) where more would come back than was shipped and is on no other approved return."""
    lines = returnable_lines(ctx, order_id=row.order_id, invoice_id=row.invoice_id, but_of=row.id)
    left = {line.source_line_id: line.left for line in lines}
    for excess in exceeding(rows, left):
        message = _("More would come back than was shipped: of %(name)s %(left)s can be returned.")
        quantity = format(Quantity(left.get(excess.source_line_id, 0)).value.normalize(), "f")
        raise RuleBroken(RETURNS_TOO_MUCH, message, {"name": excess.name, "left": quantity})


def refuse_undone(ctx: Ctx, return_id: int, rows: Sequence[ReturnRow] = ()) -> None:
    """Raise RuleBroken (4823) where `rows` would leave less than was received or credited of the return already."""
    after = {row.line_id: row for row in rows}
    for line in return_progress(ctx, return_ids=[return_id])[return_id]:
        row = after.get(line.line_id)
        left = Progress(line.line_id, row.quantity if row else 0, row.credit_only if row else 0, *_done(line))
        if left.is_exceeded:
            message = _("Of this return something was received or credited already; delete that first.")
            raise RuleBroken(RETURN_IN_USE, message)


def _done(line: Progress) -> tuple[int, int, int]:
    return line.received, line.credited, line.credited_only


def snapshot(row: SalesReturn, rows: Sequence[ReturnRow]) -> dict[str, object]:
    """Return the return as plain values, for its history."""
    names = ("number", "state", "date", "location_id", "reason", "order_id", "invoice_id")
    return {**{name: getattr(row, name) for name in names}, "lines": [asdict(line) for line in rows]}
