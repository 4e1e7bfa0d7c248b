"""Taxes, groups, authorities and exemptions as the wire has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import day_text, id_text, micro_number
from daicho.taxes.core.tax import TaxDefinition
from daicho.taxes.queries.authorities import AuthorityView
from daicho.taxes.queries.exemptions import ExemptionView
from daicho.taxes.queries.tax_list import TaxView


@dataclass(frozen=True, slots=True)
class TaxAccounts:
    """The accounts that tax is posted to."""

    output_id: int
    output_name: str
    input_id: int
    input_name: str


def tax_json(tax: TaxView, accounts: TaxAccounts) -> dict[str, Json]:
    """Return a tax (or, in lists, a group) with all its fields."""
    return {
        "tax_id": id_text(tax.tax_id),
        "tax_name": tax.name,
        "tax_percentage": micro_number(tax.percentage_micro),
        "tax_type": tax.tax_type,
        "tax_category": tax.category,
        "tax_factor": tax.tax_factor,
        "tax_specific_type": tax.tax_specific_type,
        "tax_authority_id": id_text(tax.authority_id),
        "tax_authority_name": tax.authority_name,
        "tds_payable_account_id": "",
        "country": tax.country_code,
        "country_code": tax.country_code,
        "purchase_tax_expense_account_id": id_text(tax.purchase_account_id),
        "is_value_added": tax.is_value_added,
        "is_default_tax": tax.is_default,
        "is_editable": tax.is_editable,
        "is_inactive": not tax.is_active,
        "status": "active" if tax.is_active else "inactive",
        "output_tax_account_name": accounts.output_name,
        "purchase_tax_account_name": accounts.input_name,
        "tax_account_id": id_text(accounts.output_id),
        "purchase_tax_account_id": id_text(accounts.input_id),
        "rates": [
            {"valid_from": day_text(rate.valid_from), "tax_percentage": micro_number(rate.percentage_micro)}
            for rate in tax.rates
        ],
    }


def tax_group_json(group: TaxView, today: date, authorities: Mapping[int, tuple[int | None, str]]) -> dict[str, Json]:
    """Return a group with its members; `authorities` gives id and name of each member's authority."""
    return {
        "tax_group_id": id_text(group.tax_id),
        "tax_group_name": group.name,
        "tax_group_percentage": micro_number(group.percentage_micro),
        "taxes": [_member_json(member, today, authorities.get(member.tax_id, (None, ""))) for member in group.members],
    }


def _member_json(member: TaxDefinition, today: date, authority: tuple[int | None, str]) -> dict[str, Json]:
    return {
        "tax_id": id_text(member.tax_id),
        "tax_name": member.name,
        "tax_percentage": micro_number(member.percentage_micro(today)),
        "tax_type": member.tax_type,
        "tax_factor": "rate",
        "tax_authority_id": id_text(authority[0]),
        "tax_authority_name": authority[1],
    }


def authority_json(authority: AuthorityView) -> dict[str, Json]:
    """Return a tax authority."""
    return {
        "tax_authority_id": id_text(authority.authority_id),
        "tax_authority_name": authority.name,
        "description": authority.description,
        "registration_number": authority.registration_number,
        "registration_number_label": authority.registration_number_label,
    }


def exemption_json(exemption: ExemptionView) -> dict[str, Json]:
    """Return a tax exemption."""
    return {
        "tax_exemption_id": id_text(exemption.exemption_id),
        "tax_exemption_code": exemption.code,
        "description": exemption.description,
        "type": exemption.kind,
    }
