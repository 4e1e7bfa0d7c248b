"""The "tied out" badge in the frame, and the proof behind it."""

from django.http import HttpResponse
from django.shortcuts import render

from daicho.kernel.money import Money
from daicho.platform.web.page import PageRequest, page_url
from daicho.platform.web.render import render_page
from daicho.reporting.queries.tied_out import tied_out
from daicho.reporting.queries.tied_out_by_account import tied_out_by_account


def badge(request: PageRequest) -> HttpResponse:
    """Show whether stock and books agree. The address names the last change, so browsers keep the answer until then."""
    context = {"agrees": tied_out(request.ctx).agrees, "url": page_url(request.ctx, "tied_out")}
    response = render(request, "reporting/_badge.html", context)
    response["Cache-Control"] = "private, max-age=300"
    response["Vary"] = "Cookie"
    return response


def proof(request: PageRequest) -> HttpResponse:
    """Show the rows of stock value beside the balance of each inventory account, summed at this moment."""
    money = request.formats.money
    currency = request.formats.base_currency
    rows = [
        {
            "name": account.name,
            "stock": money(Money(account.sides.stock_value, currency)),
            "books": money(Money(account.sides.inventory_accounts, currency)),
            "difference": money(Money(account.sides.stock_value - account.sides.inventory_accounts, currency)),
            "agrees": account.sides.agrees,
        }
        for account in tied_out_by_account(request.ctx)
    ]
    context = {"rows": rows, "verified": request.formats.moment(request.ctx.now)}
    return render_page(request, "reporting/tied_out.html", context)
