"""Many items at once."""

from collections.abc import Sequence

from daicho.catalog.commands._bulk import CHUNK, COLUMNS, Draft, existing_items, fill, item_key, known_records
from daicho.catalog.commands._item_values import DEFAULTS
from daicho.catalog.commands._labels import keep_labels
from daicho.catalog.commands._opening_stock import follow_opening_stock
from daicho.catalog.core.importing import ItemRow
from daicho.catalog.models import Item, OpeningStock
from daicho.kernel.bulk import BulkResult, Existing, RowFault, repeated
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError
from daicho.kernel.text import noop as _
from daicho.platform.work import Unit, unit_of_work


def import_items(ctx: Ctx, *, rows: Sequence[ItemRow], existing: Existing, dry_run: bool = False) -> BulkResult:
    """Create the items of `rows`, and update or skip those whose SKU (without one: whose name) exists already.

    All or nothing: with any fault, and in a dry run, nothing is written. Absent keys are defaults, or unchanged;
    opening stock is taken for new items only.
    """
    ctx.require("items.create")
    if existing == "update":
        ctx.require("items.edit")
    with unit_of_work(ctx) as unit:
        found, known = existing_items(rows), known_records(ctx, rows)
        drafts: dict[int, Draft] = {}
        faults = _repeats(rows)
        for index, row in enumerate(rows):
            item = found.items.get(item_key(row))
            if item and existing == "skip":
                continue
            if item_key(row) in found.ambiguous:
                message = _("Several items are named '%(value)s'. Give the SKU of the one that is meant.")
                faults.append(RowFault(index, FieldError("name", message, {"value": row.get("name", "")})))
            drafts[index] = _existing(item) if item else _new(ctx)
            faults += [RowFault(index, error) for error in fill(drafts[index], row, known)]
        if faults:
            return BulkResult(faults=tuple(sorted(faults, key=lambda fault: fault.index)))
        new = {index: draft for index, draft in drafts.items() if not draft.before}
        changed = [draft for draft in drafts.values() if draft.before and draft.changes()]
        if not dry_run:
            _create(ctx, unit, rows, new)
            _update(ctx, unit, changed)
    return BulkResult(
        created=tuple(draft.item.id for draft in new.values()),
        updated=tuple(draft.item.id for draft in changed),
        skipped=len(rows) - len(new) - len(changed),
    )


def _new(ctx: Ctx) -> Draft:
    return Draft(
        Item(organization_id=ctx.organization_id, created_at=ctx.now, modified_at=ctx.now, **DEFAULTS), before={}
    )


def _existing(item: Item) -> Draft:
    return Draft(item, before={column: getattr(item, column) for column in COLUMNS})


def _repeats(rows: Sequence[ItemRow]) -> list[RowFault]:
    message = _("'%(value)s' stands in the file more than once.")
    keys = [item_key(row) for row in rows]
    return [
        RowFault(index, FieldError(keys[index][0], message, {"value": keys[index][1]}, 4)) for index in repeated(keys)
    ]


def _create(ctx: Ctx, unit: Unit, rows: Sequence[ItemRow], new: dict[int, Draft]) -> None:
    Item.objects.bulk_create([draft.item for draft in new.values()], batch_size=CHUNK)
    keep_labels(ctx, (draft.values() for draft in new.values()))
    stock = [
        OpeningStock(organization_id=ctx.organization_id, item=draft.item, **place)
        for index, draft in new.items()
        for place in rows[index].get("opening_stock", [])
        if place["quantity_micro"]
    ]
    OpeningStock.objects.bulk_create(stock, batch_size=CHUNK)
    follow_opening_stock(ctx, {row.item_id for row in stock}, is_new=True)
    for draft in new.values():
        shown = {column: value for column, value in draft.values().items() if value not in ("", None)}
        unit.record("item", draft.item.id, "created", after=shown)


def _update(ctx: Ctx, unit: Unit, changed: Sequence[Draft]) -> None:
    for draft in changed:
        draft.item.modified_at = ctx.now
        after = draft.changes()
        unit.record("item", draft.item.id, "updated", before={name: draft.before[name] for name in after}, after=after)
    keep_labels(ctx, (draft.values() for draft in changed))
    columns = sorted({column for draft in changed for column in draft.changes()})
    Item.objects.bulk_update(
        [draft.item for draft in changed], [*columns, "search_text", "modified_at"], batch_size=CHUNK
    )
