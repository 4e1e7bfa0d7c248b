"""Changing an address of a contact."""

from daicho.contacts.commands._parts import put_address
from daicho.contacts.commands._snapshot import changes, values_of
from daicho.contacts.commands.locks import locked_address
from daicho.contacts.core.contact import AddressFields
from daicho.contacts.models import Address, Contact
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput
from daicho.platform.work import unit_of_work


def update_contact_address(ctx: Ctx, *, contact_id: int, address_id: int, fields: AddressFields) -> None:
    """Change what `fields` names of an address of any kind. Raises NotFound, InvalidInput."""
    ctx.require("contacts.edit")
    with unit_of_work(ctx) as unit:
        row = locked_address(ctx, contact_id, address_id)
        before = values_of(row)
        errors = put_address(row, fields)
        if errors:
            raise InvalidInput(errors)
        Address.objects.bulk_update([row], [*AddressFields.__annotations__])
        Contact.objects.filter(id=contact_id).update(modified_at=ctx.now)
        was, is_now = changes(before, values_of(row))
        unit.record("contact", contact_id, "updated", before=was, after=is_now)
