"""How many customers and vendors there are."""

from dataclasses import dataclass

from django.db.models import Count, Q

from daicho.contacts.models import Contact
from daicho.kernel.context import Ctx


@dataclass(frozen=True, slots=True)
class ContactFigures:
    """Counts of active contacts; `unchecked` are vendors whose registration number nobody has looked at."""

    customers: int
    vendors: int
    unchecked: int


def contact_figures(ctx: Ctx) -> ContactFigures:
    """Return the counts, in one statement."""
    del ctx  # the organisation is in scope
    rows = Contact.objects.filter(is_active=True, merged_into=None)
    found = rows.aggregate(
        customers=Count("id", filter=Q(contact_type="customer")),
        vendors=Count("id", filter=Q(contact_type="vendor")),
        unchecked=Count("id", filter=Q(contact_type="vendor", tax_registration_status="unknown")),
    )
    return ContactFigures(**found)
