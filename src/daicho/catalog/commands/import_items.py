"""Many items at once."""

from collections.abc import Mapping, Sequence

from daicho.catalog.commands._bulk import CHUNK, COLUMNS, Draft, existing_items, fill, item_key, known_records
from daicho.catalog.commands._in_stock import moved_account, renumbered, retracked, with_stock
from daicho.catalog.commands._item_values import DEFAULTS
from daicho.catalog.commands._labels import keep_labels
from daicho.catalog.commands._opening_stock import follow_opening_stock
from daicho.catalog.commands._valuation import follow_valuation
from daicho.catalog.core.importing import ItemRow
from daicho.catalog.models import Item, OpeningStock
from daicho.kernel.bulk import BulkResult, Existing, RowFault, repeated
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError
from daicho.kernel.text import noop as _
from daicho.platform.custom_fields import GivenRecord, custom_changes, custom_faults, set_many_custom_values
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
        faults += _settled(ctx, drafts)
        custom = {
            index: GivenRecord(draft.item.id, rows[index].get("custom_fields", ()), not draft.before)
            for index, draft in drafts.items()
        }
        faults += [RowFault(index, error) for index, error in custom_faults(ctx, entity="item", records=custom)]
        if faults:
            return BulkResult(faults=tuple(sorted(faults, key=lambda fault: fault.index)))
        new = {index: draft for index, draft in drafts.items() if not draft.before}
        others = custom_changes(ctx, entity="item", records=custom)
        changed = {
            index: draft for index, draft in drafts.items() if draft.before and (index in others or draft.changes())
        }
        if not dry_run:
            _create(ctx, unit, rows, new, custom)
            _update(ctx, unit, changed, custom)
    return BulkResult(
        created=tuple(draft.item.id for draft in new.values()),
        updated=tuple(draft.item.id for draft in changed.values()),
        skipped=len(rows) - len(new) - len(changed),
    )


def _settled(ctx: Ctx, drafts: Mapping[int, Draft]) -> list[RowFault]:
    """Return what rows want of items with stock that cannot be had any more."""
    wrong = {
        index: [
            error for rule in (moved_account, retracked, renumbered) for error in rule(draft.before, draft.values())
        ]
        for index, draft in drafts.items()
    }
    asked = {drafts[index].item.id for index, errors in wrong.items() if errors}
    stocked = with_stock(ctx, asked) if asked else set()
    return [
        RowFault(index, error)
        for index, errors in wrong.items()
        if drafts[index].item.id in stocked
        for error in errors
    ]


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


def _create(
    ctx: Ctx, unit: Unit, rows: Sequence[ItemRow], new: dict[int, Draft], custom: Mapping[int, GivenRecord]
) -> None:
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
    held = set_many_custom_values(ctx, entity="item", records={index: custom[index] for index in new})
    for index, draft in new.items():
        shown = {column: value for column, value in draft.values().items() if value not in ("", None)}
        unit.record("item", draft.item.id, "created", after=shown | held.get(index, {}))


def _update(ctx: Ctx, unit: Unit, changed: Mapping[int, Draft], custom: Mapping[int, GivenRecord]) -> None:
    held = set_many_custom_values(ctx, entity="item", records={index: custom[index] for index in changed})
    for index, draft in changed.items():
        draft.item.modified_at = ctx.now
        after = draft.changes()
        before = {name: draft.before[name] for name in after}
        unit.record("item", draft.item.id, "updated", before=before, after=after | held.get(index, {}))
    drafts = [*changed.values()]
    keep_labels(ctx, (draft.values() for draft in drafts))
    columns = sorted({column for draft in drafts for column in draft.changes()})
    Item.objects.bulk_update(
        [draft.item for draft in drafts], [*columns, "search_text", "modified_at"], batch_size=CHUNK
    )
    revalued = [draft.item for draft in drafts if "inventory_valuation_method" in draft.changes()]
    for item in sorted(revalued, key=lambda item: item.id):
        follow_valuation(ctx, item.id, item.inventory_valuation_method)
