"""Organisations, members, roles and currencies as JSON (zoho-surface 2.3, 2.11)."""

from collections.abc import Mapping

import orjson

from daicho.kernel.context import Ctx
from daicho.organizations.core.currencies import CurrencyView, ExchangeRateView
from daicho.organizations.core.deletion import DeletionView
from daicho.organizations.core.member import MemberView, RoleView
from daicho.organizations.core.organization import MONTHS, OrganizationProfile
from daicho.organizations.core.permissions import WIRE_ROLES
from daicho.organizations.queries.joined_organizations import MyOrganization
from daicho.platform.countries import country_names
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import day_text, id_text, micro_number, moment_text

JsonObject = dict[str, Json]


def organization_json(mine: MyOrganization, deletion: DeletionView | None = None) -> JsonObject:
    """Return an organisation of the caller; `deletion` is the open request where it was asked for."""
    profile, membership = mine.profile, mine.membership
    return {
        **_profile_json(profile),
        **_preferences_json(profile),
        "contact_name": profile.contact_name or membership.name,
        "is_default_org": mine.is_default,
        "is_org_active": True,
        "user_role": WIRE_ROLES.get(membership.role_key, membership.role_name),
        "user_status": "active",
        "role_id": id_text(membership.role_id),
        "role_name": membership.role_name,
        "currency_id": id_text(mine.base.currency_id),
        "currency_code": mine.base.code,
        "currency_symbol": mine.base.symbol,
        "currency_format": mine.base.format,
        "price_precision": mine.base.price_precision,
        "org_joined_app_list": list(profile.applications),
        "books_setup": profile.books_setup,
        "mode": profile.mode,
        "delete_requested": profile.delete_requested_at is not None,
        "delete_requested_time": moment_text(profile.delete_requested_at, profile.time_zone),
        **_deletion_json(deletion, profile.time_zone),
    }


def _profile_json(profile: OrganizationProfile) -> JsonObject:
    country = country_names().get(profile.country_code, "")
    created = day_text(profile.created_at.date())
    return {
        "organization_id": id_text(profile.organization_id),
        "name": profile.name,
        "email": profile.email,
        "phone": profile.phone,
        "fax": profile.fax,
        "website": profile.website,
        "business_type": profile.business_type,
        "industry_type": profile.industry,
        "industry_size": profile.industry_size,
        "country": country,
        "country_code": profile.country_code,
        "address": {
            "street_address1": profile.address.street_address1,
            "street_address2": profile.address.street_address2,
            "city": profile.address.city,
            "state": profile.address.state,
            "country": country,
            "zip": profile.address.zip,
        },
        "org_address": profile.org_address,
        "remit_to_address": profile.remit_to_address,
        "is_logo_uploaded": profile.logo_file_id is not None,
        "is_seal_uploaded": profile.seal_file_id is not None,
        "company_id_label": profile.company_id_label,
        "company_id_value": profile.company_id_value,
        "companyid_label": profile.company_id_label,
        "companyid_value": profile.company_id_value,
        "tax_id_label": profile.tax_id_label,
        "tax_id_value": profile.tax_registration_number,
        "taxid_label": profile.tax_id_label,
        "taxid_value": profile.tax_registration_number,
        "tax_registration_number": profile.tax_registration_number,
        "account_created_date": created,
        "account_created_date_formatted": created,
        "custom_fields": orjson.loads(profile.custom_fields or "[]"),
    }


def _preferences_json(profile: OrganizationProfile) -> JsonObject:
    return {
        "time_zone": profile.time_zone,
        "language_code": profile.language_code,
        "date_format": profile.date_format,
        "field_separator": profile.field_separator,
        "fiscal_year_start_month": MONTHS[profile.fiscal_year_start_month - 1],
        "opening_date": day_text(profile.opening_date),
        "tax_group_enabled": True,
        "tax_basis": profile.tax_basis,
        "tax_bookkeeping": profile.tax_bookkeeping,
        "tax_bookkeeping_since": day_text(profile.tax_bookkeeping_since),
        "tax_rounding": profile.tax_rounding,
        "price_mode": profile.price_mode,
        "negative_stock": profile.negative_stock,
        "stock_mode": profile.stock_mode,
        "sales_order_closing": profile.sales_order_closing,
        "invoice_goods": profile.invoice_goods,
        "bill_goods": profile.bill_goods,
        "is_portal_enabled": False,
        "portal_name": profile.portal_name,
        "version": "japan" if profile.is_japanese else "global",
        "plan_type": 0,
        "plan_name": "",
        "plan_period": "",
        "zi_migration_status": 0,
    }


def _deletion_json(deletion: DeletionView | None, time_zone: str) -> JsonObject:
    return {
        "delete_requested_by": deletion.requested_by_name if deletion else "",
        "delete_reason": deletion.reason if deletion else "",
        "delete_due_time": moment_text(deletion.due_at, time_zone) if deletion else "",
    }


def member_row_json(ctx: Ctx, view: MemberView) -> JsonObject:
    """Return a member as lists show it."""
    applications = (("books", view.may_use_books), ("inventory", view.may_use_inventory))
    return {
        "user_id": id_text(view.wire_id),
        "role_id": id_text(view.role_id),
        "name": view.name,
        "email": view.email,
        "user_role": view.wire_role,
        "role_name": view.role_name,
        "status": view.state,
        "is_current_user": view.user_id == ctx.actor.user_id,
        "photo_url": "",
        "is_customer_segmented": False,
        "is_vendor_segmented": False,
        "user_type": "zoho",
        "applications": [name for name, may in applications if may],
    }


def member_json(ctx: Ctx, view: MemberView) -> JsonObject:
    """Return a member with everything there is to know."""
    return {
        **member_row_json(ctx, view),
        "email_ids": [{"email": view.email, "is_selected": True}],
        "cost_rate": micro_number(view.cost_rate.micro if view.cost_rate else None),
        "is_employee": False,
        "is_claimant": False,
        "created_time": moment_text(view.created_at, ctx.time_zone),
        "custom_fields": [],
    }


def role_json(view: RoleView) -> JsonObject:
    """Return a role; names of built-in roles are never translated."""
    return {
        "role_id": id_text(view.role_id),
        "role_name": view.name,
        "description": view.description,
        "is_default": view.is_default,
        "permissions": sorted(view.permissions),
        "users_count": view.members,
    }


def currency_json(view: CurrencyView) -> JsonObject:
    """Return a currency with the rate that holds today (0 where none is known)."""
    return {
        "currency_id": id_text(view.currency_id),
        "currency_code": view.code,
        "currency_name": view.name,
        "currency_symbol": view.symbol,
        "price_precision": view.price_precision,
        "currency_format": view.format,
        "is_base_currency": view.is_base,
        "exchange_rate": micro_number(view.rate.micro if view.rate else None),
        "effective_date": day_text(view.effective_date),
    }


def exchange_rate_json(view: ExchangeRateView) -> Mapping[str, Json]:
    """Return a dated rate."""
    return {
        "exchange_rate_id": id_text(view.exchange_rate_id),
        "currency_id": id_text(view.currency_id),
        "currency_code": view.currency_code,
        "effective_date": day_text(view.effective_date),
        "rate": micro_number(view.rate.micro),
    }
