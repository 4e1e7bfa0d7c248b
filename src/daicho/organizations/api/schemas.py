"""Bodies of the calls about organisations, members, roles and currencies."""

from typing import Annotated, Any, Literal, cast

import orjson
from pydantic import BeforeValidator, Field, WithJsonSchema

from daicho.organizations.core.organization import MONTHS, OrganizationFields, month_number
from daicho.platform.wire.schema import Day, Length, QuantityValue, RecordId, WholeNumber, WireInput


def _to_month(value: object) -> int:
    month = month_number(str(value).strip()) if isinstance(value, str | int) else None
    if month is None:
        raise ValueError("not a month")
    return month


Month = Annotated[int, BeforeValidator(_to_month), WithJsonSchema({"type": "string", "enum": list(MONTHS)})]
"""A month by its English name, or 1 to 12."""
Text = Annotated[str, Length(300)]


class AddressInput(WireInput):
    """Where the organisation is."""

    street_address1: Text = ""
    street_address2: Text = ""
    city: Annotated[str, Length(100)] = ""
    state: Annotated[str, Length(100)] = ""
    country: Annotated[str, Length(100)] = ""
    zip: Annotated[str, Length(20)] = ""


class CustomFieldInput(WireInput):
    """A labelled value of the organisation."""

    index: WholeNumber = 0
    label: Annotated[str, Length(100)] = ""
    value: Text = ""


class OrganizationInput(WireInput):
    """Profile and preferences; what is not sent stays, or has its default."""

    name: Annotated[str, Length(200)] = ""
    country: Annotated[str, Length(100)] = ""
    address: AddressInput | None = None
    fiscal_year_start_month: Month = 1
    opening_date: Day | None = None
    time_zone: Annotated[str, Length(64)] = ""
    language_code: Annotated[str, Length(10)] = ""
    date_format: Annotated[str, Length(30)] = ""
    field_separator: Annotated[str, Length(5)] = ""
    business_type: Annotated[str, Length(20)] = ""
    industry_type: Annotated[str, Length(100)] = ""
    industry_size: Annotated[str, Length(100)] = ""
    portal_name: Annotated[str, Length(100)] = ""
    contact_name: Annotated[str, Length(200)] = ""
    email: Annotated[str, Length(254)] = ""
    phone: Annotated[str, Length(50)] = ""
    fax: Annotated[str, Length(50)] = ""
    website: Annotated[str, Length(200)] = ""
    org_address: Annotated[str, Length(2000)] = ""
    remit_to_address: Annotated[str, Length(2000)] = ""
    companyid_label: Annotated[str, Length(50)] = ""
    companyid_value: Annotated[str, Length(50)] = ""
    taxid_label: Annotated[str, Length(50)] = ""
    taxid_value: Annotated[str, Length(50)] = ""
    tax_registration_number: Annotated[str, Length(50)] = ""
    tax_basis: Annotated[str, Length(10)] = ""
    tax_bookkeeping: Annotated[str, Length(20)] = ""
    tax_bookkeeping_since: Day | None = None
    tax_rounding: Annotated[str, Length(10)] = ""
    price_mode: Annotated[str, Length(20)] = ""
    negative_stock: Annotated[str, Length(10)] = ""
    stock_mode: Annotated[str, Length(20)] = ""
    sales_order_closing: Annotated[str, Length(30)] = ""
    invoice_goods: Annotated[str, Length(20)] = ""
    bill_goods: Annotated[str, Length(20)] = ""
    currency_id: RecordId | None = None
    custom_fields: Annotated[list[CustomFieldInput], Field(max_length=100)] = []


class NewOrganizationInput(OrganizationInput):
    """A new organisation; time zone and portal name have defaults (zoho-surface 2.3)."""

    name: Annotated[str, Length(200)] = Field()
    currency_code: Annotated[str, Length(3)]


class DeletionInput(WireInput):
    """Why the organisation is to be deleted."""

    reason: Annotated[str, Length(2000)] = ""


class ModeInput(WireInput):
    """The label of the organisation."""

    mode: Literal["test", "live"]


class MemberInput(WireInput):
    """A member; `applications` says which ones the person may use (both when not sent)."""

    name: Annotated[str, Length(200)]
    email: Annotated[str, Length(254)]
    role_id: RecordId | None = None
    cost_rate: QuantityValue | None = None
    applications: list[Literal["books", "inventory"]] | None = None


class RoleInput(WireInput):
    """A custom role; permissions are "<module>.<view|create|edit|delete|approve>"."""

    role_name: Annotated[str, Length(100)] = ""
    description: Text = ""
    permissions: Annotated[list[str], Field(max_length=500)] = []


class CurrencyInput(WireInput):
    """A currency of ISO 4217 and how it is written."""

    currency_code: Annotated[str, Length(3)]
    currency_symbol: Annotated[str, Length(10)] = ""
    price_precision: WholeNumber = 2
    currency_format: Annotated[str, Length(30)] = ""


class ExchangeRateInput(WireInput):
    """Base units for one unit of the currency from a day on."""

    effective_date: Day | None = None
    rate: QuantityValue | None = None


_COMMAND_NAMES = {
    "industry_type": "industry",
    "companyid_label": "company_id_label",
    "companyid_value": "company_id_value",
    "taxid_label": "tax_id_label",
    "taxid_value": "tax_registration_number",
}
_APART = {"address", "currency_id", "custom_fields"}


def organization_fields(body: OrganizationInput) -> OrganizationFields:
    """Return what was really sent as the command's fields; the base currency by id is left to the caller."""
    sent = body.model_dump(exclude_unset=True)
    fields: dict[str, Any] = {
        _COMMAND_NAMES.get(name, name): value for name, value in sent.items() if name not in _APART and name in _KNOWN
    }
    address = sent.get("address") or {}
    fields |= {name: value for name, value in address.items() if name != "country" or (value and "country" not in sent)}
    if "custom_fields" in sent:
        fields["custom_fields"] = orjson.dumps(sent["custom_fields"]).decode()
    return cast(OrganizationFields, fields)


_KNOWN = frozenset(OrganizationInput.model_fields) | {"currency_code"}
