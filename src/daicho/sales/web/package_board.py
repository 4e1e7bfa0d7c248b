"""The board of packages: what is to be shipped, what is on its way, what arrived lately."""

from django.http import HttpResponse
from django.utils.translation import gettext

from daicho.kernel.measure import Quantity
from daicho.platform.web.page import PageRequest, page_url
from daicho.platform.web.render import render_page
from daicho.sales.core.package import NAMES, State
from daicho.sales.queries._package_views import PackageView
from daicho.sales.queries.package_board import BOARD_LIMIT, package_board


def package_board_page(request: PageRequest) -> HttpResponse:
    """Show the latest packages in three columns by where they stand."""
    ctx = request.ctx
    found = package_board(ctx)
    packages = page_url(ctx, "packages")
    columns = [
        {
            "label": gettext(NAMES[state]),
            "more": f"{packages}?view={state.value}" if len(rows) > BOARD_LIMIT else "",
            "count": f"{min(len(rows), BOARD_LIMIT)}{'+' if len(rows) > BOARD_LIMIT else ''}",
            "cards": [_card(request, row) for row in rows[:BOARD_LIMIT]],
        }
        for state, rows in found.items()
    ]
    context = {"title": gettext("Packages"), "columns": columns, "list_url": packages}
    return render_page(request, "sales/board.html", context)


def _card(request: PageRequest, view: PackageView) -> dict[str, str]:
    ctx, formats = request.ctx, request.formats
    here = {"package_id": view.package_id}
    ships = view.state is State.NOT_SHIPPED and ctx.actor.may("shipments.create")
    arrives = view.state is State.SHIPPED and ctx.actor.may("shipments.edit")
    return {
        "number": view.number,
        "url": page_url(ctx, "package", **here),
        "customer": view.customer_name,
        "order": view.order_number,
        "quantity": formats.quantity(Quantity(view.quantity)),
        "day": formats.date(view.delivered_on or view.shipped_on or view.day),
        "carrier": " ".join(text for text in (view.carrier, view.tracking_number) if text),
        "ship_url": page_url(ctx, "package_ship", **here) if ships else "",
        "delivered_url": page_url(ctx, "shipment_delivered", shipment_id=view.shipment_id) if arrives else "",
    }
