"""Paying retainer invoices on screen, and what their pages show of it (config/wiring.py, DOCUMENT_ADDITIONS)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.documents.core.kind import Kind
from daicho.documents.core.state import State
from daicho.documents.queries._settled import SettledDocument
from daicho.documents.queries._views import DocumentView
from daicho.documents.queries.settled_documents import settled_documents
from daicho.documents.web.face import Addition
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, NotFound
from daicho.kernel.money import Money
from daicho.payments.commands.create_payment import create_payment
from daicho.payments.core.fields import MODES, PaymentFields
from daicho.payments.kinds import CUSTOMER_PAYMENT
from daicho.payments.queries._views import PaymentView
from daicho.payments.queries.default_account import default_account
from daicho.payments.queries.money_accounts import money_accounts
from daicho.payments.queries.retainer_payments import retainer_payments
from daicho.payments.queries.unused_retainer_payment import unused_retainer_payment
from daicho.payments.web.detail import use_row
from daicho.payments.web.words import mode_name
from daicho.platform.web.detail import Action, Tab
from daicho.platform.web.fields import DateField, ExactNumberField, SearchChoiceField
from daicho.platform.web.forms import DaichoForm, Editing, Section, handle_form
from daicho.platform.web.page import PageRequest, page_url
from daicho.sales.kinds import RETAINER_INVOICE

_ON_WIRE = {"payment_mode": "mode", "reference_number": "reference", "bank_charges": "fees"}


class RetainerPaymentForm(DaichoForm):
    """What a customer paid of one retainer invoice."""

    sections = (
        Section(
            "",
            (("date", "amount"), ("mode", "account_id"), ("fees", "exchange_rate"), "reference", "description"),
        ),
    )

    date = DateField(label=_("Date"))
    amount = ExactNumberField(label=_("Amount"), places=3, minimum=0)
    mode = forms.ChoiceField(label=_("Payment mode"), required=False)
    account_id = SearchChoiceField(label=_("Deposit to"), coerce=int)
    fees = ExactNumberField(
        label=_("Bank charges"), required=False, places=3, minimum=0, help_text=_("What the bank kept of the amount.")
    )
    exchange_rate = ExactNumberField(
        label=_("Exchange rate"), required=False, places=6, minimum=0, help_text=_("Empty: the rate of the day.")
    )
    reference = forms.CharField(label=_("Reference number"), required=False, max_length=100)
    description = forms.CharField(
        label=_("Notes"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, ctx: Ctx, data: Any, retainer: SettledDocument) -> None:
        initial = {
            "date": ctx.today,
            "amount": Money(retainer.open_amount, retainer.currency_code).value,
            "account_id": default_account(ctx, is_received=True),
        }
        super().__init__(ctx, data, initial=initial)
        fields: dict[str, Any] = dict(self.fields)
        fields["mode"].choices = [("", ""), *((mode, _(name)) for mode, name in MODES.items())]
        fields["account_id"].choices = [(str(account.account_id), account.name) for account in money_accounts(ctx)]
        if retainer.currency_code == retainer.base_currency:
            del self.fields["exchange_rate"]

    def given(self) -> PaymentFields:
        """Return what was entered."""
        fields: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value is not None}
        made: PaymentFields = fields  # type: ignore[assignment]
        return made

    def take(self, error: InvalidInput) -> None:
        """Show what the command found wrong at the fields of the form."""
        named = (
            FieldError(_ON_WIRE.get(item.field, item.field), item.message, item.parameters, item.code)
            for item in error.errors
        )
        super().take(InvalidInput(list(named)))


def pay_page(request: PageRequest, retainerinvoice_id: int) -> HttpResponse:
    """Record what was paid of a retainer invoice. Raises NotFound."""
    ctx = request.ctx
    retainer = settled_documents(ctx, kind=RETAINER_INVOICE, ids=[retainerinvoice_id]).get(retainerinvoice_id)
    if retainer is None:
        raise NotFound(RETAINER_INVOICE.words.does_not_exist)
    form = RetainerPaymentForm(ctx, request.POST if request.method == "POST" else None, retainer)
    here = page_url(ctx, "retainerinvoice", retainerinvoice_id=retainerinvoice_id)
    editing = Editing(
        title=_("Payment of %(number)s") % {"number": retainer.number},
        save=lambda: _pay(ctx, retainer, form),
        url=lambda _payment_id: here,
        message=_("The payment has been recorded."),
        cancel_url=here,
    )
    return handle_form(request, form, editing)


def _pay(ctx: Ctx, retainer: SettledDocument, form: RetainerPaymentForm) -> int:
    paid = PaymentFields(contact_id=retainer.contact_id, retainer_id=retainer.document_id)
    return create_payment(ctx, kind=CUSTOMER_PAYMENT, fields={**paid, **form.given()})


def _next(request: PageRequest, kind: Kind, view: DocumentView) -> Iterator[Action]:
    """What is open of a retainer invoice is paid next, what was paid is applied to invoices."""
    if kind is not RETAINER_INVOICE or view.state is not State.OPEN:
        return
    ctx, is_drawn = request.ctx, view.marks["drawn_status"] == "drawn"
    if view.balance.minor and ctx.actor.may("payments.create"):
        url = page_url(ctx, "retainerinvoice_pay", retainerinvoice_id=view.document_id)
        yield Action(_("Record a payment"), url, icon="cash", method="get")
    if not (view.balance.minor or is_drawn) and ctx.actor.may("payments.edit"):
        unused = unused_retainer_payment(ctx, retainer_id=view.document_id)
        url = page_url(ctx, f"{CUSTOMER_PAYMENT.entity}_edit", payment_id=unused)
        yield Action(_("Apply to invoices"), url, icon="receipt-refund", method="get")


def _tabs(request: PageRequest, kind: Kind, view: DocumentView) -> Sequence[Tab]:
    if kind is not RETAINER_INVOICE or not request.ctx.actor.may("payments.view"):
        return ()
    return [Tab("payments", _("Payments received"), "payments/_retainer.html", more=lambda: _payments(request, view))]


def _payments(request: PageRequest, view: DocumentView) -> Mapping[str, object]:
    found = retainer_payments(request.ctx, retainer_ids=[view.document_id])
    return {
        "payments": [_payment_row(request, payment) for payment in found],
        "uses": [use_row(request, use, of_source=True) for payment in found for use in payment.uses],
        "may_remove": request.ctx.actor.may("payments.delete"),
    }


def _payment_row(request: PageRequest, payment: PaymentView) -> dict[str, object]:
    """Return a payment of the tab; what is unused of it is applied to invoices, or given back."""
    ctx, money = request.ctx, request.formats.money
    is_unused, here = bool(payment.unused.minor), {"payment_id": payment.payment_id}
    refund = page_url(ctx, "refund_create", source_kind=payment.kind.entity, source_id=payment.payment_id)
    return {
        "number": payment.number,
        "url": page_url(ctx, payment.kind.entity, **here),
        "day": request.formats.date(payment.day),
        "mode": mode_name(payment.mode),
        "amount": money(payment.amount),
        "refunded": money(payment.refunded) if payment.refunded.minor else "",
        "unused": money(payment.unused),
        "apply_url": page_url(ctx, f"{payment.kind.entity}_edit", **here)
        if is_unused and ctx.actor.may("payments.edit")
        else "",
        "refund_url": refund if is_unused and ctx.actor.may("payments.create") else "",
    }


PAID = Addition(next=_next, tabs=_tabs)
