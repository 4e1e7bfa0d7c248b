"""Giving money back, on screen."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, NotFound
from daicho.kernel.money import Money
from daicho.payments.commands.create_refund import create_refund
from daicho.payments.commands.delete_refund import delete_refund
from daicho.payments.commands.update_refund import update_refund
from daicho.payments.core.fields import MODES, RefundFields
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import DOCUMENTS, PAYMENT_KINDS, SIDES, gives
from daicho.payments.queries._records import SettledRecord
from daicho.payments.queries._views import RefundView
from daicho.payments.queries.default_account import default_account
from daicho.payments.queries.money_accounts import money_accounts
from daicho.payments.queries.one_refund import one_refund
from daicho.payments.queries.settled_records import settled_records
from daicho.platform.web.fields import DateField, ExactNumberField, SearchChoiceField
from daicho.platform.web.forms import DaichoForm, Editing, Section, handle_form
from daicho.platform.web.page import PageRequest, page_url

_ON_WIRE = {"refund_mode": "mode", "reference_number": "reference", "from_account_id": "account_id"}


class RefundForm(DaichoForm):
    """Money given back out of a payment or credit."""

    sections = (
        Section("", (("date", "amount"), ("mode", "account_id"), ("reference", "exchange_rate"), "description")),
    )

    date = DateField(label=_("Date"))
    amount = ExactNumberField(label=_("Amount"), places=3, minimum=0)
    mode = forms.ChoiceField(label=_("Payment mode"), required=False)
    account_id = SearchChoiceField(label=_("Account"), coerce=int)
    reference = forms.CharField(label=_("Reference number"), required=False, max_length=100)
    exchange_rate = ExactNumberField(
        label=_("Exchange rate"), required=False, places=6, minimum=0, help_text=_("Empty: the rate of the day.")
    )
    description = forms.CharField(
        label=_("Notes"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, ctx: Ctx, data: Any, record: SettledRecord, initial: dict[str, object]) -> None:
        super().__init__(ctx, data, initial=initial)
        fields: dict[str, Any] = dict(self.fields)
        kept = str(initial.get("mode") or "")
        modes = {**({kept: kept} if kept else {}), **MODES}
        fields["mode"].choices = [("", ""), *((mode, _(name)) for mode, name in modes.items())]
        accounts = [(str(account.account_id), account.name) for account in money_accounts(ctx)]
        fields["account_id"].choices = accounts
        fields["account_id"].label = _("Paid from") if SIDES[record.ref[0]].side > 0 else _("Deposit to")
        if record.terms.currency == record.terms.base_currency:
            del self.fields["exchange_rate"]

    def given(self) -> RefundFields:
        """Return what was entered."""
        fields: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value is not None}
        made: RefundFields = fields  # type: ignore[assignment]
        return made

    def take(self, error: InvalidInput) -> None:
        """Show what a command found wrong at the fields of the form."""
        super().take(
            InvalidInput(
                [
                    FieldError(_ON_WIRE.get(item.field, item.field), item.message, item.parameters, item.code)
                    for item in error.errors
                ]
            )
        )


def refund_create_page(request: PageRequest, source_kind: str, source_id: int) -> HttpResponse:
    """Give back what is unused of a payment or credit."""
    ctx = request.ctx
    record = _record(ctx, source_kind, source_id)
    initial: dict[str, object] = {
        "date": max(ctx.today, record.day),
        "amount": Money(record.left, record.terms.currency).value,
        "account_id": default_account(ctx, is_received=False),
    }
    form = RefundForm(ctx, request.POST if request.method == "POST" else None, record, initial)
    here = record_url(ctx, record.ref)
    editing = Editing(
        title=_("Refund of %(number)s") % {"number": record.number},
        save=lambda: create_refund(ctx, source=record.ref, fields=form.given()),
        url=lambda _refund_id: here,
        message=_("The refund has been recorded."),
        cancel_url=here,
    )
    return handle_form(request, form, editing)


def refund_edit_page(request: PageRequest, refund_id: int) -> HttpResponse:
    """Change a refund."""
    ctx = request.ctx
    view = one_refund(ctx, refund_id=refund_id)
    form = RefundForm(ctx, request.POST if request.method == "POST" else None, view.source, _initial(view))
    here = record_url(ctx, view.source.ref)
    editing = Editing(
        title=_("Refund of %(number)s") % {"number": view.source.number},
        save=lambda: update_refund(ctx, refund_id=refund_id, fields=form.given()),
        url=lambda _nothing: here,
        message=_("The refund has been updated."),
        cancel_url=here,
    )
    return handle_form(request, form, editing)


def delete_refund_and_return(ctx: Ctx, refund_id: int) -> str:
    """Delete a refund and return the address of what it was given out of."""
    source = one_refund(ctx, refund_id=refund_id).source.ref
    delete_refund(ctx, refund_id=refund_id)
    return record_url(ctx, source)


def record_url(ctx: Ctx, ref: Ref) -> str:
    """Return the address of a payment or document."""
    name, record_id = ref
    key = "payment_id" if name in PAYMENT_KINDS else DOCUMENTS[name].names.id
    return page_url(ctx, name, **{key: record_id})


def _record(ctx: Ctx, source_kind: str, source_id: int) -> SettledRecord:
    if not gives(source_kind):
        raise Http404
    found = settled_records(ctx, refs=[(source_kind, source_id)]).get((source_kind, source_id))
    if found is None:
        kind: Any = PAYMENT_KINDS.get(source_kind) or DOCUMENTS[source_kind]
        raise NotFound(kind.words.does_not_exist)
    return found


def _initial(view: RefundView) -> dict[str, object]:
    rate: Decimal = view.exchange_rate.value
    return {
        "date": view.day,
        "amount": view.amount.value,
        "mode": view.mode,
        "account_id": view.account_id,
        "reference": view.reference,
        "exchange_rate": rate,
        "description": view.description,
    }
