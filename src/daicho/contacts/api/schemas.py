"""Bodies of the contacts API."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from daicho.contacts.core.contact import ADDRESS_LIMIT, PERSON_LIMIT
from daicho.platform.wire.schema import (
    Amount,
    CustomFieldValue,
    Day,
    Flag,
    Length,
    QuantityValue,
    RecordId,
    RecordIds,
    WireInput,
)

Language = Literal["de", "en", "es", "fr", "it", "ja", "nl", "pt", "pt_br", "sv", "zh", "en_gb"]
Text100 = Annotated[str, Length(100)]
Text500 = Annotated[str, Length(500)]
VatTreatment = Literal["uk", "eu_vat_registered", "overseas", "eu_vat_not_registered", "non_eu"]
TaxTreatment = Literal[
    "vat_registered", "vat_not_registered", "gcc_vat_not_registered", "gcc_vat_registered", "non_gcc",
    "dz_vat_registered", "dz_vat_not_registered", "home_country_mexico", "border_region_mexico", "non_mexico",
    "non_kenya", "overseas",
]  # fmt: skip
TaxRegime = Literal[
    "general_legal_person", "legal_entities_non_profit", "resident_abroad", "production_cooperative_societies",
    "agricultural_livestock", "optional_group_of_companies", "coordinated", "simplified_trust",
    "wages_salaries_income", "lease", "property_disposal_acquisition", "other_income", "divident_income",
    "individual_business_professional", "interest_income", "income_obtaining_price", "no_tax_obligation",
    "tax_incorporation", "income_through_technology_platform",
]  # fmt: skip
GstTreatment = Literal["business_gst", "business_none", "overseas", "consumer"]


class AddressInput(WireInput):
    """An address; what is not sent stays."""

    attention: Annotated[str, Length(200)] = ""
    address: Text500 = ""
    street2: Text500 = ""
    city: Text100 = ""
    state: Text100 = ""
    state_code: Annotated[str, Length(20)] = ""
    zip: Annotated[str, Length(50)] = ""
    country: Text100 = ""
    country_code: Annotated[str, Length(2)] = ""
    phone: Annotated[str, Length(50)] = ""
    fax: Annotated[str, Length(50)] = ""


class AddressUpdateInput(AddressInput):
    """Changes of an address; `address_id`, where sent, must be the one in the path."""

    address_id: RecordId | None = None


class CommunicationInput(WireInput):
    """How a person wants to be told."""

    is_sms_enabled: Flag = False
    is_whatsapp_enabled: Flag = False


class PersonPart(WireInput):
    """A person among a contact's persons."""

    contact_person_id: RecordId | None = None
    salutation: Annotated[str, Length(25)] = ""
    first_name: Text100 = ""
    last_name: Text100 = ""
    first_name_kana: Text100 = ""
    last_name_kana: Text100 = ""
    email: Annotated[str, Length(254)] = ""
    phone: Annotated[str, Length(50)] = ""
    mobile: Annotated[str, Length(50)] = ""
    skype: Text100 = ""
    designation: Text100 = ""
    department: Text100 = ""
    is_primary_contact: Flag = False
    enable_portal: Flag = False
    communication_preference: CommunicationInput | None = None


class PersonInput(PersonPart):
    """A person on its own."""

    contact_id: RecordId


class PersonUpdateInput(PersonPart):
    """Changes of a person; what is not sent stays. `contact_id`, where sent, must be the person's."""

    contact_id: RecordId | None = None


class TemplatesInput(WireInput):
    """Templates that the contact's documents begin with."""

    invoice_template_id: RecordId | None = None
    estimate_template_id: RecordId | None = None
    creditnote_template_id: RecordId | None = None
    purchaseorder_template_id: RecordId | None = None
    salesorder_template_id: RecordId | None = None
    retainerinvoice_template_id: RecordId | None = None
    paymentthankyou_template_id: RecordId | None = None
    retainerinvoice_paymentthankyou_template_id: RecordId | None = None
    invoice_email_template_id: RecordId | None = None
    estimate_email_template_id: RecordId | None = None
    creditnote_email_template_id: RecordId | None = None
    purchaseorder_email_template_id: RecordId | None = None
    salesorder_email_template_id: RecordId | None = None
    retainerinvoice_email_template_id: RecordId | None = None
    paymentthankyou_email_template_id: RecordId | None = None
    retainerinvoice_paymentthankyou_email_template_id: RecordId | None = None
    statement_template_id: RecordId | None = None
    payment_remittance_email_template_id: RecordId | None = None
    bill_template_id: RecordId | None = None


class TagInput(WireInput):
    """A reporting tag and its option."""

    tag_id: RecordId | None = None
    tag_option_id: RecordId | None = None


class OpeningBalanceInput(WireInput):
    """What was open before the books began; without a rate by that of the opening day."""

    location_id: RecordId | None = None
    exchange_rate: QuantityValue | None = None
    opening_balance_amount: Amount = Decimal(0)


class ContactUpdateInput(WireInput):
    """A contact; what is not sent stays. `contact_persons` replaces all persons."""

    contact_name: Annotated[str, Length(200)] = ""
    name_kana: Annotated[str, Length(200)] = ""
    company_name: Annotated[str, Length(200)] = ""
    website: Text500 = ""
    language_code: Language | None = None
    contact_type: Literal["customer", "vendor"] | None = None
    customer_sub_type: Literal["individual", "business"] | None = None
    credit_limit: Annotated[Amount, Field(ge=0)] | None = None
    pricebook_id: RecordId | None = None
    contact_number: Text100 = ""
    ignore_auto_number_generation: Flag = False
    tags: list[TagInput] = []
    is_portal_enabled: Flag = False
    currency_id: RecordId | None = None
    currency_code: Annotated[str, Length(3)] = ""
    payment_terms: Annotated[int, Field(ge=-4, le=3650)] = 0
    payment_terms_label: Text100 = ""
    payment_terms_code: Annotated[str, Length(40)] = ""
    payment_reminder_enabled: Flag = True
    notes: Annotated[str, Length(10_000)] = ""
    billing_address: AddressInput | None = None
    shipping_address: AddressInput | None = None
    contact_persons: Annotated[list[PersonPart], Field(max_length=PERSON_LIMIT)] = []
    default_templates: TemplatesInput | None = None
    custom_fields: Annotated[list[CustomFieldValue], Field(max_length=200)] = []
    opening_balances: Annotated[list[OpeningBalanceInput], Field(max_length=ADDRESS_LIMIT)] = []
    owner_id: RecordId | None = None
    price_mode: Literal["tax_exclusive", "tax_inclusive"] | None = None
    tax_rounding: Literal["floor", "half_up", "ceil"] | None = None
    tax_unit: Literal["statement"] | None = None
    tax_registration_number: Annotated[str, Length(50)] = ""
    tax_registration_status: Literal["registered", "unregistered", "unknown"] | None = None
    tax_registered_from: Day | None = None
    tax_registered_to: Day | None = None
    tax_registration_checked_on: Day | None = None
    vat_reg_no: Text100 = ""
    tax_reg_no: Text100 = ""
    tax_exemption_certificate_number: Text100 = ""
    country_code: Annotated[str, Length(2)] = ""
    vat_treatment: VatTreatment | None = None
    tax_treatment: TaxTreatment | None = None
    tax_regime: TaxRegime | None = None
    legal_name: Annotated[str, Length(200)] = ""
    is_tds_registered: Flag = False
    place_of_contact: Text100 = ""
    gst_no: Text100 = ""
    gst_treatment: GstTreatment | None = None
    tax_authority_name: Text100 = ""
    avatax_exempt_no: Text100 = ""
    avatax_use_code: Text100 = ""
    tax_exemption_id: RecordId | None = None
    tax_exemption_code: Text100 = ""
    tax_authority_id: RecordId | None = None
    tax_id: RecordId | None = None
    tds_tax_id: RecordId | None = None
    is_taxable: Flag = True
    facebook: Text100 = ""
    twitter: Text100 = ""
    track_1099: Flag = False
    tax_id_type: Text100 = ""
    tax_id_value: Text100 = ""

    @property
    def sent(self) -> dict[str, Any]:
        """What was really sent."""
        return self.model_dump(exclude_unset=True)


class ContactInput(ContactUpdateInput):
    """A new contact."""

    contact_name: Annotated[str, Length(200)] = Field()


class PortalPersonInput(WireInput):
    """A person who may enter the portal."""

    contact_person_id: RecordId


class PortalInput(WireInput):
    """Who may enter the portal."""

    contact_persons: Annotated[list[PortalPersonInput], Field(max_length=PERSON_LIMIT)]


class MailInput(WireInput):
    """A mail to a contact."""

    to_mail_ids: list[Annotated[str, Length(254)]]
    cc_mail_ids: list[Annotated[str, Length(254)]] = []
    subject: Text500
    body: Annotated[str, Length(10_000)]
    send_from_org_email_id: Flag = False
    attachments: Annotated[str, Length(10_000)] = ""


class CommentInput(WireInput):
    """A note."""

    description: Annotated[str, Length(10_000)]


class MergeInput(WireInput):
    """Contacts to be merged into this one."""

    contact_ids: RecordIds
