"""A cost in plain language: the lots it comes from, and what changed it afterwards and why."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from daicho.kernel.measure import Quantity
from daicho.kernel.money import Money
from daicho.kernel.rounding import Rounding, divide
from daicho.platform.web.format import Formats
from daicho.platform.web.links import record_link
from daicho.platform.web.page import PageRequest, page_url
from daicho.platform.web.render import render_page
from daicho.reporting.queries._explained import explained_source
from daicho.reporting.queries.explain_cost import Change, Explained, explain_cost
from daicho.stock.queries.stock_effects import LaterValue, LotPart, StockEffect


def explain_page(request: PageRequest) -> HttpResponse:
    """Explain what a document's goods cost; without a document, lead to the reports.

    Raises InvalidInput for an id that is none, NotFound for a document that moves nothing.
    """
    if not request.GET:
        return redirect(page_url(request.ctx, "reports"))
    kind, source_id = explained_source({key: request.GET[key] for key in request.GET})
    explained = explain_cost(request.ctx, kind=kind, source_id=source_id)
    label, url = record_link(request.ctx, kind, source_id)
    context = {
        "label": label,
        "url": url,
        "number": explained.number,
        "effects": [_effect(request, effect) for effect in explained.effects],
        "total": request.formats.money(_total(explained)),
        "changes": [_change(request, change) for change in explained.changes],
    }
    return render_page(request, "reporting/explain.html", context)


def _total(explained: Explained) -> Money:
    values = [effect.value for effect in explained.effects]
    return Money(sum(value.minor for value in values), values[0].currency)


def _effect(request: PageRequest, effect: StockEffect) -> dict[str, object]:
    formats = request.formats
    query = urlencode({"item_id": effect.item_id})
    return {
        "item": effect.item_name,
        "url": f"{page_url(request.ctx, 'report', report_name='fifocostlots')}?{query}",
        "day": formats.date(effect.day),
        "quantity": formats.quantity(Quantity(effect.quantity)) if effect.quantity else "",
        "value": formats.money(effect.value),
        "sentences": [
            *(_lot_sentence(formats, lot) for lot in effect.lots),
            *(_later_sentence(formats, later) for later in effect.later),
        ],
    }


def _change(request: PageRequest, change: Change) -> dict[str, str]:
    formats = request.formats
    label, url = record_link(request.ctx, change.kind, change.document_id)
    return {
        "moment": formats.moment(change.recorded_at),
        "cause": f"{label} {change.number}",
        "url": url,
        "day": formats.date(change.day),
        "value": formats.money(change.value),
    }


def _lot_sentence(formats: Formats, lot: LotPart) -> str:
    each = Money(divide(lot.value.minor * 10**6, lot.quantity, Rounding.HALF_UP), lot.value.currency)
    return gettext("%(quantity)s from lot %(lot)s of %(day)s at about %(cost)s each = %(value)s") % {
        "quantity": formats.quantity(Quantity(lot.quantity)),
        "lot": lot.number or gettext("Opening stock"),
        "day": formats.date(lot.day),
        "cost": formats.money(each),
        "value": formats.money(lot.value),
    }


def _later_sentence(formats: Formats, later: LaterValue) -> str:
    return gettext("%(value)s on %(day)s, because %(cause)s of %(cause_day)s made the cost known later") % {
        "value": formats.money(later.value),
        "day": formats.date(later.day),
        "cause": later.number or gettext("Opening stock"),
        "cause_day": formats.date(later.cause_day),
    }
