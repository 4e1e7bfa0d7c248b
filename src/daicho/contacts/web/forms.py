"""The form of a contact."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.contacts.core.contact import LANGUAGES, ContactFields
from daicho.contacts.core.terms import CLOSING, LAST_DAY, STANDARD, PaymentTerms, terms_from_code
from daicho.contacts.labels import in_words
from daicho.contacts.queries.contact_detail import ContactView
from daicho.contacts.web.address import LABELS, address_field, address_rows, with_country
from daicho.contacts.web.rows import person_rows
from daicho.contacts.web.words import (
    HOLIDAY_RULES,
    KINDS,
    PRICE_MODES,
    REGISTRATIONS,
    SUB_TYPES,
    TAX_ROUNDINGS,
    TAX_UNITS,
    language_name,
)
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.money import Money
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.web.custom_fields import add_custom_fields, empty_fields, given_custom_values
from daicho.platform.web.fields import DateField, ExactNumberField, RemoteChoiceField, SearchChoiceField
from daicho.platform.web.format import currency_label
from daicho.platform.web.forms import DaichoForm, Section, field_sentence
from daicho.taxes.queries.taxes import tax_choices

_OWN_TERMS = ("closing_day", "months", "payment_day", "holiday_rule", "days")
_SHOWN_AS = {"payment_terms": "payment_terms_code", "currency_id": "currency_code"}
_SIMPLE = (
    "contact_type", "contact_name", "name_kana", "company_name", "contact_number", "customer_sub_type", "website",
    "language_code", "currency_code", "credit_limit", "tax_id", "is_taxable", "tax_rounding", "price_mode",
    "tax_unit", "tax_registration_number", "tax_registration_status", "tax_registered_from", "tax_registered_to",
    "tax_registration_checked_on", "notes", "payment_reminder_enabled", "track_1099",
)  # fmt: skip


class ContactForm(DaichoForm):
    """A contact with its addresses and persons. Fields are named as on the wire, so that errors find them."""

    contact_type = forms.ChoiceField(label=_("Contact type"), choices=tuple(KINDS.items()), widget=forms.RadioSelect())
    customer_sub_type = forms.ChoiceField(
        label=_("Company or person"), choices=tuple(SUB_TYPES.items()), widget=forms.RadioSelect(), initial="business"
    )
    contact_name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("As it stands on documents. No other contact may have the same name."),
        widget=forms.TextInput(attrs={"autofocus": "", "autocomplete": "off"}),
    )
    name_kana = forms.CharField(
        label=_("Reading"), required=False, max_length=200, help_text=_("In kana: lists are sorted by it.")
    )
    company_name = forms.CharField(label=_("Company"), required=False, max_length=200)
    contact_number = forms.CharField(label=_("Number"), required=False, max_length=100)
    website = forms.CharField(
        label=_("Website"), required=False, max_length=500, widget=forms.TextInput(attrs={"type": "url"})
    )
    language_code = forms.ChoiceField(label=_("Language of documents"), required=False)
    currency_code = forms.ChoiceField(
        label=_("Currency"), required=False, help_text=_("Fixed by the first transaction.")
    )
    same_address = forms.BooleanField(label=_("The same as the billing address"), required=False)
    payment_terms_code = SearchChoiceField(label=_("Payment terms"), required=False)
    closing_day = forms.TypedChoiceField(label=_("Closing day"), required=False, coerce=int, empty_value=None)
    months = forms.TypedChoiceField(label=_("Payment month"), required=False, coerce=int, empty_value=None, initial=1)
    payment_day = forms.TypedChoiceField(
        label=_("Payment day"), required=False, coerce=int, empty_value=None, initial=LAST_DAY
    )
    holiday_rule = forms.ChoiceField(
        label=_("On a bank holiday"), required=False, choices=tuple(HOLIDAY_RULES.items()), initial="none"
    )
    days = ExactNumberField(label=_("Or: days after the document's date"), required=False, places=0, minimum=0)
    credit_limit = ExactNumberField(label=_("Credit limit"), required=False, places=3, minimum=0)
    tax_registration_number = forms.CharField(
        label=_("Registration number"), required=False, max_length=50, help_text=_("T and 13 digits")
    )
    tax_registration_status = forms.ChoiceField(
        label=_("Registration"),
        required=False,
        choices=(("", _("Follows from the number")), *REGISTRATIONS.items()),
    )
    tax_registered_from = DateField(label=_("Registered from"), required=False)
    tax_registered_to = DateField(label=_("Registered until"), required=False)
    tax_registration_checked_on = DateField(
        label=_("Checked on"), required=False, help_text=_("The day somebody looked it up at the tax agency.")
    )
    is_taxable = forms.BooleanField(label=_("Taxable"), required=False, initial=True)
    tax_id = RemoteChoiceField(
        label=_("Tax that lines begin with"),
        required=False,
        choices_page="contact_tax_choices",
        resolve=lambda ctx, value: next((tax.name for tax in tax_choices(ctx, tax_ids=[value])), ""),
    )
    tax_rounding = forms.ChoiceField(label=_("Rounding of tax"), required=False, choices=tuple(TAX_ROUNDINGS.items()))
    tax_unit = forms.ChoiceField(
        label=_("Qualified invoice"),
        required=False,
        choices=tuple(TAX_UNITS.items()),
        help_text=_("What tax is rounded on, once for each rate."),
    )
    price_mode = forms.ChoiceField(label=_("Prices"), required=False, choices=tuple(PRICE_MODES.items()))
    track_1099 = forms.BooleanField(label=_("Report on form 1099 (United States)"), required=False)
    payment_reminder_enabled = forms.BooleanField(label=_("Send payment reminders"), required=False, initial=True)
    notes = forms.CharField(label=_("Notes"), required=False, max_length=10_000, widget=forms.Textarea())

    def __init__(self, ctx: Ctx, *args: Any, contact: ContactView | None = None, **kwargs: Any) -> None:
        self.contact = contact
        initial = (contact_initial(contact) if contact else {}) | kwargs.pop("initial", {})
        super().__init__(ctx, *args, initial=initial, **kwargs)
        self._offer(contact)
        for role in ("billing", "shipping"):
            for name in LABELS:
                self.fields[f"{role}_address.{name}"] = address_field(ctx, name, role)
        self.custom_names = add_custom_fields(self, contact.custom_values if contact else empty_fields(ctx, "contact"))
        data = self.data if self.is_bound else None
        self.persons = person_rows(ctx, data, contact.persons if contact else ())  # type: ignore[arg-type]

    def _offer(self, contact: ContactView | None) -> None:
        """Fill the selects from the organisation."""
        currencies = list_currencies(self.ctx)
        offered: dict[str, Any] = dict(self.fields)
        offered["currency_code"].choices = [(row.code, currency_label(row.code)) for row in currencies]
        usual = [] if contact else [("", gettext("As the organization"))]
        offered["language_code"].choices = usual + [(code, language_name(code, self.ctx.locale)) for code in LANGUAGES]
        current = terms_from_code(contact.payment_terms_code) if contact else None
        terms = dict.fromkeys([*STANDARD, *CLOSING, *([current] if current else [])])
        offered["payment_terms_code"].choices = [(item.code, in_words(item)) for item in terms]
        days = [(str(day), gettext("Day %(day)s") % {"day": day}) for day in range(1, 29)]
        last = (str(LAST_DAY), gettext("Last day"))
        offered["closing_day"].choices = [("", ""), last, *days]
        offered["payment_day"].choices = [last, *days]
        offered["months"].choices = [(str(count), _months(count)) for count in range(7)]
        if contact is None:
            self.initial.setdefault("currency_code", currencies[0].code)
            self.initial.setdefault("payment_terms_code", "net:0")
            self.initial.setdefault("contact_type", "customer")
        if self.ctx.locale != "ja":
            self.fields["name_kana"].help_text = gettext("How Japanese names are read: lists are sorted by it.")

    @property
    def sections(self) -> tuple[Section, ...]:  # type: ignore[override]
        """The sections, addresses in the order of the person's language."""
        return (
            Section(
                "",
                (
                    ("contact_type", "customer_sub_type"),
                    ("contact_name", "name_kana"),
                    ("company_name", "contact_number"),
                ),
            ),
            Section(_("Billing address"), address_rows(self.ctx, "billing_address.")),
            Section(_("Shipping address"), ("same_address", *address_rows(self.ctx, "shipping_address.")), folded=True),
            Section(_("Terms"), (("payment_terms_code", "credit_limit"), ("currency_code", "language_code"))),
            Section(
                _("Other payment terms"),
                (("closing_day", "months", "payment_day", "holiday_rule"), "days"),
                text=_("Filled in, these take the place of the payment terms chosen above."),
                folded=True,
            ),
            Section(
                _("Tax"),
                (
                    ("tax_registration_number", "tax_registration_status"),
                    ("tax_registered_from", "tax_registered_to", "tax_registration_checked_on"),
                    ("tax_id", "price_mode"),
                    ("tax_rounding", "tax_unit"),
                    ("is_taxable", "track_1099"),
                ),
                folded=True,
            ),
            Section(
                _("Further details"), ("website", "payment_reminder_enabled", *self.custom_names, "notes"), folded=True
            ),
        )

    def is_valid(self) -> bool:
        """Check the persons as well, so that all errors are told at once."""
        return all([super().is_valid(), *(row.is_valid() for row in self.persons)])

    def take(self, error: InvalidInput) -> None:
        """Show a command's errors at the fields, those of persons at their rows."""
        own = []
        for item in error.errors:
            row, name = self._row_of(item)
            if row is None:
                own.append(replace(item, field=_SHOWN_AS.get(item.field, item.field)))
            else:
                known = FieldError(name, item.message, {**item.parameters, "field": name}, item.code)
                row.add_error(name if name in row.fields else None, field_sentence(known, row))
        if own:
            super().take(InvalidInput(own))
        else:
            self.add_error(None, gettext("Nothing is saved yet: some fields need a correction."))

    def _row_of(self, item: FieldError) -> tuple[Any, str]:
        if not item.field.startswith("contact_persons["):
            return None, ""
        place, _dot, name = item.field.removeprefix("contact_persons[").partition("].")
        rows = [row for row in self.persons if row.given() is not None]
        return (rows[int(place)], name) if place.isdigit() and int(place) < len(rows) else (None, "")

    def given(self) -> ContactFields:
        """Return what the person entered: everything for a new contact, only the changes of an existing one."""
        changed = set(self.changed_data) if self.contact else set(self.fields)
        fields: dict[str, Any] = {
            name: self.cleaned_data[name] for name in _SIMPLE if name in changed and self._says_something(name)
        }
        for role in ("billing", "shipping"):
            prefix = f"{role}_address."
            lines = {name: self.cleaned_data[prefix + name] or "" for name in LABELS if prefix + name in changed}
            if lines:
                fields[f"{role}_address"] = with_country(self.ctx, lines)
        if self.cleaned_data["same_address"]:
            lines = {name: self.cleaned_data[f"billing_address.{name}"] or "" for name in LABELS}
            fields["shipping_address"] = with_country(self.ctx, lines)
        terms = self._terms()
        if terms and (self.contact is None or terms.code != self.contact.payment_terms_code):
            fields |= {"payment_terms_code": terms.code, "payment_terms_label": ""}
        custom = given_custom_values(self, self.custom_names, list(changed))
        if custom:
            fields["custom_fields"] = custom
        persons = [given for row in self.persons if (given := row.given()) is not None]
        if self.contact is None or self._persons_changed():
            fields["contact_persons"] = persons
        return fields  # type: ignore[return-value]

    def _says_something(self, name: str) -> bool:
        """Whether a value is to be sent: an empty choice of what is never empty means its default."""
        kept = {"language_code", "currency_code", "tax_registration_status", "customer_sub_type"}
        return bool(self.cleaned_data[name]) or name not in kept

    def _terms(self) -> PaymentTerms | None:
        own = {name: self.cleaned_data.get(name) for name in _OWN_TERMS}
        if own["closing_day"]:
            code = f"closing:{own['closing_day']}:{own['months']}:{own['payment_day']}:{own['holiday_rule'] or 'none'}"
            return terms_from_code(code) or PaymentTerms("closing", months=-1)
        if own["days"] is not None:
            return PaymentTerms("net", int(own["days"]))
        return terms_from_code(self.cleaned_data.get("payment_terms_code") or "")

    def _persons_changed(self) -> bool:
        contact = self.contact
        known = {person.person_id for person in contact.persons} if contact else set()
        primary = contact.primary_person.person_id if contact and contact.primary_person else None
        rows = [row for row in self.persons if row.given() is not None]
        return (
            {row.person_id for row in rows} != known
            or any(row.has_changed() for row in rows)
            or any(row.is_primary and row.person_id != primary for row in rows)
        )


def contact_initial(contact: ContactView) -> dict[str, object]:
    """Return what the form of an existing contact begins with."""
    renamed = {
        "contact_name": contact.name,
        "customer_sub_type": contact.sub_type,
        "track_1099": contact.tracks_1099,
        "tax_id": contact.tax_id,
        "credit_limit": _major(contact),
        "payment_terms_code": contact.payment_terms_code,
    }
    same = {name: getattr(contact, name) for name in _SIMPLE if name not in renamed}
    return same | renamed | dict(_address_lines(contact))


def _address_lines(contact: ContactView) -> Iterator[tuple[str, str]]:
    for role, address in (("billing", contact.billing_address), ("shipping", contact.shipping_address)):
        for name in LABELS:
            yield f"{role}_address.{name}", getattr(address, name)


def _major(contact: ContactView) -> Decimal | None:
    minor = contact.credit_limit_minor
    return None if minor is None else Money(minor, contact.currency_code).value


def _months(count: int) -> str:
    named = {0: _("Same month"), 1: _("Next month"), 2: _("Month after next")}
    return str(named[count]) if count in named else gettext("%(months)s months later") % {"months": count}
