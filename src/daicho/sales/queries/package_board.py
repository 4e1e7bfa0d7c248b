"""The latest packages by where they stand."""

from collections.abc import Mapping, Sequence

from daicho.kernel.context import Ctx
from daicho.sales.core.package import State
from daicho.sales.models import Package
from daicho.sales.queries._package_views import STANDS, PackageView, package_rows, package_views

BOARD_LIMIT = 30
"""How many packages a column shows."""
_ORDERS = {
    State.NOT_SHIPPED: ("-date", "-id"),
    State.SHIPPED: ("-shipment__date", "-id"),
    State.DELIVERED: ("-shipment__delivered_on", "-id"),
}


def package_board(ctx: Ctx) -> Mapping[State, Sequence[PackageView]]:
    """Return for each state its latest packages, one more than `BOARD_LIMIT` where there are more."""
    ids: list[int] = []
    for state, order in _ORDERS.items():
        latest = Package.objects.filter(STANDS[state]).order_by(*order)
        ids += latest.values_list("id", flat=True)[: BOARD_LIMIT + 1]
    views = {
        view.package_id: view for view in package_views(ctx, list(package_rows().filter(id__in=ids)), with_custom=False)
    }
    found: dict[State, list[PackageView]] = {state: [] for state in State}
    for package_id in ids:
        found[views[package_id].state].append(views[package_id])
    return found
