"""Contacts of an import: found, filled and checked in memory, written in bulk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from daicho.contacts.commands._fields import put_fields
from daicho.contacts.commands._parts import new_person, put_address, put_person
from daicho.contacts.commands._snapshot import values_of
from daicho.contacts.core.contact import AddressRole
from daicho.contacts.core.importing import ContactRow
from daicho.contacts.core.names import name_key
from daicho.contacts.models import Address, Contact, Person
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput

CHUNK = 500
"""Rows that one statement reads or writes."""
ROLES: tuple[AddressRole, ...] = ("billing", "shipping")


@dataclass(slots=True)
class Draft:
    """A contact as it will be: a new one, or one that exists with the parts of it that an import may change."""

    contact: Contact
    is_new: bool
    person: Person | None = None
    addresses: dict[str, Address] = field(default_factory=dict)
    new_parts: list[Person | Address] = field(default_factory=list)
    before: dict[str, object] = field(default_factory=dict)

    def values(self) -> dict[str, object]:
        """Return everything that is stored of it, for the audit trail."""
        return {
            **values_of(self.contact),
            "contact_persons": [values_of(self.person)] if self.person else [],
            "addresses": [values_of(address) for _role, address in sorted(self.addresses.items())],
        }


def existing_drafts(rows: Iterable[ContactRow]) -> dict[str, Draft]:
    """Return name key → draft of those contacts that exist, locked."""
    keys = sorted({name_key(row.get("contact_name", "")) for row in rows})
    found: dict[str, Draft] = {}
    for start in range(0, len(keys), CHUNK):
        locked = Contact.objects.select_for_update().filter(name_key__in=keys[start : start + CHUNK], merged_into=None)
        by_id = {row.id: Draft(row, is_new=False) for row in locked.order_by("id")}
        for person in Person.objects.filter(contact_id__in=list(by_id), is_primary=True):
            by_id[person.contact_id].person = person
        for address in Address.objects.filter(contact_id__in=list(by_id), role__in=ROLES):
            by_id[address.contact_id].addresses[address.role] = address
        found |= {draft.contact.name_key: draft for draft in by_id.values()}
    for draft in found.values():
        draft.before = draft.values()
    return found


def fill(ctx: Ctx, draft: Draft, row: ContactRow, *, japanese: bool) -> list[FieldError]:
    """Put a row's values into the draft and return what is wrong with them."""
    own = {name: value for name, value in row.items() if name != "is_active"}
    errors: list[FieldError] = []
    try:
        put_fields(draft.contact, own, japanese=japanese)  # type: ignore[arg-type]
    except InvalidInput as error:
        errors += error.errors
    draft.contact.is_active = row.get("is_active", draft.contact.is_active)
    for person in row.get("contact_persons", ())[:1]:
        if draft.person is None:
            draft.person = new_person(ctx, draft.contact)
            draft.person.is_primary = True
            draft.new_parts.append(draft.person)
        errors += put_person(draft.person, person, "contact_persons[0].")
    for role in ROLES:
        given = row.get("billing_address") if role == "billing" else row.get("shipping_address")
        if given:
            if role not in draft.addresses:
                draft.addresses[role] = Address(organization_id=ctx.organization_id, contact=draft.contact, role=role)
                draft.new_parts.append(draft.addresses[role])
            errors += put_address(draft.addresses[role], given, f"{role}_address.")
    return errors


def taken_numbers(rows: Sequence[ContactRow]) -> dict[str, int]:
    """Return contact number → id of the contact that has it, for the numbers of these rows."""
    numbers = sorted({row["contact_number"].strip() for row in rows if row.get("contact_number")})
    found: dict[str, int] = {}
    for start in range(0, len(numbers), CHUNK):
        same = Contact.objects.filter(contact_number__in=numbers[start : start + CHUNK], merged_into=None)
        found |= dict(same.values_list("contact_number", "id"))
    return found


def write_changes(drafts: Sequence[Draft]) -> None:
    """Write the columns of existing contacts, persons and addresses that any of the drafts changes."""
    Contact.objects.bulk_update(
        [draft.contact for draft in drafts], ["modified_at", *_changed(Contact, drafts)], batch_size=CHUNK
    )
    persons = [draft.person for draft in drafts if draft.person and draft.person not in draft.new_parts]
    addresses = [row for draft in drafts for row in draft.addresses.values() if row not in draft.new_parts]
    for model, rows in ((Person, persons), (Address, addresses)):
        columns = _changed(model, drafts)
        if rows and columns:
            model.objects.bulk_update(rows, columns, batch_size=CHUNK)  # type: ignore[arg-type]


def _changed(model: type[Contact | Person | Address], drafts: Sequence[Draft]) -> list[str]:
    part = {Contact: "", Person: "contact_persons", Address: "addresses"}[model]
    names: set[str] = set()
    for draft in drafts:
        before, after = _by_role(draft.before, part), _by_role(draft.values(), part)
        for role in before.keys() & after.keys():
            was, is_now = before[role], after[role]
            names |= {name for name in {*was, *is_now} if was.get(name) != is_now.get(name)}
    if names & {"name", "name_kana", "company_name", "contact_number"}:
        names |= {"name_key", "sort_key", "search_key"}
    return sorted(names & {column.attname for column in model._meta.local_fields})


def _by_role(values: Mapping[str, object], part: str) -> dict[object, Mapping[str, object]]:
    """Return a contact's own values, or those of its persons or addresses by their role."""
    rows = values[part] if part else [values]
    return {row.get("role"): row for row in rows}  # type: ignore[attr-defined]


def write_new_parts(drafts: Sequence[Draft]) -> None:
    """Write the persons and addresses that the drafts did not have before."""
    parts = [part for draft in drafts for part in draft.new_parts]
    Person.objects.bulk_create([part for part in parts if isinstance(part, Person)], batch_size=CHUNK)
    Address.objects.bulk_create([part for part in parts if isinstance(part, Address)], batch_size=CHUNK)
