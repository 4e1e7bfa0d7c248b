"""A further person at a contact."""

from daicho.contacts.commands._parts import check_portal, new_person, put_person
from daicho.contacts.commands.locks import locked_contact
from daicho.contacts.core.contact import PersonFields
from daicho.contacts.models import Contact, Person
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput
from daicho.platform.work import unit_of_work


def create_contact_person(ctx: Ctx, *, contact_id: int, fields: PersonFields) -> int:
    """Add a person to a contact and return its id; the first one is the primary one.

    Raises NotFound, InvalidInput, RuleBroken (the portal is for customers' people with an address).
    """
    ctx.require("contacts.edit")
    with unit_of_work(ctx) as unit:
        contact = locked_contact(ctx, contact_id)
        row = new_person(ctx, contact)
        errors = put_person(row, fields)
        if errors:
            raise InvalidInput(errors)
        check_portal(contact, [row])
        others = Person.objects.filter(contact=contact)
        row.position = others.count()
        row.is_primary = row.is_primary or row.position == 0
        if row.is_primary:
            others.update(is_primary=False)
        Person.objects.bulk_create([row])
        Contact.objects.filter(id=contact_id).update(modified_at=ctx.now)
        person_id: int = row.id
        unit.record(
            "contact", contact_id, "updated", before={"contact_person": None}, after={"contact_person": dict(fields)}
        )
    return person_id
