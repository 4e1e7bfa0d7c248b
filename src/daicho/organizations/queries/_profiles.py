"""Profiles from rows, for one organisation or many."""

from django.db.models import OuterRef, QuerySet, Subquery

from daicho.organizations.core.organization import Address, OrganizationProfile, books_setup, joined_names
from daicho.organizations.models import JoinedApplication, Organization

_APPLICATIONS = ("books", "inventory")
_SAME = (
    "name", "country_code", "base_currency", "fiscal_year_start_month", "time_zone", "language_code", "date_format",
    "field_separator", "business_type", "industry", "industry_size", "contact_name", "email", "phone", "fax", "website",
    "org_address",
    "remit_to_address", "company_id_label", "company_id_value", "tax_id_label", "tax_registration_number", "tax_basis",
    "tax_bookkeeping_history", "tax_rounding", "price_mode", "negative_stock", "stock_mode", "sales_order_closing",
    "invoice_goods", "bill_goods", "approvals",
    "opening_date", "mode", "portal_name", "custom_fields", "logo_file_id", "seal_file_id", "delete_requested_at",
    "created_at",
)  # fmt: skip


def profiles_of(rows: "QuerySet[Organization]") -> list[OrganizationProfile]:
    """Return the profiles of `rows` in one statement; their joined applications must be in scope."""
    return [profile_of(row, joined_states(row)) for row in with_joined_states(rows)]


def with_joined_states(rows: "QuerySet[Organization]") -> "QuerySet[Organization]":
    """Return the organisations with the applications they are joined to, for `joined_states`."""
    return rows.annotate(**{f"{name}_state": _state(name) for name in _APPLICATIONS})


def joined_states(row: Organization) -> list[tuple[str, str]]:
    """Return (application, state of its set-up) of an organisation read by `with_joined_states`."""
    return [(name, state) for name in _APPLICATIONS if (state := getattr(row, f"{name}_state"))]


def _state(application: str) -> Subquery:
    joined = JoinedApplication.objects.filter(organization_id=OuterRef("id"), application=application)
    return Subquery(joined.values("setup_state")[:1])


def profile_of(row: Organization, joined: list[tuple[str, str]]) -> OrganizationProfile:
    """Return the profile of an organisation and the states of its applications (`joined_states`)."""
    return OrganizationProfile(
        organization_id=row.id,
        address=Address(row.street_address1, row.street_address2, row.city, row.state, row.zip),
        books_setup=books_setup(joined),
        applications=joined_names(joined),
        **{name: getattr(row, name) for name in _SAME},
    )
