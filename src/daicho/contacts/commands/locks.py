"""Loading rows to be changed, locked in the order of their ids."""

from collections.abc import Sequence

from daicho.contacts.models import Address, Contact, Person
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _


def locked_contacts(ctx: Ctx, contact_ids: Sequence[int]) -> dict[int, Contact]:
    """Return the contacts by id, locked. Raises NotFound when one does not exist or was merged away."""
    del ctx  # the organisation is in scope
    wanted = set(contact_ids)
    rows = Contact.objects.select_for_update().filter(id__in=wanted, merged_into=None).order_by("id")
    found = {row.id: row for row in rows}
    if len(found) != len(wanted):
        raise NotFound(_("Contact does not exist."))
    return found


def locked_contact(ctx: Ctx, contact_id: int) -> Contact:
    """Return the contact, locked. Raises NotFound."""
    return locked_contacts(ctx, [contact_id])[contact_id]


def locked_person(ctx: Ctx, person_id: int) -> tuple[Contact, Person]:
    """Return a contact person and the contact, which is locked. Raises NotFound."""
    contact_id = Person.objects.filter(id=person_id).values_list("contact_id", flat=True).first()
    if contact_id is None:
        raise NotFound(_("Contact person does not exist."))
    contact = locked_contact(ctx, contact_id)
    return contact, Person.objects.get(id=person_id)


def locked_address(ctx: Ctx, contact_id: int, address_id: int) -> Address:
    """Return an address of the contact, which is locked. Raises NotFound."""
    locked_contact(ctx, contact_id)
    row = Address.objects.filter(id=address_id, contact_id=contact_id).first()
    if row is None:
        raise NotFound(_("Address does not exist."))
    return row
