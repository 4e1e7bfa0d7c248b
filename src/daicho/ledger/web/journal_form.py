"""The form of a journal: its head, and the lines below it."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.money import Money
from daicho.ledger.core.journal import NOTES_LENGTH, REFERENCE_LENGTH, JournalFields
from daicho.ledger.web.journal_lines import JournalLineForm, Names, line_rows, names_of
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.custom_fields import CustomValue
from daicho.platform.web.custom_fields import add_custom_fields, given_custom_values
from daicho.platform.web.fields import DateField, ExactNumberField
from daicho.platform.web.forms import DaichoForm, Section, field_sentence

_ON_LINE = re.compile(r"line_items\[(\d+)\]\.(\w+)")
_PARTS = {"customer_id": "contact_id", "amount": "debit", "debit_or_credit": "debit"}
_OWN = {"journal_date": "date", "reference_number": "reference", "currency_id": "currency_code"}


class RowsForm(DaichoForm):
    """A form with rows of accounts in `rows`."""

    rows: Sequence[JournalLineForm] = ()

    @property
    def filled(self) -> list[JournalLineForm]:
        """The rows in which something was entered."""
        return [row for row in self.rows if not row.is_blank]

    def clean(self) -> dict[str, Any]:
        """Check the rows that hold anything."""
        wrong = [row for row in self.filled if not row.is_valid()]
        if wrong:
            self.add_error(None, forms.ValidationError(_("Check the marked lines."), code="lines"))
        return self.cleaned_data

    def take(self, error: InvalidInput) -> None:
        """Show a command's errors where they belong: at the fields of the head, or in the line."""
        filled, rest = self.filled, []
        for item in error.errors:
            place = _ON_LINE.fullmatch(item.field)
            if place and int(place[1]) < len(filled):
                row, part = filled[int(place[1])], _PARTS.get(place[2], place[2])
                row.add_error(part, field_sentence(_renamed(item, part), row))
            else:
                rest.append(_renamed(item, _OWN.get(item.field, item.field)))
        if len(rest) < len(error.errors):
            self.add_error(None, forms.ValidationError(_("Check the marked lines."), code="lines"))
        if rest:
            super().take(InvalidInput(rest))


class JournalForm(RowsForm):
    """A journal."""

    date = DateField(label=_("Date"))
    reference = forms.CharField(label=_("Reference number"), required=False, max_length=REFERENCE_LENGTH)
    currency_code = forms.ChoiceField(label=_("Currency"))
    exchange_rate = ExactNumberField(
        label=_("Exchange rate"), required=False, places=6, minimum=0, help_text=_("Empty: the rate of the day.")
    )
    journal_type = forms.ChoiceField(
        label=_("Counts in reports on"),
        choices=(("both", _("Accrual and cash basis")), ("cash", _("Cash basis only"))),
        help_text=_("The books are kept on the accrual basis: a journal for the cash basis only is kept beside them."),
    )
    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=NOTES_LENGTH, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        ctx: Ctx,
        data: QueryDict | None,
        *,
        initial: Mapping[str, object],
        names: Names,
        lines: Sequence[tuple[str, Mapping[str, Any]]] = (),
        custom: Sequence[CustomValue] = (),
    ) -> None:
        super().__init__(ctx, data, initial=dict(initial))
        currencies: Any = self.fields["currency_code"]
        currencies.choices = [(view.code, view.code) for view in list_currencies(ctx)]
        self.custom_names = add_custom_fields(self, custom)
        self.rows = list(line_rows(ctx, names_of(ctx, data, names), data, lines))

    def laid_out(self) -> Any:
        """Lay the head out; the lines stand below it."""
        top = ["date", "reference"], ["notes"], *([name] for name in self.custom_names)
        yield Section("", ()), [[self[name] for name in row] for row in top]
        more = Section(_("Currency and basis"), (), folded=True)
        yield more, [[self["currency_code"], self["exchange_rate"]], [self["journal_type"]]]

    def given(self) -> JournalFields:
        """Return everything that was entered."""
        data = self.cleaned_data
        names = ("date", "reference", "currency_code", "exchange_rate", "journal_type", "notes")
        fields: dict[str, Any] = {name: data[name] for name in names}
        if self.custom_names:
            fields["custom_fields"] = given_custom_values(self, self.custom_names, list(self.fields))
        fields["lines"] = [row.given() for row in self.filled]
        return fields  # type: ignore[return-value]


def typed_totals(rows: Sequence[JournalLineForm], currency: str) -> tuple[Money, Money]:
    """Return the sums of both sides of what is being typed, what is no number left out."""
    sums = {"debit": Decimal(0), "credit": Decimal(0)}
    for row in rows:
        row.is_valid()
        for side in sums:
            sums[side] += row.cleaned_data.get(side) or Decimal(0)
    return Money.of(sums["debit"], currency), Money.of(sums["credit"], currency)


def _renamed(error: FieldError, name: str) -> FieldError:
    parameters = error.parameters
    if parameters.get("field") == error.field:
        parameters = {**parameters, "field": name}
    return FieldError(name, error.message, parameters, error.code)
