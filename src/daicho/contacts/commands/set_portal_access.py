"""Letting people of a customer into the portal, or not."""

from collections.abc import Sequence

from daicho.contacts.commands._parts import check_portal
from daicho.contacts.commands.locks import locked_contact
from daicho.contacts.models import Contact, Person
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work


def set_portal_access(ctx: Ctx, *, contact_id: int, person_ids: Sequence[int]) -> None:
    """Let exactly these people of a customer into the portal; with nobody it is closed for the customer at once.

    Raises NotFound for a person of somebody else, RuleBroken (4105 no e-mail address, 4106 a vendor).
    """
    ctx.require("contacts.edit")
    with unit_of_work(ctx) as unit:
        contact = locked_contact(ctx, contact_id)
        persons = {row.id: row for row in Person.objects.filter(contact=contact)}
        if not set(person_ids) <= set(persons):
            raise NotFound(_("Contact person does not exist."))
        before = sorted(row.email for row in persons.values() if row.is_portal_enabled)
        for row in persons.values():
            row.is_portal_enabled = row.id in person_ids
        check_portal(contact, list(persons.values()))
        Person.objects.bulk_update(persons.values(), ["is_portal_enabled"])
        Contact.objects.filter(id=contact_id).update(modified_at=ctx.now)
        after = sorted(row.email for row in persons.values() if row.is_portal_enabled)
        unit.record("contact", contact_id, "updated", before={"portal": before}, after={"portal": after})
