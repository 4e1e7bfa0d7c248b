"""Removing a person from a contact."""

from daicho.contacts.commands._snapshot import values_of
from daicho.contacts.commands.locks import locked_person
from daicho.contacts.models import Contact, Person
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def delete_contact_person(ctx: Ctx, *, person_id: int) -> None:
    """Remove a person; where it was the primary one, the next becomes that. Raises NotFound."""
    ctx.require("contacts.edit")
    with unit_of_work(ctx) as unit:
        contact, row = locked_person(ctx, person_id)
        before = values_of(row)
        Person.objects.filter(id=person_id).delete()
        if row.is_primary:
            following = Person.objects.filter(contact=contact).order_by("position", "id")[:1]
            Person.objects.filter(id__in=[person.id for person in following]).update(is_primary=True)
        Contact.objects.filter(id=contact.id).update(modified_at=ctx.now)
        unit.record("contact", contact.id, "updated", before={"contact_person": before}, after={"contact_person": None})
