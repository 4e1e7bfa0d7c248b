"""Forms about an organisation; the quick set-up of Books uses the same ones."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.forms.boundfield import BoundField
from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.organizations.core.currencies import CURRENCIES
from daicho.organizations.core.organization import CHOICES, DATE_FORMATS, OrganizationProfile
from daicho.organizations.core.series import NAMES
from daicho.platform.countries import country_names, currency_names
from daicho.platform.numbering import SeriesRow
from daicho.platform.web.fields import DateField, SearchChoiceField
from daicho.platform.web.forms import DaichoForm, Section, dress


def choices_of(name: str) -> list[tuple[str, Any]]:
    """Return the choices of a preference; labels are translated when they are shown."""
    return [(value, _(label)) for value, label in CHOICES[name].items()]


def country_choices() -> list[tuple[str, str]]:
    """Return the countries in the person's language, Japan first."""
    names = country_names((get_language() or "en")[:2])
    return [("", "—"), ("JP", names["JP"]), *((code, name) for code, name in names.items() if code != "JP")]


def currency_choices() -> list[tuple[str, str]]:
    """Return the currencies of ISO 4217."""
    return [(facts.code, f"{facts.code} – {currency_name(facts.code, facts.name)}") for facts in CURRENCIES.values()]


def currency_name(code: str, english: str) -> str:
    """Return the name of a currency in the person's language."""
    return currency_names((get_language() or "en")[:2]).get(code, english)


def time_zone_choices() -> list[tuple[str, str]]:
    """Return the time zones, Tokyo first."""
    return [(name, name) for name in ("Asia/Tokyo", *sorted(available_timezones() - {"Asia/Tokyo"}))]


def month_choices() -> list[tuple[str, Any]]:
    """Return the months from 1 to 12."""
    return [(str(number), name) for number, name in MONTHS.items()]


class ProfileForm(DaichoForm):
    """Who the organisation is."""

    sections = (
        Section(_("Organization"), (("name", "business_type"), ("industry", "portal_name"))),
        Section(
            _("Address and contact"),
            (
                ("country", "zip"),
                ("state", "city"),
                "street_address1",
                "street_address2",
                ("contact_name", "email"),
                ("phone", "fax"),
                "website",
            ),
        ),
        Section(
            _("Language and time"),
            (("currency_code", "fiscal_year_start_month"), ("language_code", "time_zone"), "date_format"),
        ),
    )

    name = forms.CharField(label=_("Organization name"), max_length=200)
    business_type = forms.ChoiceField(label=_("Business type"), choices=choices_of("business_type"))
    industry = forms.CharField(label=_("Industry"), max_length=100, required=False)
    portal_name = forms.CharField(
        label=_("Portal name"), max_length=100, required=False, help_text=_("Part of the portal's address.")
    )
    country = forms.ChoiceField(label=_("Country"), choices=country_choices, required=False)
    zip = forms.CharField(label=_("Postal code"), max_length=20, required=False)
    state = forms.CharField(label=_("Prefecture or state"), max_length=100, required=False)
    city = forms.CharField(label=_("City"), max_length=100, required=False)
    street_address1 = forms.CharField(label=_("Street address"), max_length=300, required=False)
    street_address2 = forms.CharField(label=_("Building, floor"), max_length=300, required=False)
    contact_name = forms.CharField(label=_("Contact person"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=50, required=False)
    fax = forms.CharField(label=_("Fax"), max_length=50, required=False)
    website = forms.CharField(label=_("Website"), max_length=200, required=False)
    currency_code = SearchChoiceField(
        label=_("Base currency"),
        choices=currency_choices,
        help_text=_("Fixed once there are records in a currency."),
    )
    fiscal_year_start_month = forms.TypedChoiceField(
        label=_("The fiscal year starts in"), coerce=int, choices=month_choices
    )
    language_code = forms.ChoiceField(label=_("Language of documents"), choices=choices_of("language_code"))
    time_zone = SearchChoiceField(label=_("Time zone"), choices=time_zone_choices)
    date_format = forms.ChoiceField(label=_("Date format"), choices=list(DATE_FORMATS.items()))


class TaxForm(DaichoForm):
    """How the organisation deals with tax."""

    tax_registration_number = forms.CharField(
        label=_("Tax registration number"),
        max_length=50,
        required=False,
        help_text=_("In Japan: T and 13 digits. Leave it empty if the organization is not registered."),
    )
    tax_basis = forms.ChoiceField(
        label=_("Tax accounting method"),
        choices=choices_of("tax_basis"),
        help_text=_("Statements are shown on this basis first."),
    )
    tax_bookkeeping = forms.ChoiceField(label=_("Tax in the books"), choices=choices_of("tax_bookkeeping"))
    tax_bookkeeping_since = DateField(
        label=_("Valid from"),
        required=False,
        help_text=_("The first day of a fiscal year; empty: the present one. Documents since then are booked anew."),
    )
    price_mode = forms.ChoiceField(label=_("Prices on new documents"), choices=choices_of("price_mode"))
    tax_rounding = forms.ChoiceField(
        label=_("Rounding of tax"),
        choices=choices_of("tax_rounding"),
        help_text=_("Once per tax rate and document."),
    )


class OpeningForm(DaichoForm):
    """The day the books begin."""

    opening_date = DateField(
        label=_("Opening date"),
        help_text=_("Opening balances and the opening stock are dated on this day: the first day you record here."),
    )


class PreferencesForm(DaichoForm):
    """How stock and orders behave."""

    stock_mode = forms.ChoiceField(
        label=_("Stock shown first"), choices=choices_of("stock_mode"), help_text=_("Both are always kept.")
    )
    negative_stock = forms.ChoiceField(label=_("Selling more than there is"), choices=choices_of("negative_stock"))
    sales_order_closing = forms.ChoiceField(
        label=_("A sales order is closed"), choices=choices_of("sales_order_closing")
    )


class AllPreferencesForm(OpeningForm, TaxForm, PreferencesForm):
    """Tax, stock and dates on one page."""

    sections = (
        Section(
            _("Tax"),
            (
                "tax_registration_number",
                ("tax_basis", "price_mode"),
                ("tax_bookkeeping", "tax_bookkeeping_since"),
                "tax_rounding",
            ),
        ),
        Section(
            _("Stock and orders"),
            (("stock_mode", "negative_stock"), "sales_order_closing", ("invoice_goods", "bill_goods")),
        ),
        Section(_("Dates"), ("opening_date",)),
    )
    invoice_goods = forms.ChoiceField(
        label=_("Goods of an invoice without an order leave"),
        choices=choices_of("invoice_goods"),
        help_text=_("What new invoices begin with; goods of orders leave by shipments."),
    )
    bill_goods = forms.ChoiceField(
        label=_("Goods of a bill without an order arrive"),
        choices=choices_of("bill_goods"),
        help_text=_("What new bills begin with; goods of orders arrive by receives."),
    )
    opening_date = DateField(
        label=_("Opening date"), required=False, help_text=_("Opening balances and the opening stock are dated on it.")
    )


class SeriesForm(DaichoForm):
    """All number series at once: prefix, next number, digits, yearly restart."""

    def __init__(self, ctx: Ctx, *args: Any, series: list[SeriesRow], **kwargs: Any) -> None:
        super().__init__(ctx, *args, **kwargs)
        self.series = sorted(series, key=lambda row: list(NAMES).index(row.kind) if row.kind in NAMES else len(NAMES))
        for row in self.series:
            for name, field in _series_fields().items():
                dress(field.widget)
                field.widget.attrs["aria-label"] = f"{series_label(row.kind)}: {field.label}"
                self.fields[f"{row.kind}-{name}"] = field
                self.initial[f"{row.kind}-{name}"] = getattr(row, name)

    def laid_out(self) -> Iterator[tuple[Section, list[list[BoundField]]]]:
        """Yield nothing: the fields stand in a table, organizations/_series.html."""
        yield from ()

    def lines(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Yield the name of each series with its fields."""
        for row in self.series:
            names = ("prefix", "next_number", "digits", "restarts_each_fiscal_year")
            yield series_label(row.kind), [self[f"{row.kind}-{name}"] for name in names]

    def changed_series(self) -> list[SeriesRow]:
        """Return the series that the person changed, as they are to be."""
        values = self.cleaned_data
        wanted = [
            SeriesRow(
                row.series_id,
                row.kind,
                values[f"{row.kind}-prefix"],
                values[f"{row.kind}-next_number"],
                values[f"{row.kind}-digits"],
                values[f"{row.kind}-restarts_each_fiscal_year"],
            )
            for row in self.series
        ]
        return [new for new, old in zip(wanted, self.series, strict=True) if new != old]


def series_label(kind: str) -> str:
    """Return how a person calls the documents of a series."""
    return gettext(NAMES[kind]) if kind in NAMES else kind


def _series_fields() -> dict[str, forms.Field]:
    return {
        "prefix": forms.CharField(label=_("Prefix"), max_length=40, required=False),
        "next_number": forms.IntegerField(label=_("Next number"), min_value=1, max_value=10**12 - 1),
        "digits": forms.IntegerField(label=_("Digits"), min_value=1, max_value=12),
        "restarts_each_fiscal_year": forms.BooleanField(
            label=_("Start again at 1 in each fiscal year"), required=False
        ),
    }


def profile_values(profile: OrganizationProfile) -> Mapping[str, object]:
    """Return the initial values of all forms about the organisation."""
    names = {*ProfileForm.base_fields, *AllPreferencesForm.base_fields}
    address = {
        name: getattr(profile.address, name) for name in ("street_address1", "street_address2", "city", "state", "zip")
    }
    apart = {"country": profile.country_code, "currency_code": profile.base_currency, **address}
    return {name: apart[name] if name in apart else getattr(profile, name) for name in names}
