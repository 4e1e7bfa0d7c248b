"""Search over everything: the first rows of every list that matches."""

from typing import Any

from django.http import HttpResponse

from daicho.catalog.web.lists import ITEMS
from daicho.closings.web.lists import STATEMENTS
from daicho.contacts.web.lists import CONTACTS
from daicho.kernel.context import Ctx
from daicho.ledger.web.journal_list import JOURNALS
from daicho.ledger.web.lists import ACCOUNTS
from daicho.payments.web.lists import LISTS as PAYMENTS
from daicho.platform.access import MEMBER
from daicho.platform.listing import Criteria
from daicho.platform.web.cells import shown
from daicho.platform.web.lists import ListPage
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import render_page
from daicho.purchases.web.pages import BILLS, PURCHASE_ORDERS, VENDOR_CREDITS
from daicho.purchases.web.receives import RECEIVES
from daicho.sales.web.credit_notes import CREDIT_NOTES
from daicho.sales.web.estimates import ESTIMATES
from daicho.sales.web.invoices import INVOICES
from daicho.sales.web.packages import PACKAGES
from daicho.sales.web.pages import SALES_ORDERS
from daicho.sales.web.retainer_invoices import RETAINER_INVOICES
from daicho.sales.web.returns import RETURNS
from daicho.sales.web.shipments import SHIPMENTS
from daicho.stock.web.adjustments import ADJUSTMENTS
from daicho.stock.web.transfers import TRANSFERS

SEARCHED: list[ListPage[Any]] = [
    CONTACTS,
    ITEMS,
    ESTIMATES,
    SALES_ORDERS,
    PACKAGES,
    SHIPMENTS,
    INVOICES,
    RETAINER_INVOICES,
    RETURNS,
    CREDIT_NOTES,
    PURCHASE_ORDERS,
    RECEIVES,
    BILLS,
    VENDOR_CREDITS,
    *PAYMENTS.values(),
    STATEMENTS,
    JOURNALS,
    ADJUSTMENTS,
    TRANSFERS,
    ACCOUNTS,
]
"""The lists that take part, in the order of their results."""

FOUND = 5
_LENGTH = 100


def search(request: PageRequest) -> HttpResponse:
    """Show what matches `q`: as a page of its own, or below the search box of the frame (htmx)."""
    text = request.GET.get("q", "").strip()[:_LENGTH]
    groups = [group for page in SEARCHED if may_search(request.ctx, page) and (group := _group(request, page, text))]
    context = {"title": text, "text": text, "groups": groups if text else [], "asked": bool(text)}
    template = "search/_results.html" if request.headers.get("HX-Request") else "search/search.html"
    return render_page(request, template, context)


def may_search(ctx: Ctx, page: ListPage[Any]) -> bool:
    """Tell whether the list is in the application and the person may see it."""
    return ctx.application in page.applications and ctx.actor.may(page.permission)


def _group(request: PageRequest, page: ListPage[Any], text: str) -> dict[str, object] | None:
    if not text:
        return None
    rows = page.rows(request.ctx, criteria=Criteria(search=text, per_page=FOUND))
    if not rows.rows:
        return None
    main = next((column for column in page.columns if column.main), page.columns[0])
    others = [column for column in page.columns if column.shown and column is not main][:3]
    hits = [
        {
            "url": page_url(request.ctx, page.detail, **{page.detail_key: page.row_id(row)}),
            "title": shown(main.value(row), request.formats),
            "notes": [note for column in others if (note := shown(column.value(row), request.formats))],
        }
        for row in rows.rows
    ]
    return {
        "title": page.title,
        "icon": page.icon,
        "hits": hits,
        "more": rows.has_more,
        "url": page_url(request.ctx, page.name),
    }


PAGES = [Page("search/", "search", MEMBER, search)]
