"""The form of a journal: its head, and the lines below it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.money import Money
from daicho.ledger.core.account_type import Side
from daicho.ledger.core.journal import NOTES_LENGTH, REFERENCE_LENGTH, JournalFields
from daicho.ledger.core.journal_tax import JournalTax, TaxedAmount, summed_taxes
from daicho.ledger.queries.taxes_on import taxes_on
from daicho.ledger.web.journal_lines import JournalLineForm, Names, TaxedLineForm, line_rows, names_of, tax_options
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.custom_fields import CustomValue
from daicho.platform.web.custom_fields import add_custom_fields, given_custom_values
from daicho.platform.web.fields import DateField, ExactNumberField
from daicho.platform.web.forms import DaichoForm, Section, field_sentence

_ON_LINE = re.compile(r"line_items\[(\d+)\]\.(\w+)")
_PARTS = {"customer_id": "contact_id", "amount": "debit", "debit_or_credit": "debit", "tax_id": "tax"}
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
    is_inclusive_tax = forms.BooleanField(label=_("Amounts include tax"), required=False)
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
        known = replace(names_of(ctx, data, names), taxes=tax_options(ctx))
        self.rows = list(line_rows(ctx, known, data, lines))

    def laid_out(self) -> Any:
        """Lay the head out; the lines stand below it."""
        top = ["date", "reference"], ["notes"], ["is_inclusive_tax"], *([name] for name in self.custom_names)
        yield Section("", ()), [[self[name] for name in row] for row in top]
        more = Section(_("Currency and basis"), (), folded=True)
        yield more, [[self["currency_code"], self["exchange_rate"]], [self["journal_type"]]]

    def given(self) -> JournalFields:
        """Return everything that was entered."""
        data = self.cleaned_data
        names = ("date", "reference", "currency_code", "exchange_rate", "is_inclusive_tax", "journal_type", "notes")
        fields: dict[str, Any] = {name: data[name] for name in names}
        if self.custom_names:
            fields["custom_fields"] = given_custom_values(self, self.custom_names, list(self.fields))
        fields["lines"] = [row.given() for row in self.filled]
        return fields  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class TypedTotals:
    """The sums of both sides of what is being typed, with tax, and the taxes among them."""

    debit: Money
    credit: Money
    taxes: list[JournalTax]


def typed_totals(
    ctx: Ctx, rows: Sequence[TaxedLineForm], currency: str, *, day: date, is_inclusive: bool
) -> TypedTotals:
    """Return the totals of what is being typed, what is no number left out."""
    sums = {Side.DEBIT: Decimal(0), Side.CREDIT: Decimal(0)}
    bearing = []
    for row in rows:
        row.is_valid()
        debit, credit = (row.cleaned_data.get(side.value) or Decimal(0) for side in (Side.DEBIT, Side.CREDIT))
        sums[Side.DEBIT] += debit
        sums[Side.CREDIT] += credit
        named = row.typed_tax()
        if named and debit != credit:
            bearing.append(TaxedAmount(*named, Money.of(debit - credit, currency).minor))
    borne = taxes_on(ctx, amounts=bearing, day=day, currency=currency, is_inclusive=is_inclusive)
    taxes = summed_taxes(tax.shares for tax in borne if tax)
    totals = {side: Money.of(amount, currency).minor for side, amount in sums.items()}
    for tax in taxes if not is_inclusive else ():
        totals[tax.side] += tax.amount
    return TypedTotals(Money(totals[Side.DEBIT], currency), Money(totals[Side.CREDIT], currency), taxes)


def _renamed(error: FieldError, name: str) -> FieldError:
    parameters = error.parameters
    if parameters.get("field") == error.field:
        parameters = {**parameters, "field": name}
    return FieldError(name, error.message, parameters, error.code)
