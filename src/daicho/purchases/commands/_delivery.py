"""Where the goods of a purchase order shall go."""

from dataclasses import asdict

from daicho.contacts.queries.contact_card import ContactCard, contact_card
from daicho.documents.core.fields import DocumentFields
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, NotFound, invalid
from daicho.kernel.text import noop as _
from daicho.organizations.queries.profile import organization_profile


def with_delivery(ctx: Ctx, fields: DocumentFields) -> DocumentFields:
    """Return the fields with the address of the chosen customer, or of the organisation where none is chosen any more.

    An address that is given itself stays. Raises InvalidInput for what is no customer.
    """
    if "delivery_customer_id" not in fields or "shipping_address" in fields:
        return fields
    customer_id = fields["delivery_customer_id"]
    address = _organization_address(ctx) if customer_id is None else _customer_address(ctx, customer_id)
    return {**fields, "shipping_address": address}


def _customer_address(ctx: Ctx, customer_id: int) -> dict[str, object]:
    card = _customer(ctx, customer_id)
    chosen = card.shipping_address if card.shipping_address.address_id else card.billing_address
    address = asdict(chosen)
    return {**address, "attention": address["attention"] or card.name}


def _customer(ctx: Ctx, customer_id: int) -> ContactCard:
    try:
        card = contact_card(ctx, contact_id=customer_id)
    except NotFound:
        raise _no_customer() from None
    if card.contact_type != "customer":
        raise _no_customer()
    return card


def _no_customer() -> InvalidInput:
    name = "delivery_customer_id"
    return invalid(name, _("Invalid value passed for %(field)s"), {"field": name})


def _organization_address(ctx: Ctx) -> dict[str, object]:
    profile = organization_profile(ctx)
    place = profile.address
    return {
        "address": place.street_address1,
        "street2": place.street_address2,
        "city": place.city,
        "state": place.state,
        "zip": place.zip,
        "country_code": profile.country_code,
        "phone": profile.phone,
    }
