"""Who a paper is from and for, translated and formatted, as the Typst templates read it."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from daicho.contacts.core.contact import SubType
from daicho.contacts.core.honorific import honorific
from daicho.documents.core.address import Address, address_lines
from daicho.organizations.core.organization import OrganizationProfile


@dataclass(frozen=True, slots=True)
class Pictures:
    """The bytes of the organisation's logo and seal (印影); None where there is none, or none is wanted."""

    logo: bytes | None = None
    seal: bytes | None = None


NO_PICTURES = Pictures()


class Named(Protocol):
    """A contact, as a card or as a document keeps it."""

    @property
    def name(self) -> str:
        """How it is called."""
        ...

    @property
    def company_name(self) -> str:
        """Its company, empty for none."""
        ...

    @property
    def sub_type(self) -> str:
        """Whether it is a "business" or an "individual"."""
        ...


def recipient_block(contact: Named, address: Address, language: str) -> dict[str, object]:
    """Return {name_first, lines, name, honorific, person} of the contact; Japanese begins with the place."""
    person = address.attention
    sub_type: SubType = "individual" if contact.sub_type == "individual" else "business"
    return {
        "name_first": language != "ja",
        "lines": address_lines(address, locale=language),
        "name": contact.company_name or contact.name,
        "honorific": honorific(sub_type=sub_type, has_person=bool(person)) if language == "ja" else "",
        "person": f"{person} 様" if person and language == "ja" else person,
    }


def issuer_block(
    profile: OrganizationProfile, pictures: Pictures, language: str, *, with_registration: bool = True
) -> dict[str, object]:  # fmt: skip
    """Return {name, lines, logo, seal} of the organisation, with its registration number unless it must not stand."""
    place = profile.address
    address = Address(
        address=place.street_address1,
        street2=place.street_address2,
        city=place.city,
        state=place.state,
        zip=place.zip,
    )
    labels = ((_("Phone"), profile.phone), (_("Fax"), profile.fax), (_("Email"), profile.email))
    lines = [*address_lines(address, locale=language), *(f"{label}: {value}" for label, value in labels if value)]
    if profile.tax_registration_number and with_registration:
        lines.append(f"{_('Registration number')}: {profile.tax_registration_number}")
    return {
        "name": profile.name,
        "lines": lines,
        "logo": list(pictures.logo) if pictures.logo else None,
        "seal": list(pictures.seal) if pictures.seal else None,
    }
