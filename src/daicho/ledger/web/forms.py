"""The form of an account."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.ledger.core.account import AccountFields
from daicho.ledger.core.account_type import ACCOUNT_TYPES, FROM_INVENTORY, AccountClass, types_of
from daicho.ledger.queries._account_views import AccountView
from daicho.ledger.queries.accounts import account_choices
from daicho.ledger.web.words import account_label, class_name, type_name
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.custom_fields import record_fields
from daicho.platform.web.custom_fields import add_custom_fields, empty_fields, given_custom_values
from daicho.platform.web.fields import Option, SearchChoiceField, grouped
from daicho.platform.web.format import currency_label
from daicho.platform.web.forms import DaichoForm, Section

_COLUMNS = {
    "account_name": "name",
    "account_code": "code",
    "account_type": "account_type",
    "parent_account_id": "parent_id",
    "description": "description",
    "currency_code": "currency_code",
    "show_on_dashboard": "show_on_dashboard",
}
_CLASSES = {
    "asset": AccountClass.ASSET,
    "liability": AccountClass.LIABILITY,
    "equity": AccountClass.EQUITY,
    "income": AccountClass.INCOME,
    "expenses": AccountClass.EXPENSE,
}
"""Words in `types=` that stand for all types of a class (the type "expense" is only itself)."""


def allowed_types(ctx: Ctx, asked: str) -> tuple[str, ...]:
    """Return the types a form may offer: those that `asked` names by commas (types or classes), as far as allowed here.

    Nothing asked, or nothing known in it: all types that people may make in this application.
    """
    here = tuple(key for key, kind in ACCOUNT_TYPES.items() if kind.creatable)
    if ctx.application == "inventory":
        here = FROM_INVENTORY
    words = [word for word in asked.split(",") if word]
    named = {word for word in words if word in ACCOUNT_TYPES}
    named |= {key for word in words if word in _CLASSES for key in types_of(_CLASSES[word])}
    return tuple(key for key in here if key in named) or here


class AccountForm(DaichoForm):
    """An account. Fields are named as on the wire, so that errors find them."""

    sections = (
        Section(
            "", ("account_type", ("account_name", "account_code"), "parent_account_id", "description", "currency_code")
        ),
    )
    account_type = SearchChoiceField(label=_("Account type"))
    account_name = forms.CharField(
        label=_("Account name"), max_length=200, widget=forms.TextInput(attrs={"autofocus": "", "autocomplete": "off"})
    )
    account_code = forms.CharField(label=_("Account code"), required=False, max_length=50)
    parent_account_id = SearchChoiceField(
        label=_("Parent account"),
        required=False,
        coerce=int,
        help_text=_("Makes this a sub-account. Both have the same type."),
    )
    description = forms.CharField(
        label=_("Description"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    currency_code = forms.ChoiceField(label=_("Currency"), required=False)
    show_on_dashboard = forms.BooleanField(label=_("Show on the home page"), required=False)

    def __init__(
        self, ctx: Ctx, *args: Any, types: Sequence[str], account: AccountView | None = None, **kwargs: Any
    ) -> None:
        self.account = account
        initial = (account_initial(account) if account else {}) | kwargs.pop("initial", {})
        super().__init__(ctx, *args, initial=initial, **kwargs)
        offered: dict[str, Any] = dict(self.fields)
        kept = [*types, *([account.account_type] if account and account.account_type not in types else [])]
        options = [(class_name(key), Option(key, type_name(key))) for key in ACCOUNT_TYPES if key in kept]
        offered["account_type"].choices = grouped(options) if len(kept) > 1 else [(kept[0], type_name(kept[0]))]
        if len(kept) == 1:
            self.initial.setdefault("account_type", kept[0])
        parents = [
            (type_name(choice.account_type), Option(choice.account_id, account_label(choice.name, choice.code)))
            for choice in account_choices(ctx, types=kept)
            if account is None or choice.account_id != account.account_id
        ]
        offered["parent_account_id"].choices = grouped(sorted(parents, key=lambda pair: pair[0]))
        currencies = list_currencies(ctx)
        offered["currency_code"].choices = [
            ("" if row.is_base else row.code, currency_label(row.code)) for row in currencies
        ]
        if len(currencies) == 1:
            del self.fields["currency_code"]
        if account and account.system_key:
            self.fields["account_type"].disabled = True
            self.fields["account_type"].help_text = gettext("The system posts to this account, so its type stays.")
        self.custom_names = add_custom_fields(
            self,
            record_fields(ctx, entity="account", entity_id=account.account_id)
            if account
            else empty_fields(ctx, "account"),
        )

    def given(self) -> AccountFields:
        """Return what the person entered: everything for a new account, only the changes of an existing one."""
        changed = set(self.changed_data) if self.account else set(self.fields)
        fields: dict[str, Any] = {
            column: self.cleaned_data[name] for name, column in _COLUMNS.items() if name in changed & set(self.fields)
        }
        custom = given_custom_values(self, self.custom_names, list(changed))
        if custom:
            fields["custom_fields"] = custom
        return AccountFields(**fields)  # type: ignore[typeddict-item, no-any-return]


def account_initial(account: AccountView) -> dict[str, object]:
    """Return what the form of an existing account begins with."""
    return {
        "account_name": account.name,
        "account_code": account.code,
        "account_type": account.account_type,
        "parent_account_id": str(account.parent_id or ""),
        "description": account.description,
        "currency_code": account.currency_code,
        "show_on_dashboard": account.show_on_dashboard,
    }
