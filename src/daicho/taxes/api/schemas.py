"""Bodies of taxes, tax groups, authorities and exemptions."""

from typing import Annotated

from daicho.platform.wire.schema import Day, Flag, Length, Percentage, RecordId, RecordIds, WireInput


class TaxInput(WireInput):
    """A new tax, or changes to one. `tax_category`, `valid_from` and `is_default_tax` are Daicho's own."""

    tax_name: Annotated[str, Length(100)] = ""
    tax_percentage: Percentage | None = None
    valid_from: Day | None = None
    tax_type: Annotated[str, Length(20)] = ""
    tax_category: Annotated[str, Length(20)] = ""
    tax_factor: Annotated[str, Length(10)] = ""
    tax_specific_type: Annotated[str, Length(30)] = ""
    tax_authority_name: Annotated[str, Length(100)] = ""
    tax_authority_id: RecordId | None = None
    country_code: Annotated[str, Length(5)] = ""
    purchase_tax_expense_account_id: RecordId | None = None
    is_value_added: Flag = True
    is_editable: Flag = True
    is_default_tax: Flag = False
    update_recurring_invoice: Flag = False
    update_recurring_expense: Flag = False
    update_draft_invoice: Flag = False
    update_recurring_bills: Flag = False
    update_draft_so: Flag = False
    update_subscription: Flag = False
    update_project: Flag = False
    tds_payable_account_id: Annotated[str, Length(20)] = ""


class TaxGroupInput(WireInput):
    """A new group of taxes, or changes to one."""

    tax_group_name: Annotated[str, Length(100)] = ""
    taxes: RecordIds = []


class TaxAuthorityInput(WireInput):
    """A new tax authority, or changes to one."""

    tax_authority_name: Annotated[str, Length(100)] = ""
    description: Annotated[str, Length(500)] = ""
    registration_number: Annotated[str, Length(50)] = ""
    registration_number_label: Annotated[str, Length(50)] = ""


class TaxExemptionInput(WireInput):
    """A new tax exemption, or changes to one."""

    tax_exemption_code: Annotated[str, Length(100)] = ""
    description: Annotated[str, Length(500)] = ""
    type: Annotated[str, Length(10)] = ""
