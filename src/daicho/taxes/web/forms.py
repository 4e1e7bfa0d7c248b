"""Forms of taxes, rates, groups, authorities and exemptions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.ledger.core.account_type import AccountClass, types_of
from daicho.ledger.queries.accounts import account_choices
from daicho.platform.web.fields import DateField, ExactNumberField, SearchChoiceField
from daicho.platform.web.forms import DaichoForm, Section
from daicho.taxes.core.category import Category
from daicho.taxes.core.fields import AuthorityFields, ExemptionFields, GroupFields, TaxFields
from daicho.taxes.queries.authorities import AuthorityView, authorities
from daicho.taxes.queries.exemptions import ExemptionView
from daicho.taxes.queries.tax_list import TaxView
from daicho.taxes.queries.taxes import tax_choices
from daicho.taxes.web.words import CATEGORIES, KINDS, TYPES

_COLUMNS = {
    "tax_name": "name",
    "tax_type": "tax_type",
    "tax_category": "category",
    "tax_authority_id": "authority_id",
    "purchase_tax_expense_account_id": "purchase_account_id",
    "is_value_added": "is_value_added",
    "is_default": "is_default",
}


class TaxForm(DaichoForm):
    """A tax. A new one has a rate; further rates are added with their first day. Fields are named as on the wire."""

    sections = (
        Section("", (("tax_name", "tax_percentage"), "valid_from", ("tax_category", "tax_type"), "is_default")),
        Section(
            _("Further details"),
            (("tax_authority_id", "purchase_tax_expense_account_id"), "is_value_added"),
            folded=True,
        ),
    )
    tax_name = forms.CharField(
        label=_("Name"), max_length=100, widget=forms.TextInput(attrs={"autofocus": "", "autocomplete": "off"})
    )
    tax_percentage = ExactNumberField(label=_("Rate (%)"), minimum=0)
    valid_from = DateField(label=_("Valid from"), required=False, help_text=_("Nothing: since ever."))
    tax_category = forms.ChoiceField(
        label=_("Kind of supply"), choices=tuple(CATEGORIES.items()), initial=Category.STANDARD
    )
    tax_type = forms.ChoiceField(
        label=_("Kind of tax"),
        choices=(("tax", TYPES["tax"]), ("compound_tax", TYPES["compound_tax"])),
        help_text=_("A compound tax is computed on the amount and the other taxes of its group."),
    )
    is_default = forms.BooleanField(label=_("Default for new items and lines"), required=False)
    tax_authority_id = SearchChoiceField(label=_("Tax authority"), required=False, coerce=int)
    purchase_tax_expense_account_id = SearchChoiceField(
        label=_("Account of tax that is not recovered"), required=False, coerce=int
    )
    is_value_added = forms.BooleanField(label=_("Value added tax"), required=False, initial=True)

    def __init__(self, ctx: Ctx, *args: Any, tax: TaxView | None = None, **kwargs: Any) -> None:
        self.tax = tax
        super().__init__(ctx, *args, initial=_tax_initial(tax) if tax else {}, **kwargs)
        offered: dict[str, Any] = dict(self.fields)
        offered["tax_authority_id"].choices = [
            ("", ""), *((str(row.authority_id), row.name) for row in authorities(ctx))
        ]  # fmt: skip
        expenses = account_choices(ctx, types=types_of(AccountClass.EXPENSE))
        offered["purchase_tax_expense_account_id"].choices = [
            ("", ""), *((str(row.account_id), f"{row.code} {row.name}".strip()) for row in expenses)
        ]  # fmt: skip
        if tax:
            del self.fields["tax_percentage"], self.fields["valid_from"]

    def given(self) -> TaxFields:
        """Return what the person entered: everything for a new tax, only the changes of an existing one."""
        changed = set(self.changed_data) if self.tax else set(self.fields)
        fields: dict[str, Any] = {
            column: self.cleaned_data[name] for name, column in _COLUMNS.items() if name in changed
        }
        if not self.tax:
            fields["percentage_micro"] = Rate.of(self.cleaned_data["tax_percentage"]).micro
            fields["valid_from"] = self.cleaned_data["valid_from"]
        return TaxFields(**fields)  # type: ignore[typeddict-item, no-any-return]


class RateForm(DaichoForm):
    """A further rate of a tax."""

    tax_percentage = ExactNumberField(label=_("Rate (%)"), minimum=0)
    valid_from = DateField(label=_("Valid from"))

    def given(self) -> TaxFields:
        """Return the rate and its first day."""
        return {
            "percentage_micro": Rate.of(self.cleaned_data["tax_percentage"]).micro,
            "valid_from": self.cleaned_data["valid_from"],
        }


class GroupForm(DaichoForm):
    """A group of taxes."""

    tax_group_name = forms.CharField(
        label=_("Name"), max_length=100, widget=forms.TextInput(attrs={"autofocus": "", "autocomplete": "off"})
    )
    taxes = forms.TypedMultipleChoiceField(
        label=_("Taxes"), coerce=int, widget=forms.CheckboxSelectMultiple(), help_text=_("Two or more.")
    )

    def __init__(self, ctx: Ctx, *args: Any, group: TaxView | None = None, **kwargs: Any) -> None:
        self.group = group
        members = [str(member.tax_id) for member in group.members] if group else []
        initial = {"tax_group_name": group.name if group else "", "taxes": members}
        super().__init__(ctx, *args, initial=initial, **kwargs)
        offered: dict[str, Any] = dict(self.fields)
        offered["taxes"].choices = [
            (str(tax.tax_id), tax.name)
            for tax in tax_choices(ctx)
            if tax.tax_type != "tax_group"
        ]  # fmt: skip

    def given(self) -> GroupFields:
        """Return name and members."""
        return {"name": self.cleaned_data["tax_group_name"], "tax_ids": self.cleaned_data["taxes"]}


class AuthorityForm(DaichoForm):
    """A tax authority."""

    tax_authority_name = forms.CharField(label=_("Name"), max_length=100)
    registration_number_label = forms.CharField(label=_("Name of the number"), required=False, max_length=50)
    registration_number = forms.CharField(label=_("Registration number"), required=False, max_length=50)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, ctx: Ctx, *args: Any, authority: AuthorityView | None = None, **kwargs: Any) -> None:
        initial = {
            "tax_authority_name": authority.name,
            "registration_number_label": authority.registration_number_label,
            "registration_number": authority.registration_number,
            "description": authority.description,
        } if authority else {}  # fmt: skip
        super().__init__(ctx, *args, initial=initial, **kwargs)

    def given(self) -> AuthorityFields:
        """Return what the person entered."""
        cleaned = self.cleaned_data
        return {
            "name": cleaned["tax_authority_name"],
            "registration_number_label": cleaned["registration_number_label"],
            "registration_number": cleaned["registration_number"],
            "description": cleaned["description"],
        }


class ExemptionForm(DaichoForm):
    """A tax exemption."""

    tax_exemption_code = forms.CharField(label=_("Reason"), max_length=100)
    type = forms.ChoiceField(label=_("Applies to"), choices=tuple(KINDS.items()))
    description = forms.CharField(
        label=_("Description"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, ctx: Ctx, *args: Any, exemption: ExemptionView | None = None, **kwargs: Any) -> None:
        initial = {
            "tax_exemption_code": exemption.code, "type": exemption.kind, "description": exemption.description
        } if exemption else {}  # fmt: skip
        super().__init__(ctx, *args, initial=initial, **kwargs)

    def given(self) -> ExemptionFields:
        """Return what the person entered."""
        cleaned = self.cleaned_data
        return {
            "code": cleaned["tax_exemption_code"],
            "kind": cleaned["type"],
            "description": cleaned["description"],
        }


def _tax_initial(tax: TaxView) -> dict[str, object]:
    return {
        "tax_name": tax.name,
        "tax_type": tax.tax_type,
        "tax_category": tax.category,
        "tax_authority_id": str(tax.authority_id or ""),
        "purchase_tax_expense_account_id": str(tax.purchase_account_id or ""),
        "is_value_added": tax.is_value_added,
        "is_default": tax.is_default,
    }
