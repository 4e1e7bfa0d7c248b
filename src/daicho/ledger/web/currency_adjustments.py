"""The pages of base currency adjustments."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.kernel.money import Money
from daicho.ledger.commands.create_currency_adjustment import create_currency_adjustment
from daicho.ledger.commands.delete_currency_adjustment import delete_currency_adjustment
from daicho.ledger.core.currency_adjustment import CurrencyAdjustmentFields
from daicho.ledger.core.journal import NOTES_LENGTH
from daicho.ledger.queries._currency_adjustments import AdjustedBalance, AdjustmentRow
from daicho.ledger.queries.currency_adjustment_detail import currency_adjustment_detail
from daicho.ledger.queries.list_currency_adjustments import ADJUSTMENT_LISTING, list_currency_adjustments
from daicho.ledger.queries.proposed_currency_adjustment import proposed_currency_adjustment
from daicho.ledger.web.entries import entries_tab
from daicho.ledger.web.words import account_label
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.web.cells import Price
from daicho.platform.web.detail import Action, Detail, Tab, action_page, render_detail
from daicho.platform.web.fields import DateField, ExactNumberField, as_id
from daicho.platform.web.forms import DaichoForm, Editing, handle_form
from daicho.platform.web.history import record_history
from daicho.platform.web.list_view import list_pages
from daicho.platform.web.lists import Column, Empty, ListPage
from daicho.platform.web.page import Page, PageRequest, find_page_url, page_url
from daicho.platform.web.render import render_page

VIEW, CREATE, DELETE = "journals.view", "journals.create", "journals.delete"

ADJUSTMENTS: ListPage[AdjustmentRow] = ListPage(
    name="currencyadjustments",
    title=_("Base currency adjustments"),
    permission=VIEW,
    listing=ADJUSTMENT_LISTING,
    rows=list_currency_adjustments,
    columns=(
        Column("adjustment_date", _("Date"), lambda row: row.day, sort="adjustment_date", main=True),
        Column("currency_code", _("Currency"), lambda row: row.currency_code, sort="currency_code"),
        Column(
            "exchange_rate",
            _("Exchange rate"),
            lambda row: Price(row.rate, row.gain.currency),
            align="end",
            sort="exchange_rate",
        ),
        Column("gain_or_loss", _("Gain or loss"), lambda row: row.gain, align="end", sort="gain_or_loss"),
        Column("notes", _("Notes"), lambda row: row.notes),
    ),
    row_id=lambda row: row.adjustment_id,
    detail="currencyadjustment",
    detail_key="adjustment_id",
    entities=("currencyadjustment",),
    empty=Empty(
        _("No base currency adjustments here"),
        _("At a closing, open balances in foreign currencies are valued at the rate of the day."),
        "coin",
    ),
    create="currencyadjustment_create",
    create_label=_("New base currency adjustment"),
    create_permission=CREATE,
    icon="coin",
    applications=("books",),
)


class AdjustmentForm(DaichoForm):
    """A base currency adjustment; the accounts are ticked in the preview below it."""

    date = DateField(label=_("Date"))
    currency_code = forms.ChoiceField(label=_("Currency"))
    exchange_rate = ExactNumberField(
        label=_("Exchange rate"), places=6, minimum=0, help_text=_("What one unit of the currency is worth.")
    )
    notes = forms.CharField(
        label=_("Notes"), max_length=NOTES_LENGTH, widget=forms.Textarea(attrs={"rows": 2}), required=True
    )

    def __init__(self, ctx: Ctx, *args: Any, **kwargs: Any) -> None:
        super().__init__(ctx, *args, **kwargs)
        currencies: Any = self.fields["currency_code"]
        currencies.choices = [(view.code, view.code) for view in list_currencies(ctx) if not view.is_base]

    def given(self, account_ids: Sequence[int]) -> CurrencyAdjustmentFields:
        """Return everything that was entered."""
        data = self.cleaned_data
        return {
            "date": data["date"],
            "currency_code": data["currency_code"],
            "exchange_rate": data["exchange_rate"],
            "notes": data["notes"],
            "account_ids": account_ids,
        }


def adjustment_create_page(request: PageRequest) -> HttpResponse:
    """Value the balances in a currency at a rate."""
    ctx = request.ctx
    form = AdjustmentForm(ctx, request.POST if request.method == "POST" else None, initial={"date": ctx.today})
    editing = Editing(
        title=_("New base currency adjustment"),
        save=lambda: create_currency_adjustment(ctx, fields=form.given(_ids(request, "account_ids"))),
        url=lambda adjustment_id: page_url(ctx, "currencyadjustment", adjustment_id=adjustment_id),
        message=_("The base currency adjustment has been created."),
        cancel_url=page_url(ctx, "currencyadjustments"),
        more="ledger/_adjustment_preview.html",
        context={"preview": lambda: _preview(request, form)},
    )
    return handle_form(request, form, editing)


def preview_page(request: PageRequest) -> HttpResponse:
    """Answer with the differences that what was typed so far would bring."""
    form = AdjustmentForm(request.ctx, request.POST)
    return render_page(request, "ledger/_adjustment_balances.html", {"found": _preview(request, form), "ticks": True})


def _preview(request: PageRequest, form: AdjustmentForm) -> Mapping[str, object]:
    if form.is_bound:
        form.is_valid()
    data = form.cleaned_data if form.is_bound else {}
    day, currency, rate = data.get("date"), data.get("currency_code"), data.get("exchange_rate")
    if not day or not currency or not rate:
        return {}
    balances = proposed_currency_adjustment(request.ctx, currency=currency, day=day, rate=Rate.of(rate))
    left_out = set(_ids(request, "shown_ids")) - set(_ids(request, "account_ids"))
    return {"is_known": True, **_balances(request, balances, left_out)}


def _ids(request: PageRequest, name: str) -> list[int]:
    return [number for text in request.POST.getlist(name) if (number := as_id(text))]


def _balances(
    request: PageRequest, balances: Sequence[AdjustedBalance], left_out: set[int] | None = None
) -> dict[str, object]:
    ctx, formats = request.ctx, request.formats
    without, rows, seen = left_out or set(), [], set[int]()
    for each in balances:
        rows.append(
            {
                "account_id": each.account_id,
                "is_first": each.account_id not in seen,
                "is_ticked": each.account_id not in without,
                "account": account_label(each.account_name, each.account_code),
                "account_url": page_url(ctx, "account", account_id=each.account_id),
                "contact": each.contact_name,
                "contact_url": find_page_url(ctx, "contact", contact_id=each.contact_id) if each.contact_id else "",
                "own": formats.money(each.own),
                "base": formats.money(each.base),
                "adjusted": formats.money(each.adjusted),
                "gain": formats.money(each.gain),
            }
        )
        seen.add(each.account_id)
    gain = sum(each.gain.minor for each in balances if each.account_id not in without)
    return {"rows": rows, "total": formats.money(Money(gain, request.formats.base_currency))}


def adjustment_page(request: PageRequest, adjustment_id: int) -> HttpResponse:
    """Show a base currency adjustment."""
    ctx, formats = request.ctx, request.formats
    view = currency_adjustment_detail(ctx, adjustment_id=adjustment_id)
    row = view.row
    detail = Detail(
        title=f"{row.currency_code} {formats.date(row.day)}",
        subtitle=formats.money(row.gain),
        list_page="currencyadjustments",
        list_label=_("Base currency adjustments"),
        entity="currencyadjustment",
        entity_id=adjustment_id,
        actions=tuple(_actions(ctx, adjustment_id)),
        tabs=(
            Tab("overview", _("Overview"), "ledger/_adjustment_balances.html"),
            entries_tab(request, "currencyadjustment", adjustment_id),
        ),
        history=record_history(ctx, formats, "currencyadjustment", adjustment_id, {}),
    )
    facts = [
        (gettext("Date"), formats.date(row.day), ""),
        (gettext("Currency"), row.currency_code, ""),
        (gettext("Exchange rate"), formats.rate(row.rate, row.gain.currency), ""),
        (gettext("Gain or loss"), formats.money(row.gain), ""),
        (gettext("Notes"), row.notes, ""),
    ]
    context = {"facts": facts, "found": {"is_known": True, **_balances(request, view.balances)}}
    return render_detail(request, detail, "ledger/journal.html", context)


def _actions(ctx: Ctx, adjustment_id: int) -> Iterator[Action]:
    if ctx.actor.may(DELETE):
        url = page_url(ctx, "currencyadjustment_delete", adjustment_id=adjustment_id)
        question = _("Delete this base currency adjustment? What it posted is taken back.")
        yield Action(_("Delete"), url, icon="trash", confirm=question, danger=True)


def _delete(ctx: Ctx, adjustment_id: int) -> None:
    delete_currency_adjustment(ctx, adjustment_id=adjustment_id)


_ONE = "currencyadjustments/<id:adjustment_id>/"
_EVERY_PAGE = [
    *list_pages(ADJUSTMENTS, "currencyadjustments/"),
    Page("currencyadjustments/new/", "currencyadjustment_create", CREATE, adjustment_create_page, CREATE),
    Page("currencyadjustments/preview/", "currencyadjustment_preview", VIEW, preview_page, followed=False),
    Page(_ONE, "currencyadjustment", VIEW, adjustment_page),
    action_page(
        f"{_ONE}delete/", "currencyadjustment_delete", VIEW, DELETE, _delete,
        message=_("The base currency adjustment has been deleted."), then="currencyadjustments", keep=False,
    ),
]  # fmt: skip
PAGES: list[Page] = [replace(page, applications=("books",)) for page in _EVERY_PAGE]
