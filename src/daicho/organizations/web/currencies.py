"""Currencies and their dated rates on screen."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.measure import Rate
from daicho.kernel.text import noop
from daicho.organizations.commands.create_currency import create_currency
from daicho.organizations.commands.create_exchange_rate import create_exchange_rate
from daicho.organizations.commands.delete_currency import delete_currency
from daicho.organizations.commands.delete_exchange_rate import delete_exchange_rate
from daicho.organizations.commands.update_currency import update_currency
from daicho.organizations.core.currencies import CurrencyFields, CurrencyView
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.organizations.queries.list_exchange_rates import list_exchange_rates
from daicho.organizations.web.forms import currency_choices, currency_name
from daicho.platform.web.detail import action_page, go_to
from daicho.platform.web.fields import DateField, ExactNumberField, SearchChoiceField
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import render_page


class CurrencyForm(DaichoForm):
    """A further currency."""

    currency_code = SearchChoiceField(label=_("Currency"), choices=currency_choices)
    currency_symbol = forms.CharField(
        label=_("Symbol"), max_length=10, required=False, help_text=_("Empty: the usual one.")
    )
    price_precision = forms.TypedChoiceField(
        label=_("Decimals of unit prices"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("As the currency has")), *((str(number), str(number)) for number in range(7))],
    )


class RateForm(DaichoForm):
    """What a currency is worth from a day on."""

    effective_date = DateField(label=_("Valid from"))
    rate = ExactNumberField(label=_("Rate"), minimum=0)


def currencies_page(request: PageRequest) -> HttpResponse:
    """Show the currencies with today's rates."""
    ctx = request.ctx
    rows = [
        {
            "view": view,
            "name": currency_name(view.code, view.name),
            "rate": f"{view.rate.value.normalize():f}" if view.rate else "",
            "since": request.formats.date(view.effective_date),
            "url": page_url(ctx, "settings_currency", currency_id=view.currency_id),
        }
        for view in list_currencies(ctx)
    ]
    context = {"title": gettext("Currencies"), "rows": rows, "may_edit": ctx.actor.may("settings.edit")}
    return render_page(request, "organizations/currencies.html", context)


def currency_create_page(request: PageRequest) -> HttpResponse:
    """Add a currency."""
    ctx = request.ctx
    form = CurrencyForm(ctx, request.POST or None)
    editing = Editing(
        title=_("New currency"),
        save=lambda: create_currency(ctx, fields=_fields(form)),
        url=lambda currency_id: page_url(ctx, "settings_currency", currency_id=currency_id),
        message=_("The currency has been created."),
        cancel_url=page_url(ctx, "settings_currencies"),
    )
    return handle_form(request, form, editing)


def currency_page(request: PageRequest, currency_id: int) -> HttpResponse:
    """Show one currency: how it is written, and its rates; POST adds a rate."""
    ctx = request.ctx
    view = _found(ctx, currency_id)
    form = RateForm(ctx, request.POST or None, initial={"effective_date": ctx.today})
    rates = [
        {
            "date": request.formats.date(row.effective_date),
            "rate": f"{row.rate.value.normalize():f}",
            "delete_url": page_url(ctx, "settings_rate_delete", currency_id=currency_id, rate_id=row.exchange_rate_id),
        }
        for row in list_exchange_rates(ctx, currency_id=currency_id)
    ]
    base = next(row.code for row in list_currencies(ctx) if row.is_base)
    here = page_url(ctx, "settings_currency", currency_id=currency_id)
    editing = Editing(
        title=f"{view.code} – {currency_name(view.code, view.name)}",
        save=lambda: create_exchange_rate(
            ctx,
            currency_id=currency_id,
            effective_date=form.cleaned_data["effective_date"],
            rate=Rate.of(form.cleaned_data["rate"]),
        ),
        url=lambda _result: here,
        message=_("The exchange rate has been created."),
        cancel_url=page_url(ctx, "settings_currencies"),
        submit=_("Add the rate"),
        template="organizations/currency.html",
        context={"currency": view, "base": base, "rates": rates, "may_edit": ctx.actor.may("settings.edit")},
    )
    return handle_form(request, form, editing)


def currency_edit_page(request: PageRequest, currency_id: int) -> HttpResponse:
    """Change how a currency is written."""
    ctx = request.ctx
    view = _found(ctx, currency_id)
    initial = {
        "currency_code": view.code,
        "currency_symbol": view.symbol,
        "price_precision": str(view.price_precision),
    }
    form = CurrencyForm(ctx, request.POST or None, initial=initial)
    here = page_url(ctx, "settings_currency", currency_id=currency_id)
    editing = Editing(
        title=_("Edit the currency"),
        save=lambda: update_currency(ctx, currency_id=currency_id, fields=_fields(form)),
        url=lambda _result: here,
        message=_("The currency has been updated."),
        cancel_url=here,
        entity="currency",
        entity_id=currency_id,
    )
    return handle_form(request, form, editing)


def _delete(ctx: Ctx, currency_id: int) -> None:
    delete_currency(ctx, currency_id=currency_id)


def rate_delete_page(request: PageRequest, currency_id: int, rate_id: int) -> HttpResponse:
    """Remove a rate."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    delete_exchange_rate(request.ctx, currency_id=currency_id, rate_id=rate_id)
    messages.success(request, gettext("The exchange rate has been deleted."))
    there = page_url(request.ctx, "settings_currency", currency_id=currency_id)
    return go_to(request, there)


def _found(ctx: Ctx, currency_id: int) -> CurrencyView:
    found = list_currencies(ctx, currency_id=currency_id)
    if not found:
        raise NotFound(noop("Currency does not exist."))
    return found[0]


def _fields(form: CurrencyForm) -> CurrencyFields:
    values = form.cleaned_data
    fields = CurrencyFields(currency_code=values["currency_code"])
    if values["currency_symbol"]:
        fields["currency_symbol"] = values["currency_symbol"]
    if values["price_precision"] is not None:
        fields["price_precision"] = values["price_precision"]
    return fields


_ONE = "settings/currencies/<id:currency_id>/"
PAGES = [
    Page("settings/currencies/", "settings_currencies", "settings.view", currencies_page),
    Page("settings/currencies/new/", "settings_currency_create", "settings.edit", currency_create_page),
    Page(_ONE, "settings_currency", "settings.view", currency_page, "settings.edit"),
    Page(f"{_ONE}edit/", "settings_currency_edit", "settings.edit", currency_edit_page),
    action_page(
        f"{_ONE}delete/",
        "settings_currency_delete",
        "settings.edit",
        "settings.edit",
        _delete,
        message=_("The currency has been deleted."),
        then="settings_currencies",
        keep=False,
    ),
    Page(f"{_ONE}rates/<id:rate_id>/delete/", "settings_rate_delete", "settings.edit", rate_delete_page),
]
