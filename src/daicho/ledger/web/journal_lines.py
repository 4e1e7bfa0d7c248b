"""Rows of accounts with a debit or a credit, inside the form of a journal or of the opening balances."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.ledger.core.account_type import Side
from daicho.ledger.core.journal import DESCRIPTION_LENGTH, JournalLineFields
from daicho.ledger.core.journal_tax import Direction
from daicho.ledger.queries.accounts import account_choices
from daicho.ledger.queries.journal_tax_choices import journal_tax_choices
from daicho.ledger.web.words import account_label
from daicho.platform.custom_fields.references import record_names
from daicho.platform.web.fields import CreateInPlace, ExactNumberField, RemoteChoiceField, as_id
from daicho.platform.web.forms import DaichoForm
from daicho.platform.web.rows import new_key, row_id, sent_ids, sent_keys

BLANK_ROWS = 2


@dataclass(frozen=True, slots=True)
class Names:
    """Texts of what rows refer to, by id, read once for all rows; of a journal also the taxes they may name."""

    accounts: Mapping[int, str] = field(default_factory=dict)
    contacts: Mapping[int, str] = field(default_factory=dict)
    taxes: Sequence[tuple[str, str]] = ()


class JournalLineForm(DaichoForm):
    """One row; `key` is its name in the form: the line's id, or a made-up one for a new line.

    A row in which none of `named` was entered is blank.
    """

    named: ClassVar[tuple[str, ...]] = ("account_id", "debit", "credit", "description")

    account_id = RemoteChoiceField(
        label=_("Account"), required=False, choices_page="account_choices", resolve=lambda _ctx, _value: "",
        create=CreateInPlace("account_create", "accounts.create", _("New account")),
    )  # fmt: skip
    contact_id = RemoteChoiceField(
        label=_("Contact"), required=False, choices_page="contact_choices", resolve=lambda _ctx, _value: ""
    )
    description = forms.CharField(label=_("Description"), required=False, max_length=DESCRIPTION_LENGTH)
    debit = ExactNumberField(label=_("Debit"), required=False, places=3, minimum=0)
    credit = ExactNumberField(label=_("Credit"), required=False, places=3, minimum=0)

    def __init__(self, ctx: Ctx, key: str, names: Names, *args: Any, **kwargs: Any) -> None:
        self.key = key
        super().__init__(ctx, *args, prefix=f"line-{key}", **kwargs)
        fields: dict[str, Any] = dict(self.fields)
        fields["account_id"].resolve = lambda _ctx, value: names.accounts.get(value, "")
        fields["contact_id"].resolve = lambda _ctx, value: names.contacts.get(value, "")
        for name in ("account_id", "contact_id"):
            fields[name].bind(ctx)
        for row_field in fields.values():
            row_field.show_hidden_initial = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing that makes a line was entered."""
        if not self.is_bound:
            return not any(self.initial.get(name) for name in self.named)
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in self.named)

    def clean(self) -> dict[str, Any]:
        """Refuse a row with both sides."""
        if self.cleaned_data.get("debit") and self.cleaned_data.get("credit"):
            self.add_error("credit", forms.ValidationError(_("Enter a debit or a credit, not both.")))
        return self.cleaned_data

    def given(self) -> JournalLineFields:
        """Return what was entered in a row that is valid."""
        data = self.cleaned_data
        return {
            "line_id": row_id(self.key),
            "account_id": data["account_id"],
            "contact_id": data["contact_id"],
            "description": data.get("description", ""),
            "amount": data["debit"] or data["credit"],
            "side": Side.CREDIT if data["credit"] else Side.DEBIT,
        }


class TaxedLineForm(JournalLineForm):
    """One row of a journal; its tax is "sale:<id>" or "purchase:<id>", with words for both."""

    tax = forms.ChoiceField(label=_("Tax"), required=False)
    field_order = ("account_id", "contact_id", "description", "tax", "debit", "credit")

    def __init__(self, ctx: Ctx, key: str, names: Names, *args: Any, **kwargs: Any) -> None:
        super().__init__(ctx, key, names, *args, **kwargs)
        choices: Any = self.fields["tax"]
        choices.choices = names.taxes
        value = self.initial.get("tax", "")
        if value and value not in dict(names.taxes):  # a tax that is inactive by now
            choices.choices = [*names.taxes, (value, self.initial["tax_name"])]

    def given(self) -> JournalLineFields:
        """Return what was entered in a row that is valid."""
        tax_id, direction = self.typed_tax() or (None, None)
        return {**super().given(), "tax_id": tax_id, "tax_direction": direction}

    def typed_tax(self) -> tuple[int, Direction] | None:
        """Return the tax that was sent, whether it may be named or not."""
        direction, _colon, text = self.data.get(self.add_prefix("tax"), "").partition(":")
        tax_id = as_id(text)
        return (tax_id, Direction(direction)) if tax_id and direction in set(Direction) else None


def tax_value(tax_id: int | None, direction: Direction | None) -> str:
    """Return the value of a tax in a row."""
    return f"{direction}:{tax_id}" if tax_id and direction else ""


def tax_options(ctx: Ctx) -> list[tuple[str, str]]:
    """Return the taxes that a row may name: nothing, those on what was bought, those on what was sold."""
    taxes = journal_tax_choices(ctx)
    return [
        ("", ""),
        *((tax_value(tax.tax_id, Direction.PURCHASE), tax_label(tax.name, Direction.PURCHASE)) for tax in taxes),
        *((tax_value(tax.tax_id, Direction.SALE), tax_label(tax.name, Direction.SALE)) for tax in taxes),
    ]


def tax_label(name: str, direction: Direction | None) -> str:
    """Return a tax with what it is on, in the reader's words."""
    if direction is None:
        return name
    label = gettext("%(tax)s on sales") if direction is Direction.SALE else gettext("%(tax)s on purchases")
    return label % {"tax": name}


def names_of(ctx: Ctx, data: QueryDict | None, known: Names | None = None) -> Names:
    """Return the texts of what the sent rows refer to, beside those that are `known`."""
    accounts, contacts = (dict(known.accounts), dict(known.contacts)) if known else ({}, {})
    if data is not None:
        wanted = sent_ids(data, "account_id") - accounts.keys()
        found = account_choices(ctx, account_ids=wanted) if wanted else []
        accounts |= {choice.account_id: account_label(choice.name, choice.code) for choice in found}
        people = sorted(sent_ids(data, "contact_id") - contacts.keys())
        contacts |= record_names(ctx, entity="contact", record_ids=people)
    return Names(accounts, contacts, known.taxes if known else ())


def line_rows(
    ctx: Ctx, names: Names, data: QueryDict | None, initial: Sequence[tuple[str, Mapping[str, Any]]] = ()
) -> Iterator[TaxedLineForm]:
    """Yield the rows of a form: those that were sent, else those of `initial` (key, values) and empty ones."""
    known = dict(initial)
    if data is not None:
        for key in sent_keys(data):
            yield TaxedLineForm(ctx, key, names, data, initial=known.get(key, {}))
        return
    for key, values in initial:
        yield TaxedLineForm(ctx, key, names, initial=values)
    for _number in range(1 if initial else BLANK_ROWS):
        yield TaxedLineForm(ctx, new_key(), names)
