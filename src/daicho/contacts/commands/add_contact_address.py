"""A further address of a contact."""

from daicho.contacts.commands._parts import put_address
from daicho.contacts.commands.locks import locked_contact
from daicho.contacts.core.contact import ADDRESS_LIMIT, AddressFields
from daicho.contacts.models import Address, Contact
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, invalid, missing
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work


def add_contact_address(ctx: Ctx, *, contact_id: int, fields: AddressFields) -> int:
    """Add an additional address and return its id. Raises NotFound, InvalidInput for an empty one or one too many."""
    ctx.require("contacts.edit")
    with unit_of_work(ctx) as unit:
        contact = locked_contact(ctx, contact_id)
        if Address.objects.filter(contact=contact).count() >= ADDRESS_LIMIT:
            parameters = {"field": "address", "limit": ADDRESS_LIMIT}
            raise invalid("address", _("%(field)s has more than %(limit)s entries."), parameters)
        if not any(fields.values()):
            raise InvalidInput([missing("address")])
        row = Address(organization_id=ctx.organization_id, contact=contact, role="additional")
        errors = put_address(row, fields)
        if errors:
            raise InvalidInput(errors)
        Address.objects.bulk_create([row])
        Contact.objects.filter(id=contact_id).update(modified_at=ctx.now)
        address_id: int = row.id
        unit.record("contact", contact_id, "updated", before={"address": None}, after={"address": dict(fields)})
    return address_id
