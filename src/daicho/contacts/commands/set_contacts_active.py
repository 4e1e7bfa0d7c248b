"""Making contacts active or inactive."""

from collections.abc import Sequence

from daicho.contacts.commands.locks import locked_contacts
from daicho.contacts.models import Contact
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def set_contacts_active(ctx: Ctx, *, contact_ids: Sequence[int], active: bool) -> None:
    """Make contacts active or inactive; those that are so already stay untouched. Raises NotFound.

    An inactive contact is offered no more; its open balance stays visible (behaviour.md 3.12).
    """
    ctx.require("contacts.edit")
    with unit_of_work(ctx) as unit:
        changed = [row.id for row in locked_contacts(ctx, contact_ids).values() if row.is_active != active]
        Contact.objects.filter(id__in=changed).update(is_active=active, modified_at=ctx.now)
        for contact_id in changed:
            action = "activated" if active else "deactivated"
            unit.record("contact", contact_id, action, before={"is_active": not active}, after={"is_active": active})
