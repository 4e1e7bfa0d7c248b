"""From what a client sends to the fields of a command."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from daicho.contacts.api.schemas import ContactUpdateInput, PersonPart
from daicho.contacts.core.contact import ContactFields, PersonFields
from daicho.contacts.core.terms import CLOSING_DAYS, PaymentTerms, terms_from_code, terms_from_days, terms_from_label
from daicho.contacts.labels import in_words
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, invalid
from daicho.kernel.text import noop as _
from daicho.organizations.queries.list_currencies import list_currencies

DETAILS = (
    "ignore_auto_number_generation", "tags", "default_templates", "vat_reg_no", "tax_reg_no",
    "tax_exemption_certificate_number", "country_code", "vat_treatment", "tax_treatment", "tax_regime", "legal_name",
    "is_tds_registered", "place_of_contact", "gst_no", "gst_treatment", "tax_authority_name", "avatax_exempt_no",
    "avatax_use_code", "tax_exemption_id", "tax_exemption_code", "tax_authority_id", "tds_tax_id", "facebook",
    "twitter", "tax_id_type", "tax_id_value",
)  # fmt: skip
"""Documented fields that are kept as they are: nothing in Daicho depends on them."""
_SAME = (
    "contact_name", "name_kana", "company_name", "website", "credit_limit", "pricebook_id", "contact_number",
    "is_portal_enabled", "payment_reminder_enabled", "notes", "owner_id", "tax_registration_number",
    "tax_registered_from", "tax_registered_to", "tax_registration_checked_on", "tax_id", "is_taxable", "track_1099",
    "currency_code", "custom_fields",
)  # fmt: skip
_NOT_EMPTY = ("language_code", "contact_type", "customer_sub_type", "tax_registration_status")
_EMPTY_AS_TEXT = ("price_mode", "tax_rounding", "tax_unit")


def contact_fields(ctx: Ctx, body: ContactUpdateInput) -> ContactFields:
    """Return the fields that the body sets. Raises InvalidInput for a currency or term that is none."""
    sent = body.sent
    fields: dict[str, Any] = {name: sent[name] for name in _SAME if (name in sent and sent[name] != "") or name in sent}
    fields |= {name: sent[name] for name in _NOT_EMPTY if sent.get(name)}
    fields |= {name: sent[name] or "" for name in _EMPTY_AS_TEXT if name in sent}
    for name in ("billing_address", "shipping_address"):
        if name in sent:
            fields[name] = sent[name] or {}
    if "contact_persons" in sent:
        fields["contact_persons"] = [person_fields(person) for person in body.contact_persons]
    if "opening_balances" in sent:
        fields["opening_balances"] = [balance.model_dump() for balance in body.opening_balances]
    details = {name: _plain(sent[name]) for name in DETAILS if name in sent}
    if details:
        fields["details"] = details
    if fields.get("currency_code") == "":
        del fields["currency_code"]
    if sent.get("currency_id"):
        fields["currency_code"] = _currency_code(ctx, sent["currency_id"])
    return cast(ContactFields, fields | _terms(sent))


def person_fields(body: PersonPart) -> PersonFields:
    """Return the fields of a person that the body sets."""
    sent = body.model_dump(exclude_unset=True)
    preference = sent.pop("communication_preference", None) or {}
    sent.pop("contact_id", None)
    if not sent.get("contact_person_id"):
        sent.pop("contact_person_id", None)
    return cast(PersonFields, sent | preference)


def _terms(sent: Mapping[str, Any]) -> dict[str, str]:
    """Return the payment terms: by code, by number of days, or by what the label says, in this order.

    A label that says nothing but the term itself is not kept.
    """
    code, label = sent.get("payment_terms_code", ""), sent.get("payment_terms_label", "")
    terms = terms_from_code(code) if code else None
    if code and terms is None:
        raise _bad("payment_terms_code")
    days = sent.get("payment_terms")
    if terms is None and days not in (None, CLOSING_DAYS):
        terms = terms_from_days(days)
        if terms is None:
            raise _bad("payment_terms")
    if terms is None and label:
        terms = terms_from_label(label)
    if terms is None:
        if days == CLOSING_DAYS:
            raise _bad("payment_terms")
        return {"payment_terms_label": label} if label else {}
    return {"payment_terms_code": terms.code, "payment_terms_label": "" if _says(label, terms) else label}


def _says(label: str, terms: PaymentTerms) -> bool:
    return terms_from_label(label) == terms or label == in_words(terms)


def _currency_code(ctx: Ctx, currency_id: int) -> str:
    found = list_currencies(ctx, currency_id=currency_id)
    if not found:
        raise _bad("currency_id")
    return found[0].code


def _plain(value: Any) -> Any:
    """Return a value as JSON keeps it: numbers and ids as text, nothing as empty text."""
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if value is None:
        return ""
    return value if isinstance(value, bool) else format(value, "f") if isinstance(value, Decimal) else str(value)


def _bad(name: str) -> InvalidInput:
    return invalid(name, _("Invalid value passed for %(field)s"), {"field": name})
