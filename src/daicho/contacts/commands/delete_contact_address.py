"""Removing an address from a contact."""

from daicho.contacts.commands._snapshot import values_of
from daicho.contacts.commands.locks import locked_address
from daicho.contacts.models import Address, Contact
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def delete_contact_address(ctx: Ctx, *, contact_id: int, address_id: int) -> None:
    """Remove an address, be it billing, shipping or additional; documents keep their copies. Raises NotFound."""
    ctx.require("contacts.edit")
    with unit_of_work(ctx) as unit:
        row = locked_address(ctx, contact_id, address_id)
        Address.objects.filter(id=address_id).delete()
        Contact.objects.filter(id=contact_id).update(modified_at=ctx.now)
        unit.record("contact", contact_id, "updated", before={"address": values_of(row)}, after={"address": None})
