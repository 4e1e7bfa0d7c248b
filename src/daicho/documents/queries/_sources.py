"""What a draft is made from: organisation, contact, items, taxes, accounts, read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from daicho.catalog.queries.item_card import ItemCard, item_card
from daicho.contacts.core.registration import Registration
from daicho.contacts.queries._views import AddressView
from daicho.contacts.queries.address_list import address_list
from daicho.contacts.queries.contact_card import ContactCard, contact_card
from daicho.documents.core.fields import DocumentFields, LineFields
from daicho.documents.core.kind import Kind
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, NotFound, missing
from daicho.kernel.text import noop as _
from daicho.ledger.queries.accounts import AccountChoice, account_choices
from daicho.organizations.core.organization import OrganizationProfile
from daicho.organizations.queries.profile import organization_profile
from daicho.stock.queries.locations import LocationView, locations
from daicho.taxes.core.tax import TaxDefinition
from daicho.taxes.queries.tax_definitions import tax_definitions

BAD_VALUE = _("Invalid value passed for %(field)s")


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything the lines and the header of one document refer to, by id."""

    profile: OrganizationProfile
    contact: ContactCard
    items: Mapping[int, ItemCard]
    taxes: Mapping[int, TaxDefinition]
    accounts: Mapping[int, AccountChoice]
    addresses: Sequence[AddressView] = ()
    locations: Mapping[int, LocationView] = field(default_factory=dict)


def read_sources(
    ctx: Ctx,
    kind: Kind,
    contact_id: int,
    fields: DocumentFields,
    lines: Sequence[LineFields],
    *,
    lenient: bool = False,
) -> Sources:
    """Read what the document refers to.

    Raises InvalidInput for a contact that is not there or of the wrong type; `lenient` puts a nameless one there.
    """
    profile = organization_profile(ctx)
    try:
        contact = contact_of(ctx, kind, contact_id)
    except InvalidInput:
        if not lenient:
            raise
        contact = _nobody(kind, profile)
    items = item_card(ctx, item_ids={line["item_id"] for line in lines if line.get("item_id")})  # type: ignore[misc]
    tax_ids = {line.get("tax_id") for line in lines} | {fields.get("shipping_tax_id"), contact.tax_id}
    account_ids = {line.get("account_id") for line in lines}
    for item in items.values():
        tax_ids |= {item.tax_id if kind.purpose == "sale" else item.purchase_tax_id}
    wanted_taxes = {tax_id for tax_id in tax_ids if tax_id}
    wanted_accounts = {account_id for account_id in account_ids if account_id}
    accounts = account_choices(ctx, account_ids=wanted_accounts) if wanted_accounts else []
    return Sources(
        profile=profile,
        contact=contact,
        items=items,
        taxes=tax_definitions(ctx, tax_ids=wanted_taxes) if wanted_taxes else {},
        accounts={account.account_id: account for account in accounts},
        addresses=_additional_addresses(ctx, contact, fields),
        locations=_named_locations(ctx, fields, lines),
    )


def _additional_addresses(ctx: Ctx, contact: ContactCard, fields: DocumentFields) -> Sequence[AddressView]:
    """Return all addresses of the contact where one is named that is neither its billing nor its shipping address."""
    own = {contact.billing_address.address_id, contact.shipping_address.address_id}
    named = {fields.get("billing_address_id"), fields.get("shipping_address_id")} - {None}
    return address_list(ctx, contact_id=contact.contact_id) if named - own else ()


def _named_locations(ctx: Ctx, fields: DocumentFields, lines: Sequence[LineFields]) -> Mapping[int, LocationView]:
    """Return the locations by id, where the document names any."""
    named = any(given.get("location_id") for given in (fields, *lines))
    return {place.location_id: place for place in locations(ctx)} if named else {}


def _nobody(kind: Kind, profile: OrganizationProfile) -> ContactCard:
    """Return a contact of whom nothing is known yet: it has the organisation's currency and no address."""
    return ContactCard(
        contact_id=0,
        contact_type=kind.contact_type,
        name="",
        name_kana="",
        company_name="",
        sub_type="business",
        honorific="",
        is_active=True,
        language_code=profile.language_code,
        currency_code=profile.base_currency,
        payment_terms_code="net:0",
        payment_terms_label="",
        tax_treatment="",
        is_taxable=True,
        tax_id=None,
        tax_rounding="",
        tax_unit="",
        price_mode="",
        registration=Registration("", "unknown"),
        price_list_id=None,
        owner_id=None,
        credit_limit_minor=None,
        billing_address=AddressView(),
        shipping_address=AddressView(),
        persons=(),
    )


def contact_of(ctx: Ctx, kind: Kind, contact_id: int | None) -> ContactCard:
    """Return the card of the document's customer or vendor. Raises InvalidInput."""
    name = kind.names.contact_id
    if not contact_id:
        raise InvalidInput([missing(name)])
    try:
        card = contact_card(ctx, contact_id=contact_id)
    except NotFound:
        raise InvalidInput([FieldError(name, BAD_VALUE, {"field": name}, 2)]) from None
    if card.contact_type != kind.contact_type:
        raise InvalidInput([FieldError(name, BAD_VALUE, {"field": name}, 2)])
    return card
