"""What is known of a vendor's registration for qualified invoices."""

from datetime import date

from django.db.models import QuerySet

from daicho.contacts.core.registration import Registration
from daicho.contacts.models import Contact
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.db.fixed import fixed
from daicho.platform.memory import lasting


@lasting
def registration(ctx: Ctx, *, contact_id: int) -> Registration:
    """Return the contact's registration. Raises NotFound."""
    del ctx  # the organisation is in scope
    found = _rows(contact_id)
    if not found:
        raise NotFound(_("Contact does not exist."))
    return Registration(*found[0])


@fixed
def _rows(contact_id: int) -> QuerySet[Contact, tuple[str, str, date | None, date | None]]:
    rows = Contact.objects.filter(id=contact_id, merged_into__isnull=True)
    return rows.values_list(
        "tax_registration_number", "tax_registration_status", "tax_registered_from", "tax_registered_to"
    )
