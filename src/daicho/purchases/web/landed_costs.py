"""Landed cost of a bill on screen: what its goods got, and a form to give them more."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.documents.queries._views import DocumentView
from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.measure import Quantity
from daicho.kernel.money import currency_decimals
from daicho.kernel.rounding import scaled
from daicho.platform.text import sentence
from daicho.platform.web.detail import Tab, go_to
from daicho.platform.web.fields import ExactNumberField, SearchChoiceField
from daicho.platform.web.forms import DaichoForm, Editing, Section, handle_form
from daicho.platform.web.page import Page, PageRequest, find_page_url, page_url
from daicho.platform.web.render import announce
from daicho.purchases.commands.allocate_landed_cost import allocate_landed_cost
from daicho.purchases.commands.delete_landed_cost import delete_landed_cost
from daicho.purchases.core.landed_cost import METHODS, LandedCostFields
from daicho.purchases.kinds import BILL
from daicho.purchases.queries.landed_costs import LandedCostView, landed_costs
from daicho.purchases.queries.landed_sources import LandedSource, landed_sources


def landed_cost_tab(request: PageRequest, view: DocumentView) -> Sequence[Tab]:
    """Return the tab of a bill's landed costs where the bill has goods; they are read only when it is open."""
    if not any(line.is_tracked for line in view.lines):
        return ()
    return (Tab("landedcost", _("Landed cost"), "purchases/_landed_costs.html", more=lambda: _shown(request, view)),)


def _shown(request: PageRequest, view: DocumentView) -> Mapping[str, object]:
    may_edit = request.ctx.actor.may("bills.edit")
    found = landed_costs(request.ctx, bill_id=view.document_id)
    return {"landed_costs": [_row(request, cost, may_edit=may_edit) for cost in found]}


def _row(request: PageRequest, cost: LandedCostView, *, may_edit: bool) -> dict[str, object]:
    formats, here = request.formats, {"bill_id": cost.bill_id, "landed_cost_id": cost.landed_cost_id}
    return {
        "name": cost.source_name or cost.account_name,
        "number": cost.source_number,
        "url": find_page_url(request.ctx, "bill", bill_id=cost.source_bill_id),
        "method": _(METHODS[cost.method]),
        "description": cost.description,
        "total": formats.money(cost.amount),
        "delete_url": page_url(request.ctx, "bill_landed_cost_delete", **here) if may_edit else "",
        "parts": [
            {
                "name": part.name,
                "quantity": formats.quantity(Quantity(part.quantity)),
                "amount": formats.money(part.amount),
                "base": formats.money(part.base_amount) if part.base_amount.currency != part.amount.currency else "",
            }
            for part in cost.parts
        ],
    }


class LandedCostForm(DaichoForm):
    """From which line how much goes to the goods, and by what it is shared out."""

    sections = (Section("", ("source_line_id", ("method", "amount"), "description")),)
    source_line_id = SearchChoiceField(label=_("Cost"), coerce=int, help_text=_("A line of freight, duty or the like."))
    method = forms.ChoiceField(label=_("Allocate by"), choices=[(key, _(name)) for key, name in METHODS.items()])
    amount = ExactNumberField(
        label=_("Amount"), required=False, places=3, minimum=0, help_text=_("Empty: all that is left of the line.")
    )
    description = forms.CharField(
        label=_("Description"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, ctx: Ctx, data: QueryDict | None, sources: Sequence[LandedSource], request: PageRequest) -> None:
        super().__init__(ctx, data, initial={"method": "amount"})
        self.sources = {source.line_id: source for source in sources}
        fields: dict[str, Any] = dict(self.fields)
        fields["source_line_id"].choices = [
            ("", ""),
            *(
                (
                    str(source.line_id),
                    f"{source.number} {source.vendor_name}: {source.name} ({request.formats.money(source.left)})",
                )
                for source in sources
            ),
        ]

    def given(self) -> LandedCostFields:
        """Return what was entered; the amount in the currency of the line it comes from."""
        data = self.cleaned_data
        fields = LandedCostFields(
            source_line_id=data["source_line_id"], method=data["method"], description=data["description"]
        )
        if data["amount"]:
            currency = self.sources[data["source_line_id"]].left.currency
            fields["amount"] = scaled(data["amount"], currency_decimals(currency))
        return fields


def _allocate_page(request: PageRequest, bill_id: int) -> HttpResponse:
    """Give the goods of a bill their share of freight, duty and the like."""
    ctx = request.ctx
    view = document_view(ctx, kind=BILL, document_id=bill_id, with_files=False, with_custom=False)
    data = request.POST if request.method == "POST" else None
    form = LandedCostForm(ctx, data, landed_sources(ctx, bill_id=bill_id), request)
    here = page_url(ctx, "bill", bill_id=bill_id)
    editing = Editing(
        title=_("Landed cost of %(number)s") % {"number": view.number},
        save=lambda: allocate_landed_cost(ctx, fields={**form.given(), "bill_id": bill_id}),
        url=lambda _nothing: f"{here}?tab=landedcost",
        message=_("The landed cost has been allocated."),
        cancel_url=here,
        submit=_("Allocate"),
    )
    return handle_form(request, form, editing)


def _delete_page(request: PageRequest, bill_id: int, landed_cost_id: int) -> HttpResponse:
    """Take a landed cost back and show what is left."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        delete_landed_cost(request.ctx, bill_id=bill_id, landed_cost_id=landed_cost_id)
    except RuleBroken as error:
        announce(request, sentence(error), level=messages.ERROR)
    else:
        announce(request, gettext("The landed cost has been deleted."))
    return go_to(request, f"{page_url(request.ctx, 'bill', bill_id=bill_id)}?tab=landedcost")


_ONE = "bills/<id:bill_id>/landedcosts/"
PAGES: list[Page] = [
    Page(f"{_ONE}new/", "bill_landed_cost", "bills.edit", _allocate_page, "bills.edit"),
    Page(f"{_ONE}<id:landed_cost_id>/delete/", "bill_landed_cost_delete", "bills.view", _delete_page, "bills.edit"),
]
