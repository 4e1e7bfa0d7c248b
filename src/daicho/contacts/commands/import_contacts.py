"""Many customers and vendors at once."""

from collections.abc import Iterator, Mapping, Sequence

from daicho.contacts.commands._bulk import (
    CHUNK,
    Draft,
    existing_drafts,
    fill,
    taken_numbers,
    write_changes,
    write_new_parts,
)
from daicho.contacts.commands._snapshot import changes
from daicho.contacts.commands.create_contact import _new_contact
from daicho.contacts.core.importing import ContactRow
from daicho.contacts.core.names import name_key
from daicho.contacts.models import Contact
from daicho.contacts.queries.contacts_with_transactions import contacts_with_transactions
from daicho.kernel.bulk import BulkResult, Existing, RowFault, repeated
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, duplicate
from daicho.kernel.text import noop as _
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields import GivenRecord, custom_changes, custom_faults, set_many_custom_values
from daicho.platform.work import Unit, unit_of_work


def import_contacts(ctx: Ctx, *, rows: Sequence[ContactRow], existing: Existing, dry_run: bool = False) -> BulkResult:
    """Create the contacts of `rows`, and update or skip those whose name exists already.

    All or nothing: with any fault, and in a dry run, nothing is written. Absent keys are defaults, or unchanged.
    """
    ctx.require("contacts.create")
    if existing == "update":
        ctx.require("contacts.edit")
    with unit_of_work(ctx) as unit:
        found = existing_drafts(rows)
        skipped = {
            index
            for index, row in enumerate(rows)
            if existing == "skip" and name_key(row.get("contact_name", "")) in found
        }
        drafts, faults = _filled(ctx, rows, found, skipped)
        faults += _refused_changes(ctx, drafts)
        faults += [RowFault(index, error) for index, error in _repeats(rows, drafts)]
        custom = {
            index: GivenRecord(draft.contact.id, rows[index].get("custom_fields", ()), draft.is_new)
            for index, draft in drafts.items()
        }
        faults += [RowFault(index, error) for index, error in custom_faults(ctx, entity="contact", records=custom)]
        if faults:
            return BulkResult(faults=tuple(sorted(faults, key=lambda fault: fault.index)))
        others = custom_changes(ctx, entity="contact", records=custom)
        new = {index: draft for index, draft in drafts.items() if draft.is_new}
        changed = {
            index: draft
            for index, draft in drafts.items()
            if not draft.is_new and (index in others or draft.before != draft.values())
        }
        if not dry_run:
            _write(ctx, unit, new, changed, custom)
    return BulkResult(
        created=tuple(draft.contact.id for draft in new.values()),
        updated=tuple(draft.contact.id for draft in changed.values()),
        skipped=len(rows) - len(new) - len(changed),
    )


def _filled(
    ctx: Ctx, rows: Sequence[ContactRow], found: dict[str, Draft], skipped: set[int]
) -> tuple[dict[int, Draft], list[RowFault]]:
    """Return row position → draft with the row's values in it, and what is wrong with them."""
    profile = organization_profile(ctx)
    drafts: dict[int, Draft] = {}
    faults: list[RowFault] = []
    for index, row in enumerate(rows):
        if index in skipped:
            continue
        known = found.get(name_key(row.get("contact_name", "")))
        drafts[index] = known or Draft(_new_contact(ctx, profile), is_new=True)
        errors = fill(ctx, drafts[index], row, japanese=profile.is_japanese)
        faults += [RowFault(index, error) for error in errors]
    return drafts, faults


def _refused_changes(ctx: Ctx, drafts: dict[int, Draft]) -> list[RowFault]:
    """Type and currency are fixed by the first transaction."""
    turned = {
        draft.contact.id: (index, name)
        for index, draft in drafts.items()
        for name in ("contact_type", "currency_code")
        if not draft.is_new and draft.before[name] != getattr(draft.contact, name)
    }
    fixed = contacts_with_transactions(ctx, contact_ids=list(turned)) if turned else set()
    message = _("A contact with transactions keeps its kind and its currency.")
    return [RowFault(index, FieldError(name, message)) for record, (index, name) in turned.items() if record in fixed]


def _repeats(rows: Sequence[ContactRow], drafts: dict[int, Draft]) -> Iterator[tuple[int, FieldError]]:
    """Yield names and numbers that stand in the file twice, and numbers that another contact has."""
    message = _("'%(value)s' stands in the file more than once.")
    for index in repeated(name_key(row.get("contact_name", "")) for row in rows):
        yield index, FieldError("contact_name", message, {"value": rows[index]["contact_name"]}, 4)
    numbers = taken_numbers(rows)
    for index in repeated(row.get("contact_number", "").strip() for row in rows):
        yield index, FieldError("contact_number", message, {"value": rows[index]["contact_number"]}, 4)
    for index, draft in drafts.items():
        number = draft.contact.contact_number
        if number and numbers.get(number, draft.contact.id) != draft.contact.id:
            yield index, duplicate("contact_number", number)


def _write(
    ctx: Ctx,
    unit: Unit,
    new: Mapping[int, Draft],
    changed: Mapping[int, Draft],
    custom: Mapping[int, GivenRecord],
) -> None:
    Contact.objects.bulk_create([draft.contact for draft in new.values()], batch_size=CHUNK)
    for draft in changed.values():
        draft.contact.modified_at = ctx.now
    write_changes([*changed.values()])
    write_new_parts([*new.values(), *changed.values()])
    written = {index: custom[index] for index in (*new, *changed)}
    held = set_many_custom_values(ctx, entity="contact", records=written)
    for index, draft in new.items():
        unit.record("contact", draft.contact.id, "created", after=draft.values() | held.get(index, {}))
    for index, draft in changed.items():
        before, after = changes(draft.before, draft.values())
        unit.record("contact", draft.contact.id, "updated", before=before, after=after | held.get(index, {}))
