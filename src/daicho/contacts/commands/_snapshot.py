"""A contact's values for the audit trail."""

from collections.abc import Mapping

from daicho.contacts.models import Address, Contact, Person

_HIDDEN = {
    "id",
    "organization_id",
    "name_key",
    "sort_key",
    "search_key",
    "created_at",
    "modified_at",
    "contact",
    "position",
}


def snapshot(contact_id: int) -> dict[str, object]:
    """Return everything that is stored of a contact, its persons and addresses included."""
    row = Contact.objects.get(id=contact_id)
    persons = Person.objects.filter(contact_id=contact_id).order_by("position", "id")
    addresses = Address.objects.filter(contact_id=contact_id).order_by("role", "id")
    return {
        **values_of(row),
        "contact_persons": [values_of(person) for person in persons],
        "addresses": [values_of(address) for address in addresses],
    }


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """Return the values that differ, as they were and as they are."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def values_of(row: Contact | Person | Address) -> dict[str, object]:
    """Return the stored values of a row that are worth telling."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.local_fields
        if field.name not in _HIDDEN and getattr(row, field.attname) not in ("", None)
    }
