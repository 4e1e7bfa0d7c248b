"""The customers whose periods are closed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from daicho.contacts.core.terms import PaymentTerms, closes_on, terms_from_code
from daicho.contacts.models import Contact
from daicho.kernel.context import Ctx


@dataclass(frozen=True, slots=True)
class ClosingCustomer:
    """A customer as a closing needs it; `tax_rounding` and `price_mode` are empty where the organisation's hold."""

    contact_id: int
    name: str
    contact_type: str
    currency_code: str
    terms: PaymentTerms
    payment_terms_label: str
    tax_unit: str
    tax_rounding: str
    price_mode: str


def closing_customers(
    ctx: Ctx, *, day: date | None = None, contact_ids: Collection[int] | None = None
) -> list[ClosingCustomer]:
    """Return the active customers whose closing day `day` is, or the contacts `contact_ids`, by name. One statement."""
    del ctx  # the organisation is in scope
    rows = Contact.objects.filter(merged_into=None)
    if contact_ids is not None:
        rows = rows.filter(id__in=contact_ids)
    else:
        rows = rows.filter(contact_type="customer", is_active=True, payment_terms_code__startswith="closing:")
    columns = (
        "id", "name", "contact_type", "currency_code", "payment_terms_code", "payment_terms_label", "tax_unit",
        "tax_rounding", "price_mode",
    )  # fmt: skip
    found = []
    for contact_id, name, kind, currency, code, *rest in rows.order_by("sort_key", "id").values_list(*columns):
        terms = terms_from_code(code) or PaymentTerms("net")
        if day is None or closes_on(terms, day):
            found.append(ClosingCustomer(contact_id, name, kind, currency, terms, *rest))
    return found
