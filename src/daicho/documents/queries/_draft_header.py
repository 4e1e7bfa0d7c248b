"""The header of a draft: given values over stored ones over defaults, and every error by its name on the wire."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from daicho.contacts.core.terms import due_date, terms_from_code
from daicho.contacts.queries._views import AddressView
from daicho.contacts.queries.contact_card import ContactCard
from daicho.documents.core.address import Address, address_from
from daicho.documents.core.discount import parse_discount
from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.ids import ids_text
from daicho.documents.core.kind import Kind
from daicho.documents.core.templates import DEFAULT_TEMPLATE, TEMPLATES
from daicho.documents.models import Choice
from daicho.documents.queries._sources import BAD_VALUE, Sources
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.measure import MICRO_LIMIT
from daicho.kernel.money import MINOR_LIMIT, currency_decimals
from daicho.kernel.rounding import scaled, unscaled
from daicho.kernel.text import noop as _
from daicho.organizations.core.currencies import CURRENCIES
from daicho.taxes.core.withholding import KINDS

TEXT_LENGTH = 10_000
_TEXTS = {
    "number": 100,
    "reference": 100,
    "adjustment_description": 200,
    "attention": 200,
    "notes": TEXT_LENGTH,
    "terms": TEXT_LENGTH,
}
DISCOUNT_TYPES = ("entity_level", "item_level")


def header_errors(kind: Kind, fields: DocumentFields, sources: Sources, currency: str) -> Iterator[FieldError]:
    """Yield what is wrong with the given header values."""
    for name, limit in _TEXTS.items():
        if len(str(fields.get(name, ""))) > limit:
            shown = kind.names.number if name == "number" else name
            yield FieldError(shown, _("%(field)s is too long."), {"field": shown})
    if currency not in CURRENCIES:
        yield _bad("currency_code")
        return
    yield from _amount_errors(fields, currency)
    if fields.get("discount_type", "entity_level") not in DISCOUNT_TYPES:
        yield _bad("discount_type")
    if fields.get("shipping_tax_id") and fields["shipping_tax_id"] not in sources.taxes:
        yield _bad("shipping_charge_tax_id")
    if fields.get("template") and fields["template"] not in {template.key for template in TEMPLATES}:
        yield _bad("template_id")
    if not {person.person_id for person in sources.contact.persons} >= set(fields.get("person_ids", ())):
        yield _bad("contact_persons")
    yield from _choice_errors(fields)


def _amount_errors(fields: DocumentFields, currency: str) -> Iterator[FieldError]:
    rate = fields.get("exchange_rate")
    if rate is not None and not 0 < rate < MICRO_LIMIT // 10**6:
        yield _bad("exchange_rate")
    if parse_discount(fields.get("discount", ""), currency) is None:
        yield _bad("discount")
    withholding = fields.get("withholding", "")
    if withholding and (withholding not in KINDS or currency != "JPY"):
        yield _bad("withholding")
    if not is_amount(fields.get("adjustment", Decimal(0)), currency):
        yield _bad("adjustment")
    shipping = fields.get("shipping_charge", Decimal(0))
    if shipping < 0 or not is_amount(shipping, currency):
        yield _bad("shipping_charge")


def _choice_errors(fields: DocumentFields) -> Iterator[FieldError]:
    chosen_of = {"salesperson": fields.get("salesperson_id"), "delivery_method": fields.get("delivery_method_id")}
    for kind, chosen in chosen_of.items():
        if chosen and not Choice.objects.filter(kind=kind, id=chosen).exists():
            yield _bad(f"{kind}_id")


def location_errors(fields: DocumentFields, stored: Any, sources: Sources) -> Iterator[FieldError]:
    """Yield what is wrong with the location; a document keeps one that became inactive."""
    chosen = fields.get("location_id")
    place = sources.locations.get(chosen or 0)
    if chosen and place is None:
        yield _bad("location_id")
    elif place and not place.is_active and not (stored and stored.location_id == chosen):
        yield FieldError("location_id", _("The location %(name)s is inactive."), {"name": place.name})


def is_amount(amount: Decimal, currency: str) -> bool:
    """Tell whether `amount` is one in `currency`: no finer than its minor unit, not absurdly large."""
    if abs(amount) > MICRO_LIMIT:
        return False
    decimals = currency_decimals(currency)
    minor = scaled(amount, decimals)
    return unscaled(minor, decimals) == amount and abs(minor) <= MINOR_LIMIT


def minor_of(amount: Decimal, currency: str) -> int:
    """Return an amount that `is_amount` in minor units."""
    return scaled(amount, currency_decimals(currency))


def header_columns(kind: Kind, fields: DocumentFields, stored: Any, sources: Sources, day: date) -> dict[str, object]:
    """Return the columns that are copied or defaulted, without amounts, number, currency and state."""
    contact = sources.contact
    columns: dict[str, object] = {
        "contact_id": contact.contact_id,
        "location_id": fields.get("location_id", stored.location_id if stored else None),
        "template": fields.get("template") or (stored.template if stored else DEFAULT_TEMPLATE.key),
        "payment_terms_code": fields.get("payment_terms_code")
        or (stored.payment_terms_code if stored else contact.payment_terms_code),
        "payment_terms_label": fields.get(
            "payment_terms_label", stored.payment_terms_label if stored else contact.payment_terms_label
        ),
    }
    columns["due"] = _due(kind, fields, stored, str(columns["payment_terms_code"]), day)
    for name in ("reference", "adjustment_description", "attention", "notes", "terms"):
        columns[name] = str(fields.get(name, getattr(stored, name) if stored else "")).strip()
    people = fields.get("person_ids")
    columns["person_ids"] = ids_text(people) if people is not None else stored.person_ids if stored else ""
    for role in ("billing_address", "shipping_address"):
        columns[role] = asdict(_address(kind, role, fields, stored, sources))
    for name in ("delivery_method_id", *kind.extra):
        if name in fields:
            columns[name] = fields[name]  # type: ignore[literal-required]
    return columns


def _terms_label(fields: DocumentFields, stored: Any, contact: ContactCard) -> str:
    kept: str = stored.payment_terms_label if stored else contact.payment_terms_label
    return fields.get("payment_terms_label", kept)


def _due(kind: Kind, fields: DocumentFields, stored: Any, terms_code: str, day: date) -> date | None:
    """Return the given due day, else the one that follows from the payment terms, else the stored one."""
    if "due" in fields and (fields["due"] or not kind.has_terms):
        return fields["due"]
    if not kind.has_terms:
        return stored.due if stored else None
    if stored and stored.date == day and stored.payment_terms_code == terms_code:
        kept: date | None = stored.due
        return kept
    terms = terms_from_code(terms_code)
    return due_date(terms, day) if terms else day


def _address(kind: Kind, role: str, fields: DocumentFields, stored: Any, sources: Sources) -> Address:
    """Return the given address, else the chosen one of the contact, else the stored one, else the contact's own."""
    given = fields.get(role)
    if given is not None:
        assert isinstance(given, dict)
        return address_from(given)
    contact = sources.contact
    chosen = fields.get(f"{role}_id")
    if isinstance(chosen, int):
        return address_from(asdict(_known_address(role, chosen, sources)))
    if stored is not None and stored.contact_id == contact.contact_id:
        return Address(**getattr(stored, role))
    if role == "billing_address":
        return address_from(asdict(contact.billing_address))
    if kind.purpose == "sale":
        own = address_from(asdict(contact.shipping_address))
        return address_from(asdict(contact.billing_address)) if own.is_empty else own
    place = sources.profile.address
    return Address(
        address=place.street_address1,
        street2=place.street_address2,
        city=place.city,
        state=place.state,
        zip=place.zip,
        country_code=sources.profile.country_code,
        phone=sources.profile.phone,
    )


def _known_address(role: str, address_id: int, sources: Sources) -> AddressView:
    """Return the contact's address with this id. Raises InvalidInput."""
    contact = sources.contact
    for view in (contact.billing_address, contact.shipping_address, *sources.addresses):
        if view.address_id == address_id:
            return view
    raise InvalidInput([_bad(f"{role}_id")])


def _bad(name: str) -> FieldError:
    return FieldError(name, BAD_VALUE, {"field": name}, 2)
