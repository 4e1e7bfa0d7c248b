"""Contacts to choose from, while somebody types."""

from dataclasses import dataclass

from django.db.models import Q

from daicho.contacts.core.names import search_key
from daicho.contacts.models import Contact
from daicho.contacts.queries._primary import with_primary_person
from daicho.kernel.context import Ctx

LIMIT = 20


@dataclass(frozen=True, slots=True)
class ContactChoice:
    """A contact in a list of choices."""

    contact_id: int
    contact_type: str
    name: str
    name_kana: str
    company_name: str
    contact_number: str
    currency_code: str
    email: str


def contact_choices(ctx: Ctx, *, kind: str = "", text: str = "", limit: int = LIMIT) -> list[ContactChoice]:
    """Return active contacts of `kind` (customer, vendor, "" for both), sorted by name.

    `text` is looked for in name, reading, company, number and the primary person's e-mail address.
    """
    del ctx  # the organisation is in scope
    rows = with_primary_person(Contact.objects.filter(is_active=True, merged_into=None))
    if kind:
        rows = rows.filter(contact_type=kind)
    if text.strip():
        sought = search_key(text)
        rows = rows.filter(Q(search_key__contains=sought) | Q(primary_email__icontains=sought))
    fields = (
        "id", "contact_type", "name", "name_kana", "company_name", "contact_number", "currency_code", "primary_email",
    )  # fmt: skip
    found = rows.order_by("sort_key", "id").values_list(*fields)[:limit]
    return [ContactChoice(*values) for values in found]
