"""The opening balances on screen: one page that says what is still missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.money import Money, convert
from daicho.ledger.commands.delete_opening_balances import delete_opening_balances
from daicho.ledger.commands.set_opening_balances import set_opening_balances
from daicho.ledger.core.opening import OpeningBalanceFields, OpeningLineFields, is_stock
from daicho.ledger.queries.accounts import AccountChoice, account_choices
from daicho.ledger.queries.opening_balances import OpeningView, opening_balances
from daicho.ledger.web.journal_form import RowsForm
from daicho.ledger.web.journal_lines import JournalLineForm, Names, names_of
from daicho.ledger.web.words import account_label
from daicho.organizations.core.currencies import CurrencyView
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.web.detail import action_page
from daicho.platform.web.fields import DateField, ExactNumberField
from daicho.platform.web.forms import Editing, handle_form
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import render_page
from daicho.platform.web.rows import new_key, sent_keys

USUAL_TYPES = (
    "cash", "bank", "accounts_receivable", "accounts_payable", "credit_card", "loans_and_borrowing", "equity",
)  # fmt: skip
"""Types of accounts that the empty page begins with."""

_COMPUTED = frozenset({"opening_balance_offset"})


class OpeningLineForm(JournalLineForm):
    """A balance; a row without an amount says nothing."""

    description = None  # type: ignore[assignment]
    currency_code = forms.ChoiceField(label=_("Currency"), required=False)
    exchange_rate = ExactNumberField(label=_("Rate"), required=False, places=6, minimum=0)
    named: ClassVar[tuple[str, ...]] = ("debit", "credit")

    def __init__(self, ctx: Ctx, key: str, names: Names, currencies: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(ctx, key, names, *args, **kwargs)
        choices: Any = self.fields["currency_code"]
        choices.choices = [(code, code) for code in currencies]

    def balance(self, location_id: int | None) -> OpeningLineFields:
        """Return what was entered in a row that is valid, with the location that the stored one has."""
        line, data = self.given(), self.cleaned_data
        return {
            "account_id": line["account_id"],
            "contact_id": line["contact_id"],
            "amount": line["amount"],
            "side": line["side"],
            "currency_code": data["currency_code"],
            "exchange_rate": data["exchange_rate"],
            "location_id": location_id,
        }


class OpeningForm(RowsForm):
    """The opening balances."""

    date = DateField(
        label=_("Opening date"), help_text=_("Balances at the beginning of this day; opening stock follows this date.")
    )

    def __init__(
        self,
        ctx: Ctx,
        data: QueryDict | None,
        *,
        initial: Mapping[str, object],
        names: Names,
        lines: Sequence[tuple[str, Mapping[str, Any]]],
    ) -> None:
        super().__init__(ctx, data, initial=dict(initial))
        self._places = {key: values.get("location_id") for key, values in lines}
        currencies = [view.code for view in list_currencies(ctx)]
        self.rows = list(_line_forms(ctx, names_of(ctx, data, names), currencies, data, lines))

    def take(self, error: InvalidInput) -> None:
        """Show errors of accounts at their rows."""
        renamed = [
            FieldError(item.field.replace("accounts[", "line_items["), item.message, item.parameters, item.code)
            for item in error.errors
        ]
        super().take(InvalidInput(renamed))

    def given(self) -> OpeningBalanceFields:
        """Return everything that was entered."""
        lines = [row.balance(self._places.get(row.key)) for row in self.balances]
        return {"date": self.cleaned_data["date"], "lines": lines}

    @property
    def balances(self) -> list[OpeningLineForm]:
        """The rows with an amount."""
        return [row for row in self.filled if isinstance(row, OpeningLineForm)]


def _line_forms(
    ctx: Ctx,
    names: Names,
    currencies: Sequence[str],
    data: QueryDict | None,
    lines: Sequence[tuple[str, Mapping[str, Any]]],
) -> Iterator[OpeningLineForm]:
    if data is not None:
        for key in sent_keys(data):
            yield OpeningLineForm(ctx, key, names, currencies, data)
        return
    for key, values in lines:
        yield OpeningLineForm(ctx, key, names, currencies, initial=values)
    yield OpeningLineForm(ctx, new_key(), names, currencies)


def openings_page(request: PageRequest) -> HttpResponse:
    """Show and write the opening balances."""
    ctx = request.ctx
    view = opening_balances(ctx)
    data = request.POST if request.method == "POST" else None
    names, lines = _begin(ctx, view) if view.opening_id is None else _stored(view)
    form = OpeningForm(ctx, data, initial={"date": view.day}, names=names, lines=lines)
    may_delete = view.opening_id is not None and ctx.actor.may("journals.delete")
    editing = Editing(
        title=_("Opening balances"),
        save=lambda: set_opening_balances(ctx, fields=form.given()),
        url=lambda _opening_id: page_url(ctx, "settings_openings"),
        message=_("The opening balances have been saved."),
        cancel_url=page_url(ctx, "settings"),
        template="ledger/openings.html",
        more="ledger/_rows.html",
        entity="opening_balance" if view.opening_id else "",
        entity_id=view.opening_id or 0,
        context={
            "row_page": "settings_openings_row",
            "rows_class": "opening-lines",
            "totals_page": "settings_openings_totals",
            "stock": [_stock_line(request, line) for line in view.stock],
            "delete_url": page_url(ctx, "settings_openings_delete") if may_delete else "",
            "is_balanced": view.opening_id is not None and not view.offset.minor,
            "offset": request.formats.money(view.offset) if view.opening_id else "",
        },
    )
    return handle_form(request, form, editing)


def _stock_line(request: PageRequest, line: Any) -> dict[str, object]:
    formats = request.formats
    return {
        "name": line.account_name,
        "worth": formats.money(line.worth),
        "declared": formats.money(line.declared) if line.declared else "",
        "agrees": line.agrees,
    }


def _begin(ctx: Ctx, view: OpeningView) -> tuple[Names, list[tuple[str, dict[str, Any]]]]:
    """Return the rows of an empty page: the usual accounts, without amounts."""
    choices = [choice for choice in account_choices(ctx, types=USUAL_TYPES) if choice.system_key not in _COMPUTED]
    names = {choice.account_id: account_label(choice.name, choice.code) for choice in choices}
    base = view.debit.currency
    rows = [(new_key(), {"account_id": choice.account_id, "currency_code": base}) for choice in _ordered(choices)]
    return Names(names), rows


def _ordered(choices: Sequence[AccountChoice]) -> list[AccountChoice]:
    return sorted(choices, key=lambda choice: USUAL_TYPES.index(choice.account_type))


def _stored(view: OpeningView) -> tuple[Names, list[tuple[str, dict[str, Any]]]]:
    base = view.debit.currency
    rows = []
    for line in view.lines:
        amount = Money(abs(line.amount.own), line.currency_code).value
        side = "debit" if line.amount.own > 0 else "credit"
        values = {
            "account_id": line.account_id,
            "contact_id": line.contact_id,
            side: amount,
            "currency_code": line.currency_code,
            "exchange_rate": line.rate.value if line.currency_code != base else None,
            "location_id": line.location_id,
        }
        rows.append((str(line.line_id), values))
    accounts = {line.account_id: account_label(line.account_name, line.account_code) for line in view.lines}
    return Names(accounts, {line.contact_id: line.contact_name for line in view.lines if line.contact_id}), rows


def row_page(request: PageRequest) -> HttpResponse:
    """Answer with an empty row."""
    currencies = [view.code for view in list_currencies(request.ctx)]
    row = OpeningLineForm(request.ctx, new_key(), Names(), currencies)
    return render_page(request, "ledger/_row.html", {"row": row})


def totals_page(request: PageRequest) -> HttpResponse:
    """Answer with the sums of what was typed so far, in the base currency, and what is left over."""
    ctx, formats = request.ctx, request.formats
    views = list_currencies(ctx)
    rows = list(_line_forms(ctx, Names(), [view.code for view in views], request.POST, ()))
    sums, declared = _typed(ctx, rows, views)
    view = opening_balances(ctx)
    difference = sums["debit"] + view.stock_worth - sums["credit"]
    totals = [
        (gettext("Debit"), formats.money(sums["debit"])),
        (gettext("Opening stock of the items"), formats.money(view.stock_worth)),
        (gettext("Credit"), formats.money(sums["credit"])),
    ]
    context = {
        "totals": totals,
        "difference_label": gettext("Goes to Opening Balance Adjustments"),
        "difference": formats.money(difference),
        "is_balanced": not difference.minor,
        "hint": _stock_hint(declared, view),
    }
    return render_page(request, "ledger/_totals.html", context)


def _typed(
    ctx: Ctx, rows: Sequence[OpeningLineForm], views: Sequence[CurrencyView]
) -> tuple[dict[str, Money], Money | None]:
    """Return the sums of both sides in the base currency without stock accounts, and the sum of the stock accounts."""
    base = next(view.code for view in views if view.is_base)
    rates = {view.code: view.rate.micro for view in views if view.rate}
    for row in rows:
        row.is_valid()
    account_ids = {row.cleaned_data["account_id"] for row in rows if row.cleaned_data.get("account_id")}
    stock = {each.account_id for each in account_choices(ctx, account_ids=account_ids) if is_stock(each.account_type)}
    sums, declared = {"debit": Money(0, base), "credit": Money(0, base)}, None
    for row in rows:
        data = row.cleaned_data
        currency, rate = data.get("currency_code") or base, data.get("exchange_rate")
        micro = int(rate * 10**6) if rate else rates.get(currency, 0)
        for side in sums:
            amount = convert(Money.of(data.get(side) or Decimal(0), currency), micro, base)
            if data.get("account_id") in stock:
                signed = amount if side == "debit" else -amount
                declared = (declared or Money(0, base)) + signed
            else:
                sums[side] += amount
    return sums, declared


def _stock_hint(declared: Money | None, view: OpeningView) -> str:
    if declared is None:
        return ""
    if declared == view.stock_worth:
        return gettext("The inventory rows equal the opening stock of the items.")
    return gettext("The inventory rows differ from the opening stock of the items: enter that on the items first.")


def _delete(ctx: Ctx) -> None:
    delete_opening_balances(ctx)


_HERE = "settings/openingbalances/"
_EVERY_PAGE = [
    Page(_HERE, "settings_openings", "journals.view", openings_page, "journals.edit"),
    Page(f"{_HERE}row/", "settings_openings_row", "journals.view", row_page, followed=False),
    Page(f"{_HERE}totals/", "settings_openings_totals", "journals.view", totals_page, followed=False),
    action_page(
        f"{_HERE}delete/", "settings_openings_delete", "journals.view", "journals.delete", _delete,
        message=_("The opening balances have been deleted."), then="settings_openings",
    ),
]  # fmt: skip
PAGES: list[Page] = [replace(page, applications=("books",)) for page in _EVERY_PAGE]
