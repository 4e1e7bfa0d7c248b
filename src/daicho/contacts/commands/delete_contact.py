"""Deleting a customer or vendor that nothing refers to."""

from django.db import IntegrityError
from django.db.models import ProtectedError

from daicho.contacts.commands._snapshot import snapshot
from daicho.contacts.commands.locks import locked_contact
from daicho.contacts.core.rules import HAS_DEPENDANTS
from daicho.contacts.models import Address, Contact, Person
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.attachments import drop_attachments
from daicho.platform.comments import drop_comments
from daicho.platform.custom_fields import drop_custom_values
from daicho.platform.usage import in_use
from daicho.platform.work import unit_of_work


def delete_contact(ctx: Ctx, *, contact_id: int) -> None:
    """Delete a contact with everything that is its own, and the contacts that were merged into it.

    Raises NotFound, and RuleBroken (code 36) where something refers to it.
    """
    ctx.require("contacts.delete")
    with unit_of_work(ctx) as unit:
        row = locked_contact(ctx, contact_id)
        merged = list(Contact.objects.filter(merged_into=row).values_list("id", flat=True))
        if in_use(ctx, entity="contact", ids=[contact_id, *merged]):
            raise _refused(row)
        before = snapshot(contact_id)
        Person.objects.filter(contact=row).delete()
        Address.objects.filter(contact=row).delete()
        drop_comments(ctx, entity="contact", entity_id=contact_id)
        drop_attachments(ctx, entity="contact", entity_id=contact_id)
        drop_custom_values(ctx, entity="contact", entity_id=contact_id)
        try:
            Contact.objects.filter(merged_into=row).delete()
            Contact.objects.filter(id=contact_id).delete()
        except (ProtectedError, IntegrityError) as error:
            raise _refused(row) from error
        unit.record("contact", contact_id, "deleted", before=before)


def _refused(row: Contact) -> RuleBroken:
    message = _("%(name)s is used in transactions or settings and cannot be deleted. Make it inactive instead.")
    return RuleBroken(HAS_DEPENDANTS, message, {"name": row.name})
