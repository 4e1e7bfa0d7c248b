"""The packages of a sales order."""

from collections.abc import Sequence

from daicho.kernel.context import Ctx
from daicho.sales.queries._package_views import PackageView, package_rows, package_views


def order_packages(ctx: Ctx, *, order_id: int) -> Sequence[PackageView]:
    """Return the packages of an order, by day and number."""
    return package_views(ctx, list(package_rows().filter(order_id=order_id).order_by("date", "number", "id")))
