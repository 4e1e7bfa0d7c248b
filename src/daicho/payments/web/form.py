"""The form of a payment: its head, and what it does to each open document of the contact."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.money import Money
from daicho.organizations.queries.base_currency import base_currency
from daicho.payments.core.fields import MODES, PaymentFields, UseFields
from daicho.payments.kinds import PaymentKind
from daicho.payments.queries._views import PaymentView
from daicho.payments.queries.money_accounts import money_accounts
from daicho.payments.queries.open_targets import OpenTarget
from daicho.payments.web.words import LABELS
from daicho.platform.custom_fields import CustomValue
from daicho.platform.web.custom_fields import add_custom_fields, given_custom_values
from daicho.platform.web.fields import CreateInPlace, DateField, ExactNumberField, RemoteChoiceField, SearchChoiceField
from daicho.platform.web.format import Formats
from daicho.platform.web.forms import DaichoForm, Section, dress
from daicho.platform.web.page import page_url
from daicho.stock.queries.locations import locations

_COLUMNS = (
    "contact_id", "date", "number", "amount", "fees", "mode", "account_id", "reference", "location_id", "exchange_rate",
    "description",
)  # fmt: skip
_ON_WIRE = {"payment_number": "number", "payment_mode": "mode", "reference_number": "reference", "bank_charges": "fees"}


@dataclass(frozen=True, slots=True)
class Row:
    """An open document in the form: what is open of it, and the fields for what the payment does to it."""

    target: OpenTarget
    amount: BoundField
    withheld: BoundField
    day: str
    due: str
    total: str
    open: str
    is_full: bool


class PaymentForm(DaichoForm):
    """A payment; the amounts of documents are drawn in the table below the head.

    `named` is how the contact is called, and its or the payment's currency. Where that and the documents are in base
    currency, no rate is asked for.
    """

    contact_id = RemoteChoiceField(label=_("Contact"), choices_page="contact_choices", resolve=lambda _ctx, _value: "")
    date = DateField(label=_("Date"))
    number = forms.CharField(
        label=_("Number"), required=False, max_length=100, help_text=_("Empty: the next one of the series.")
    )
    amount = ExactNumberField(
        label=_("Amount"), required=False, places=3, minimum=0, help_text=_("Empty: the sum of what is applied below.")
    )
    fees = ExactNumberField(
        label=_("Bank charges"), required=False, places=3, minimum=0, help_text=_("What the bank kept of the amount.")
    )
    mode = forms.ChoiceField(label=_("Payment mode"), required=False)
    account_id = SearchChoiceField(label=_("Account"), coerce=int)
    reference = forms.CharField(label=_("Reference number"), required=False, max_length=100)
    location_id = SearchChoiceField(label=_("Location"), coerce=int, required=False)
    exchange_rate = ExactNumberField(
        label=_("Exchange rate"), required=False, places=6, minimum=0, help_text=_("Empty: the rate of the day.")
    )
    description = forms.CharField(
        label=_("Notes"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        ctx: Ctx,
        kind: PaymentKind,
        data: QueryDict | None,
        targets: Sequence[OpenTarget],
        custom: Sequence[CustomValue],
        view: PaymentView | None,
        initial: dict[str, object],
        named: tuple[str, str] = ("", ""),
    ) -> None:
        self.kind, self.view, self.targets = kind, view, targets
        contact_name, currency = named
        self.currencies = {currency, *(target.open_amount.currency for target in targets)} - {""}
        super().__init__(ctx, data, initial=initial)
        self._offer(ctx, contact_name)
        self.custom_names = add_custom_fields(self, custom)
        for target in targets:
            for name in (f"use_{target.document_id}", f"withheld_{target.document_id}"):
                field = ExactNumberField(label=target.number, required=False, places=3, minimum=0)
                dress(field.widget)
                field.widget.attrs["class"] = "form-control number"
                self.fields[name] = field

    def _offer(self, ctx: Ctx, contact_name: str) -> None:
        fields: dict[str, Any] = dict(self.fields)
        labels, kind, view = LABELS[self.kind.entity], self.kind, self.view
        contact = fields["contact_id"]
        contact.label, contact.query = labels.contact, {"kind": kind.contact_type}
        contact.create = CreateInPlace(
            "contact_create", "contacts.create", labels.new_contact, {"contact_type": kind.contact_type}
        )
        contact.resolve = lambda _ctx, _value: contact_name
        contact.bind(ctx)
        contact.widget.attrs.update(
            {
                "hx-post": page_url(ctx, f"{kind.entity}_uses"),
                "hx-trigger": "change",
                "hx-target": "#payment-uses",
                "hx-swap": "outerHTML",
                "hx-include": "closest form",
            }
        )
        fields["mode"].choices = [("", ""), *((mode, _(name)) for mode, name in MODES.items())]
        if view and view.mode and view.mode not in MODES:
            fields["mode"].choices = [*fields["mode"].choices, (view.mode, view.mode)]
        accounts = [(str(account.account_id), account.name) for account in money_accounts(ctx)]
        if view and str(view.account_id) not in dict(accounts):
            accounts.append((str(view.account_id), view.account_name))
        fields["account_id"].label, fields["account_id"].choices = labels.account, [("", ""), *accounts]
        kept = view.location_id if view else None
        places = [place for place in locations(ctx) if place.is_active or place.location_id == kept]
        fields["location_id"].choices = [("", ""), *((str(place.location_id), place.name) for place in places)]
        gone = {"fees": not kind.names.fees, "location_id": len(places) < 2, "contact_id": view is not None}
        gone["exchange_rate"] = self.currencies <= {base_currency(ctx)}
        for name in (name for name, is_gone in gone.items() if is_gone):
            del self.fields[name]

    def laid_out(self) -> Iterator[tuple[Section, list[list[BoundField]]]]:
        """Lay the head out; the documents, and the rate that depends on whose they are, are drawn below it."""
        rows = [["contact_id"], ["date", "number"], ["amount", "fees"], ["mode", "account_id"]]
        rows += [["reference"], ["location_id"], ["description"]]
        rows += [[name] for name in self.custom_names]
        shown = [[self[name] for name in row if name in self.fields] for row in rows]
        yield Section("", ()), [row for row in shown if row]

    def rows(self, formats: Formats) -> list[Row]:
        """Return the open documents with their fields."""
        return [self._row(target, formats) for target in self.targets]

    def _row(self, target: OpenTarget, formats: Formats) -> Row:
        amount = self[f"use_{target.document_id}"]
        return Row(
            target,
            amount,
            self[f"withheld_{target.document_id}"],
            formats.date(target.day),
            formats.date(target.due) if target.due else "",
            formats.money(target.total),
            formats.money(target.open_amount),
            str(amount.value() or "") == str(target.open_amount.value),
        )

    def uses(self) -> list[UseFields]:
        """Return what is applied to documents."""
        found = []
        for target in self.targets:
            amount, withheld = (
                self.cleaned_data.get(f"{name}_{target.document_id}") or Decimal(0) for name in ("use", "withheld")
            )
            if amount or withheld:
                found.append(UseFields(target_id=target.document_id, amount=amount, withheld=withheld))
        return found

    def amount_given(self) -> Decimal:
        """Return the amount, or the sum of what is applied where none is entered."""
        entered: Decimal | None = self.cleaned_data.get("amount")
        return sum((use["amount"] for use in self.uses()), Decimal(0)) if entered is None else entered

    def given(self) -> PaymentFields:
        """Return what was entered."""
        fields: dict[str, Any] = {name: self.cleaned_data[name] for name in _COLUMNS if name in self.cleaned_data}
        fields |= {"amount": self.amount_given(), "uses": self.uses()}
        if "fees" in fields:
            fields["fees"] = fields["fees"] or Decimal(0)
        if not fields.get("exchange_rate"):
            fields.pop("exchange_rate", None)
        if "location_id" in fields:
            fields["location_id"] = fields["location_id"] or None
        if self.custom_names:
            fields["custom_fields"] = given_custom_values(self, self.custom_names, self.changed_data)
        made: PaymentFields = fields  # type: ignore[assignment]
        return made

    def take(self, error: InvalidInput) -> None:
        """Show what a command found wrong at the fields of the form."""
        names = self.kind.names
        renamed = {**_ON_WIRE, names.contact_id: "contact_id", names.account_id: "account_id"}
        for place, use in enumerate(self.uses()):
            for name in (names.target_id, "amount_applied"):
                renamed[names.use(place, name)] = f"use_{use['target_id']}"
            renamed[names.use(place, "tax_amount_withheld")] = f"withheld_{use['target_id']}"
        super().take(InvalidInput([_renamed(item, renamed) for item in error.errors]))


def _renamed(item: FieldError, names: dict[str, str]) -> FieldError:
    name = names.get(item.field, item.field)
    parameters = {**item.parameters, "field": name} if "field" in item.parameters else item.parameters
    return FieldError(name, item.message, parameters, item.code)


def sums(form: PaymentForm, formats: Formats, currency: str) -> list[tuple[Any, str]]:
    """Return what the table comes to: amount, applied, withheld, and what stays unused."""
    uses = form.uses()
    applied = sum((use["amount"] for use in uses), Decimal(0))
    withheld = sum((use["withheld"] for use in uses), Decimal(0))
    amount = form.amount_given()
    refunded = form.view.refunded.value if form.view else Decimal(0)
    rows = [(_("Amount"), amount), (_("Applied"), applied)]
    rows += [(_("Tax withheld"), withheld)] if withheld else []
    rows += [(_("Given back"), refunded)] if refunded else []
    rows.append((_("Stays unused"), amount - applied - refunded))
    return [(label, formats.money(Money.of(value, currency))) for label, value in rows]
