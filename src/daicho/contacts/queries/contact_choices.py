"""Contacts to choose from, while somebody types."""

from dataclasses import dataclass

from django.db.models import FilteredRelation, Q, Value
from django.db.models.functions import Coalesce

from daicho.contacts.core.names import name_key, sort_key
from daicho.contacts.models import Contact
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
    rows = Contact.objects.filter(is_active=True, merged_into=None)
    rows = rows.alias(primary_person=FilteredRelation("persons", condition=Q(persons__is_primary=True)))
    rows = rows.annotate(primary_email=Coalesce("primary_person__email", Value("")))
    if kind:
        rows = rows.filter(contact_type=kind)
    if text.strip():
        rows = rows.filter(
            Q(name_key__contains=name_key(text))
            | Q(sort_key__contains=sort_key(text, ""))
            | Q(company_name__icontains=text.strip())
            | Q(contact_number__icontains=text.strip())
            | Q(primary_email__icontains=text.strip())
        )
    fields = (
        "id", "contact_type", "name", "name_kana", "company_name", "contact_number", "currency_code", "primary_email",
    )  # fmt: skip
    found = rows.order_by("sort_key", "id").values_list(*fields)[:limit]
    return [ContactChoice(*values) for values in found]
