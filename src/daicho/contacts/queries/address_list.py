"""The addresses of a contact."""

from daicho.contacts.models import Contact
from daicho.contacts.queries._views import AddressView, addresses_of
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _


def address_list(ctx: Ctx, *, contact_id: int) -> list[AddressView]:
    """Return the contact's addresses: billing, shipping, then the additional ones. Raises NotFound."""
    del ctx  # the organisation is in scope
    if not Contact.objects.filter(id=contact_id, merged_into=None).exists():
        raise NotFound(_("Contact does not exist."))
    return addresses_of([contact_id]).get(contact_id, [])
