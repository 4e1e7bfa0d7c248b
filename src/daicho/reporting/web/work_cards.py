"""What waits on the home page: orders to be packed, sent, received, invoiced, and documents that are not finished."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from daicho.organizations.queries.profile import organization_profile
from daicho.platform.access import MEMBER
from daicho.platform.web.cards import Card, CardView, Figure
from daicho.platform.web.page import PageRequest, find_page_url, page_url
from daicho.reporting.queries.work_in_hand import WorkInHand, work_in_hand

_LISTS: Mapping[str, tuple[str, Any]] = {
    "estimate": ("estimates", _("Estimates")),
    "salesorder": ("salesorders", _("Sales orders")),
    "invoice": ("invoices", _("Invoices")),
    "creditnote": ("creditnotes", _("Credit notes")),
    "purchaseorder": ("purchaseorders", _("Purchase orders")),
    "bill": ("bills", _("Bills")),
    "vendorcredit": ("vendorcredits", _("Vendor credits")),
}
"""Kind → its list page, which is also its module of permissions, and its name."""


def show_orders(request: PageRequest) -> list[CardView]:
    """Return the cards of open orders: what customers wait for, and what we wait for."""
    work = work_in_hand(request.ctx)
    cards = []
    if request.ctx.actor.may("salesorders.view"):
        cards.append(_sales(request, work))
    if request.ctx.actor.may("purchaseorders.view"):
        cards.append(_purchases(request, work))
    return cards


def _sales(request: PageRequest, work: WorkInHand) -> CardView:
    url = page_url(request.ctx, "salesorders")
    unpacked = work.marked("salesorder", packed_status="")
    steps = (
        (gettext("Not packed"), unpacked, "packed_status=not_packed"),
        (
            gettext("Partly packed"),
            work.marked("salesorder", packed_status="partially_packed"),
            "packed_status=partially_packed",
        ),
        (
            gettext("Packed, not sent"),
            work.marked("salesorder", packed_status="packed", shipped_status=""),
            "packed_status=packed&shipped_status=not_shipped",
        ),
        (gettext("Not invoiced"), work.marked("salesorder", invoiced_status=""), "invoiced_status=not_invoiced"),
    )
    return _order_card(gettext("Orders of customers"), "shopping-cart", url, work.open("salesorder"), steps)


def _purchases(request: PageRequest, work: WorkInHand) -> CardView:
    url = page_url(request.ctx, "purchaseorders")
    steps = (
        (gettext("Not received"), work.marked("purchaseorder", received_status=""), "received_status=not_received"),
        (
            gettext("Partly received"),
            work.marked("purchaseorder", received_status="partially_received"),
            "received_status=partially_received",
        ),
        (gettext("Not billed"), work.marked("purchaseorder", billed_status=""), "billed_status=not_billed"),
    )
    return _order_card(gettext("To be received"), "truck-delivery", url, work.open("purchaseorder"), steps)


def _order_card(title: str, icon: str, url: str, count: int, steps: tuple[tuple[str, int, str], ...]) -> CardView:
    lines = [
        Figure(name, f"{number:,}", f"{url}?view=open&{query}", share=100 * number // count if count else 0)
        for name, number, query in steps
    ]
    words = ngettext("open order", "open orders", count)
    return CardView(title, icon, (Figure(words, f"{count:,}", f"{url}?view=open"), *lines), url)


def show_unfinished(request: PageRequest) -> list[CardView]:
    """Return the card of drafts, of what is to be approved, and (in Japan) of registrations nobody has checked."""
    work = work_in_hand(request.ctx)
    lines = []
    for kind, (page, name) in _LISTS.items():
        url = find_page_url(request.ctx, page)
        if not url or not request.ctx.actor.may(f"{page}.view"):
            continue
        for words, count, view in (
            (gettext("%(documents)s: pending approval"), work.pending[kind], "pending_approval"),
            (gettext("%(documents)s: drafts"), work.drafts[kind], "draft"),
        ):
            if count:
                lines.append(Figure(words % {"documents": name}, f"{count:,}", f"{url}?view={view}"))
    total = sum(int(line.value.replace(",", "")) for line in lines)
    is_japanese = organization_profile(request.ctx).is_japanese
    if work.unchecked and is_japanese and request.ctx.actor.may("contacts.view"):
        unchecked = page_url(request.ctx, "contacts") + "?view=unknown_registration"
        lines.append(Figure(gettext("Registration to be checked"), f"{work.unchecked:,}", unchecked))
    note = "" if lines else gettext("Everything is finished.")
    first = Figure(ngettext("unfinished document", "unfinished documents", total), f"{total:,}")
    return [CardView(gettext("To be done"), "clock", (first, *lines), note=note)]


ORDERS = Card(MEMBER, show_orders)
UNFINISHED = Card(MEMBER, show_unfinished)
