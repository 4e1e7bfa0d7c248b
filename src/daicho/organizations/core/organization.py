"""What an organisation is: profile and preferences (behaviour.md 1, 9; zoho-surface 2.3, 2.11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from daicho.kernel.periods import fiscal_year_of
from daicho.kernel.text import noop as _
from daicho.organizations.core.tax_bookkeeping import EXCLUSIVE, INCLUSIVE, History, mode_on

JAPAN = "JP"
_NAMES_OF_JAPAN = frozenset({JAPAN, "JAPAN", "日本"})

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

CHOICES: Mapping[str, Mapping[str, str]] = {
    "tax_rounding": {"floor": _("Round down"), "half_up": _("Round half up"), "ceil": _("Round up")},
    "price_mode": {"tax_exclusive": _("Prices without tax"), "tax_inclusive": _("Prices with tax")},
    "negative_stock": {"warn": _("Warn"), "block": _("Refuse")},
    "stock_mode": {
        "accounting": _("Accounting stock (bills and invoices)"),
        "physical": _("Physical stock (receives and shipments)"),
    },
    "business_type": {"corporation": _("Corporation"), "sole_proprietor": _("Sole proprietor")},
    "tax_basis": {"accrual": _("Accrual basis"), "cash": _("Cash basis")},
    "tax_bookkeeping": {
        EXCLUSIVE: _("Tax apart from sales and purchases (tax-exclusive bookkeeping)"),
        INCLUSIVE: _("Tax within sales and purchases (tax-inclusive bookkeeping)"),
    },
    "sales_order_closing": {
        "invoiced_and_shipped": _("When invoiced and shipped"),
        "invoiced": _("When invoiced"),
        "shipped": _("When shipped"),
    },
    "invoice_goods": {"by_hand": _("When somebody says so"), "with_document": _("With the invoice")},
    "bill_goods": {"by_hand": _("When somebody says so"), "with_document": _("With the bill")},
    "language_code": {"ja": _("Japanese"), "en": _("English")},
}
"""Preference → its values and how they are called."""

DATE_FORMATS: Mapping[str, str] = {
    "yyyy/MM/dd": "2026/11/24",
    "yyyy-MM-dd": "2026-11-24",
    "dd/MM/yyyy": "24/11/2026",
    "dd.MM.yyyy": "24.11.2026",
    "MM/dd/yyyy": "11/24/2026",
    "dd MMM yyyy": "24 Nov 2026",
    "MMM dd, yyyy": "Nov 24, 2026",
    "yyyy年M月d日": "2026年11月24日",
    "Gy年M月d日": "令和8年11月24日",
}
"""Date format as the wire names it → an example."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the organisation is."""

    street_address1: str = ""
    street_address2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""


@dataclass(frozen=True, slots=True)
class OrganizationProfile:
    """Profile and preferences, the same in both applications.

    `books_setup` is "none" while the organisation was never opened in Books, "pending" during the quick set-up, then
    "done". `fiscal_year_start_month` counts from 1. `tax_rounding`: floor, half_up, ceil. `price_mode`:
    tax_exclusive, tax_inclusive. `negative_stock`: warn, block. `stock_mode`: accounting, physical.
    `invoice_goods`, `bill_goods` say when goods move that no order names: by_hand, with_document (behaviour.md 2.8).
    `approvals`: module → what its documents need (`core.approval.rule_from`).
    """

    organization_id: int
    name: str
    country_code: str
    base_currency: str
    fiscal_year_start_month: int
    time_zone: str
    language_code: str
    date_format: str
    field_separator: str
    business_type: str
    industry: str
    industry_size: str
    address: Address
    contact_name: str
    email: str
    phone: str
    fax: str
    website: str
    org_address: str
    remit_to_address: str
    company_id_label: str
    company_id_value: str
    tax_id_label: str
    tax_registration_number: str
    tax_basis: str
    tax_bookkeeping_history: History
    tax_rounding: str
    price_mode: str
    negative_stock: str
    stock_mode: str
    sales_order_closing: str
    invoice_goods: str
    bill_goods: str
    approvals: Mapping[str, Mapping[str, Any]]
    opening_date: date | None
    mode: str
    portal_name: str
    custom_fields: str
    logo_file_id: int | None
    seal_file_id: int | None
    delete_requested_at: datetime | None
    created_at: datetime
    books_setup: str
    applications: tuple[str, ...]

    @property
    def opening_day(self) -> date:
        """The day opening balances are posted on: the opening date, else the first day of the first fiscal year."""
        began = self.created_at.astimezone(ZoneInfo(self.time_zone)).date()
        return self.opening_date or fiscal_year_of(began, self.fiscal_year_start_month).start

    @property
    def tax_bookkeeping(self) -> str:
        """The latest mode of bookkeeping, tax_exclusive or tax_inclusive."""
        return self.tax_bookkeeping_history[-1][1] if self.tax_bookkeeping_history else EXCLUSIVE

    @property
    def tax_bookkeeping_since(self) -> date | None:
        """The day the latest mode began; None: since ever."""
        return date.fromisoformat(self.tax_bookkeeping_history[-1][0]) if self.tax_bookkeeping_history else None

    def is_tax_in_lines(self, day: date) -> bool:
        """Whether documents of `day` are booked with their tax in sales and purchases (japan.md ACC-03)."""
        return mode_on(self.tax_bookkeeping_history, day) == INCLUSIVE

    @property
    def is_japanese(self) -> bool:
        """Whether Japanese rules apply (tax rounding, registration number, qualified invoice)."""
        return self.country_code == JAPAN


class OrganizationFields(TypedDict, total=False):
    """What may be given when an organisation is made or changed; an absent key is unchanged, or its default.

    `currency_code` is the base currency; `country` a name or an ISO code; addresses are flat.
    `tax_bookkeeping` begins on `tax_bookkeeping_since`, the first day of a fiscal year (not given: the present one).
    """

    name: str
    country: str
    currency_code: str
    fiscal_year_start_month: int
    time_zone: str
    language_code: str
    date_format: str
    field_separator: str
    business_type: str
    industry: str
    industry_size: str
    street_address1: str
    street_address2: str
    city: str
    state: str
    zip: str
    contact_name: str
    email: str
    phone: str
    fax: str
    website: str
    org_address: str
    remit_to_address: str
    company_id_label: str
    company_id_value: str
    tax_id_label: str
    tax_registration_number: str
    tax_basis: str
    tax_bookkeeping: str
    tax_bookkeeping_since: date | None
    tax_rounding: str
    price_mode: str
    negative_stock: str
    stock_mode: str
    sales_order_closing: str
    invoice_goods: str
    bill_goods: str
    opening_date: date | None
    portal_name: str
    custom_fields: str
    logo_file_id: int | None


def country_of(fields: OrganizationFields, known: Mapping[str, str]) -> str | None:
    """Return the ISO code of the organisation's country, "" without one, None for a country nobody knows.

    Without a country it is Japan for Japanese and yen (INTERFACE.md §5, 4). `known` maps ISO code → English name.
    """
    named = fields.get("country", "").strip()
    if not named:
        japanese = fields.get("language_code") == "ja" and fields.get("currency_code") == "JPY"
        return JAPAN if japanese else ""
    if named.upper() in _NAMES_OF_JAPAN:
        return JAPAN
    by_name = {name.casefold(): code for code, name in known.items()}
    return named.upper() if named.upper() in known else by_name.get(named.casefold())


def country_defaults(country_code: str) -> OrganizationFields:
    """Return the preferences an organisation of this country begins with."""
    if country_code == JAPAN:
        return OrganizationFields(
            currency_code="JPY",
            time_zone="Asia/Tokyo",
            language_code="ja",
            date_format="yyyy/MM/dd",
            fiscal_year_start_month=4,
            tax_rounding="floor",
            price_mode="tax_exclusive",
            tax_id_label="登録番号",
            company_id_label="法人番号",
        )
    return OrganizationFields(
        currency_code="USD",
        time_zone="UTC",
        language_code="en",
        date_format="yyyy-MM-dd",
        fiscal_year_start_month=1,
        tax_rounding="half_up",
        price_mode="tax_exclusive",
    )


def month_number(text: str) -> int | None:
    """Return 1 to 12 for a month written as a name or as a number from 1, None for anything else."""
    if text.lower() in MONTHS:
        return MONTHS.index(text.lower()) + 1
    if text.isascii() and text.isdigit() and 1 <= int(text[:3]) <= 12:
        return int(text)
    return None


def joined_names(states: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the applications whose set-up is done, of pairs (application, state), in the wire's order."""
    return tuple(sorted(application for application, state in states if state == "done"))


def books_setup(states: Sequence[tuple[str, str]]) -> str:
    """Return "none", "pending" or "done" from pairs (application, state)."""
    return next((state for application, state in states if application == "books"), "none")
