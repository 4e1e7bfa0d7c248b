"""Writing the persons and addresses of a contact."""

from collections.abc import Iterator, Sequence

from daicho.contacts.commands._fields import EMAIL, bad_value, too_long
from daicho.contacts.core.contact import PERSON_LIMIT, AddressFields, AddressRole, PersonFields
from daicho.contacts.core.rules import PORTAL_IS_FOR_CUSTOMERS, PORTAL_NEEDS_EMAIL
from daicho.contacts.models import Address, Contact, Person
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, RuleBroken, missing
from daicho.kernel.text import noop as _
from daicho.platform.countries import country_names

_NO_EMAIL = _("A person needs an email address to use the portal.")
_PERSON_COLUMNS = {"is_primary_contact": "is_primary", "enable_portal": "is_portal_enabled"}
PERSON_COLUMNS = [
    field.name for field in Person._meta.local_fields if field.name not in {"id", "organization_id", "contact"}
]


def replace_persons(ctx: Ctx, contact: Contact, persons: Sequence[PersonFields]) -> None:
    """Make `persons` the persons of the contact, in their order, one of them primary. Raises InvalidInput."""
    if len(persons) > PERSON_LIMIT:
        message = _("%(field)s has more than %(limit)s entries.")
        raise InvalidInput(
            [FieldError("contact_persons", message, {"field": "contact_persons", "limit": PERSON_LIMIT})]
        )
    kept = {row.id: row for row in Person.objects.filter(contact=contact)}
    rows, errors = [], list[FieldError]()
    for position, fields in enumerate(persons):
        person_id = fields.get("contact_person_id")
        row = kept.get(person_id) if person_id else new_person(ctx, contact)
        prefix = f"contact_persons[{position}]."
        if row is None or row in rows:
            errors.append(bad_value(f"{prefix}contact_person_id"))
            continue
        errors.extend(put_person(row, fields, prefix))
        row.position, row.modified_at = position, ctx.now
        rows.append(row)
    if errors:
        raise InvalidInput(errors)
    _choose_primary(rows)
    Person.objects.filter(contact=contact).exclude(id__in=[row.id for row in rows]).delete()
    Person.objects.filter(contact=contact).update(is_primary=False)
    Person.objects.bulk_update([row for row in rows if row.id in kept], PERSON_COLUMNS)
    Person.objects.bulk_create([row for row in rows if row.id not in kept])


def new_person(ctx: Ctx, contact: Contact) -> Person:
    """Return a person of the contact that is not stored yet."""
    return Person(organization_id=ctx.organization_id, contact=contact, created_at=ctx.now, modified_at=ctx.now)


def put_person(row: Person, fields: PersonFields, prefix: str = "") -> list[FieldError]:
    """Set the row's columns from what was given and return what is wrong; field names begin with `prefix`."""
    return list(_put_person(row, fields, prefix))


def check_portal(contact: Contact, persons: Sequence[Person]) -> None:
    """Raise RuleBroken where somebody would enter the portal who cannot: a vendor's person, or one without address."""
    entering = [person for person in persons if person.is_portal_enabled]
    if entering and contact.contact_type != "customer":
        raise RuleBroken(PORTAL_IS_FOR_CUSTOMERS, _("The portal is for customers only."))
    if not all(person.email for person in entering):
        raise RuleBroken(PORTAL_NEEDS_EMAIL, _NO_EMAIL)


def settle_portal(contact: Contact, enabled: bool | None = None) -> None:  # noqa: FBT001 - three values
    """Let the contact's people into the portal as marked; `enabled` lets the primary one in as well, or nobody.

    Raises RuleBroken where somebody would enter who cannot.
    """
    persons = list(Person.objects.filter(contact=contact).order_by("-is_primary", "position", "id"))
    if enabled is False:
        for person in persons:
            person.is_portal_enabled = False
    if enabled and not any(person.is_portal_enabled for person in persons):
        if not persons:
            raise RuleBroken(PORTAL_NEEDS_EMAIL, _NO_EMAIL)
        persons[0].is_portal_enabled = True
    check_portal(contact, persons)
    if enabled is not None:
        Person.objects.bulk_update(persons, ["is_portal_enabled"])


def write_address(ctx: Ctx, contact: Contact, role: AddressRole, fields: AddressFields) -> None:
    """Change what `fields` names of the contact's billing or shipping address; without any value left it has none."""
    row = Address.objects.filter(contact=contact, role=role).first()
    row = row or Address(organization_id=ctx.organization_id, contact=contact, role=role)
    errors = put_address(row, fields, f"{role}_address.")
    if errors:
        raise InvalidInput(errors)
    Address.objects.filter(id=row.id).delete()
    if any(getattr(row, name) for name in AddressFields.__annotations__):
        Address.objects.bulk_create([row])


def put_address(row: Address, fields: AddressFields, prefix: str = "") -> list[FieldError]:
    """Set the row's columns from what was given and return what is wrong; field names begin with `prefix`."""
    errors = []
    for name, value in fields.items():
        text = str(value).strip()
        setattr(row, name, text)
        error = too_long(Address, name, text, prefix + name)
        errors += [error] if error else []
    if row.country_code and row.country_code not in country_names():
        errors.append(bad_value(f"{prefix}country_code"))
    elif row.country_code and not row.country:
        row.country = country_names()[row.country_code]
    elif "country" in fields and "country_code" not in fields:
        row.country_code = _code_of(row.country)
    return errors


def _put_person(row: Person, fields: PersonFields, prefix: str) -> Iterator[FieldError]:
    for name, value in fields.items():
        if name == "contact_person_id":
            continue
        column = _PERSON_COLUMNS.get(name, name)
        setattr(row, column, value.strip() if isinstance(value, str) else value)
        error = too_long(Person, column, getattr(row, column), prefix + name) if isinstance(value, str) else None
        if error:
            yield error
    if row.email and not EMAIL.fullmatch(row.email):
        yield bad_value(f"{prefix}email")
    if not (row.first_name or row.last_name or row.email or row.phone or row.mobile):
        name = f"{prefix}first_name"
        yield missing(name)


def _choose_primary(rows: Sequence[Person]) -> None:
    """Leave one primary person: the first that is marked, else the first of all."""
    primary = next((row for row in rows if row.is_primary), rows[0] if rows else None)
    for row in rows:
        row.is_primary = row is primary


def _code_of(country: str) -> str:
    if country.upper() in country_names():
        return country.upper()
    for language in ("en", "ja"):
        for code, name in country_names(language).items():
            if name.casefold() == country.casefold():
                return code
    return ""
