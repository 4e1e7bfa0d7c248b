"""Changing a person at a contact."""

from daicho.contacts.commands._parts import PERSON_COLUMNS, check_portal, put_person
from daicho.contacts.commands._snapshot import changes, values_of
from daicho.contacts.commands.locks import locked_person
from daicho.contacts.core.contact import PersonFields
from daicho.contacts.models import Contact, Person
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput
from daicho.platform.work import unit_of_work


def update_contact_person(ctx: Ctx, *, person_id: int, fields: PersonFields) -> None:
    """Change what `fields` names. Marking a person as primary unmarks the other; the primary one is not unmarked.

    Raises NotFound, InvalidInput, RuleBroken.
    """
    ctx.require("contacts.edit")
    with unit_of_work(ctx) as unit:
        contact, row = locked_person(ctx, person_id)
        before, was_primary = values_of(row), row.is_primary
        errors = put_person(row, fields)
        if errors:
            raise InvalidInput(errors)
        check_portal(contact, [row])
        row.is_primary, row.modified_at = row.is_primary or was_primary, ctx.now
        if row.is_primary and not was_primary:
            Person.objects.filter(contact=contact).update(is_primary=False)
        Person.objects.bulk_update([row], PERSON_COLUMNS)
        Contact.objects.filter(id=contact.id).update(modified_at=ctx.now)
        was, is_now = changes(before, values_of(row))
        unit.record("contact", contact.id, "updated", before=was, after=is_now)
