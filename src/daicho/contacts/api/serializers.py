"""Views as exact JSON; every documented key is always there."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from daicho.contacts.api.schemas import TemplatesInput
from daicho.contacts.core.terms import PaymentTerms, terms_from_code
from daicho.contacts.core.uses import OpenAmounts
from daicho.contacts.labels import terms_label
from daicho.contacts.queries._views import AddressView, PersonView
from daicho.contacts.queries.contact_detail import ContactView
from daicho.contacts.queries.contact_list import ContactRow
from daicho.contacts.queries.contact_mail import ContactMail
from daicho.contacts.queries.contact_record import ContactRecord
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.organizations.core.currencies import CurrencyView
from daicho.platform.custom_fields import CustomValue, wire_custom_field_hash, wire_custom_fields
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import day_text, id_text, micro_number, moment_text, money_number

_TEXT_DETAILS = (
    "vat_reg_no", "tax_reg_no", "tax_exemption_certificate_number", "country_code", "vat_treatment", "tax_treatment",
    "tax_regime", "legal_name", "place_of_contact", "gst_no", "gst_treatment", "tax_authority_name",
    "avatax_exempt_no", "avatax_use_code", "tax_exemption_id", "tax_exemption_code", "tax_authority_id", "tds_tax_id",
    "facebook", "twitter", "tax_id_type", "tax_id_value",
)  # fmt: skip
_AMOUNTS = ("receivable", "payable")


def contact_json(ctx: Ctx, record: ContactRecord) -> dict[str, Json]:
    """Return a contact as create, update and get answer it."""
    view, currency = record.view, record.currency
    person = view.primary_person
    held = [item for item in view.custom_values if item.value]
    details = view.details
    return {
        "contact_id": id_text(view.contact_id),
        "contact_name": view.name,
        "name_kana": view.name_kana,
        "company_name": view.company_name,
        "contact_type": view.contact_type,
        "customer_sub_type": view.sub_type,
        "contact_number": view.contact_number,
        "ignore_auto_number_generation": bool(details.get("ignore_auto_number_generation", False)),
        "has_transaction": record.has_transactions,
        "status": "active" if view.is_active else "inactive",
        "website": view.website,
        "language_code": view.language_code,
        "owner_id": id_text(view.owner_id),
        "is_linked_with_zohocrm": False,
        "is_portal_enabled": view.is_portal_enabled,
        "payment_reminder_enabled": view.payment_reminder_enabled,
        "primary_contact_id": id_text(person.person_id if person else None),
        "first_name": person.first_name if person else "",
        "last_name": person.last_name if person else "",
        "email": person.email if person else "",
        "phone": person.phone if person else "",
        "mobile": person.mobile if person else "",
        "credit_limit": _major(view.credit_limit_minor or 0, view.currency_code),
        "pricebook_id": id_text(view.price_list_id),
        **_terms(view.payment_terms_code, view.payment_terms_label),
        "currency_id": id_text(currency.currency_id if currency else None),
        "currency_code": view.currency_code,
        "currency_symbol": currency.symbol if currency else "",
        "price_precision": currency.price_precision if currency else 2,
        **_open_amounts(record.open_amounts, view.currency_code, record.base_currency),
        **_taxation(view),
        **{name: details.get(name, "") for name in _TEXT_DETAILS},
        "is_tds_registered": bool(details.get("is_tds_registered", False)),
        "tags": details.get("tags", []),
        "opening_balances": _opening_balances(record),
        "default_templates": _templates(details),
        "location_id": "",
        "location_name": "",
        "billing_address": address_json(view.billing_address),
        "shipping_address": address_json(view.shipping_address),
        "addresses": [address_json(row) for row in view.addresses if row.role == "additional"],
        "contact_persons": [person_json(row) for row in view.persons],
        "notes": view.notes,
        "custom_fields": wire_custom_fields(held),
        "custom_field_hash": wire_custom_field_hash(held),
        "created_time": moment_text(view.created_at, ctx.time_zone),
        "last_modified_time": moment_text(view.modified_at, ctx.time_zone),
    }


def row_json(
    ctx: Ctx, row: ContactRow, currencies: Mapping[str, CurrencyView], custom: list[CustomValue]
) -> dict[str, Json]:
    """Return a contact as lists answer it; custom fields stand beside the others."""
    currency = currencies.get(row.currency_code)
    return {
        "contact_id": id_text(row.contact_id),
        "contact_name": row.name,
        "customer_name": row.name if row.contact_type == "customer" else "",
        "vendor_name": row.name if row.contact_type == "vendor" else "",
        "name_kana": row.name_kana,
        "company_name": row.company_name,
        "contact_number": row.contact_number,
        "contact_type": row.contact_type,
        "customer_sub_type": row.sub_type,
        "status": "active" if row.is_active else "inactive",
        "website": row.website,
        "language_code": row.language_code,
        "owner_id": id_text(row.owner_id),
        "track_1099": row.tracks_1099,
        "tax_registration_number": row.tax_registration_number,
        "tax_registration_status": row.tax_registration_status,
        **_terms(row.payment_terms_code, row.payment_terms_label),
        "currency_id": id_text(currency.currency_id if currency else None),
        "currency_code": row.currency_code,
        "currency_symbol": currency.symbol if currency else "",
        **_open_amounts(row.open_amounts, row.currency_code, _base(currencies)),
        "first_name": row.first_name,
        "last_name": row.last_name,
        "email": row.email,
        "phone": row.phone,
        "mobile": row.mobile,
        "created_time": moment_text(row.created_at, ctx.time_zone),
        "last_modified_time": moment_text(row.modified_at, ctx.time_zone),
        **wire_custom_field_hash(custom),
    }


def address_json(row: AddressView) -> dict[str, Json]:
    """Return an address."""
    return {
        "address_id": id_text(row.address_id or None),
        "attention": row.attention,
        "address": row.address,
        "street2": row.street2,
        "city": row.city,
        "state": row.state,
        "state_code": row.state_code,
        "zip": row.zip,
        "country": row.country,
        "country_code": row.country_code,
        "phone": row.phone,
        "fax": row.fax,
    }


def person_json(row: PersonView) -> dict[str, Json]:
    """Return a contact person."""
    return {
        "contact_id": id_text(row.contact_id),
        "contact_person_id": id_text(row.person_id),
        "salutation": row.salutation,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "first_name_kana": row.first_name_kana,
        "last_name_kana": row.last_name_kana,
        "email": row.email,
        "phone": row.phone,
        "mobile": row.mobile,
        "skype": row.skype,
        "designation": row.designation,
        "department": row.department,
        "is_primary_contact": row.is_primary,
        "is_added_in_portal": row.is_portal_enabled,
        "enable_portal": row.is_portal_enabled,
        "communication_preference": {
            "is_sms_enabled": row.is_sms_enabled,
            "is_whatsapp_enabled": row.is_whatsapp_enabled,
        },
    }


def mail_json(mail: ContactMail) -> dict[str, Json]:
    """Return a prefilled mail; the primary person is its addressee."""
    return {
        "contact_id": id_text(mail.contact_id),
        "subject": mail.subject,
        "body": mail.body,
        "to_contacts": [
            {
                "contact_person_id": id_text(person.person_id),
                "salutation": person.salutation,
                "first_name": person.first_name,
                "last_name": person.last_name,
                "email": person.email,
                "phone": person.phone,
                "mobile": person.mobile,
                "selected": person.is_primary,
            }
            for person in mail.to
        ],
        "from_emails": [{"user_name": mail.sender_name, "email": mail.sender_address, "selected": True}],
        "file_name": mail.file_name,
    }


def _terms(code: str, label: str) -> dict[str, Json]:
    terms = terms_from_code(code) or PaymentTerms("net")
    return {
        "payment_terms": terms.wire_days,
        "payment_terms_label": terms_label(code, label),
        "payment_terms_code": terms.code,
    }


def _taxation(view: ContactView) -> dict[str, Json]:
    return {
        "is_taxable": view.is_taxable,
        "tax_id": id_text(view.tax_id),
        "tax_name": view.tax.name if view.tax else "",
        "tax_percentage": micro_number(view.tax.percentage_micro if view.tax else 0),
        "tax_rounding": view.tax_rounding,
        "price_mode": view.price_mode,
        "tax_unit": view.tax_unit,
        "tax_registration_number": view.tax_registration_number,
        "tax_registration_status": view.tax_registration_status,
        "tax_registered_from": day_text(view.tax_registered_from),
        "tax_registered_to": day_text(view.tax_registered_to),
        "tax_registration_checked_on": day_text(view.tax_registration_checked_on),
        "track_1099": view.tracks_1099,
    }


def _open_amounts(amounts: OpenAmounts, currency_code: str, base_currency: str) -> dict[str, Json]:
    result: dict[str, Json] = {}
    for name in _AMOUNTS:
        result[f"outstanding_{name}_amount"] = _major(getattr(amounts, name), currency_code)
        result[f"outstanding_{name}_amount_bcy"] = _major(getattr(amounts, f"{name}_base"), base_currency)
        unused = f"unused_credits_{name}"
        result[f"{unused}_amount"] = _major(getattr(amounts, unused), currency_code)
        result[f"{unused}_amount_bcy"] = _major(getattr(amounts, f"{unused}_base"), base_currency)
    return result


def _templates(details: Mapping[str, Any]) -> dict[str, Json]:
    """Return the ids of the default templates, and their names, which nobody has given yet."""
    given = details.get("default_templates") or {}
    ids = {name: given.get(name, "") for name in TemplatesInput.model_fields}
    return ids | {name.removesuffix("_id") + "_name": "" for name in ids}


def _opening_balances(record: ContactRecord) -> list[Json]:
    """Return what was open, positive where a customer owes it or a vendor is owed it."""
    sign = 1 if record.view.contact_type == "customer" else -1
    return [
        {
            "location_id": id_text(opening.location_id),
            "exchange_rate": micro_number(opening.rate.micro),
            "opening_balance_amount": money_number(Money(sign * opening.amount.minor, opening.amount.currency)),
        }
        for opening in record.openings
    ]


def _base(currencies: Mapping[str, CurrencyView]) -> str:
    return next(currency.code for currency in currencies.values() if currency.is_base)


def _major(minor: int, currency_code: str) -> Decimal:
    return money_number(Money(minor, currency_code))
