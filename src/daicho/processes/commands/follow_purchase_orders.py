"""Let sales orders follow the purchase orders that serve them (behaviour.md 3.1)."""

from collections.abc import Collection
from functools import partial

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.purchases.queries.sourced_lines import sourced_lines
from daicho.sales.commands.keep_sourced import keep_sourced


# tidy: allow unauthorised: part of the commands that change purchase orders and their bills
# tidy: allow call-shape: the shape of ORDER_SOURCING (config/wiring.py)
def follow_purchase_orders(ctx: Ctx, order_line_ids: Collection[int]) -> None:
    """Make these lines of sales orders say what purchase orders bring for them, and their orders wait for it or not.

    Raises what `keep_sourced` raises.
    """
    with unit_of_work(ctx):
        sourced = partial(sourced_lines, ctx, order_line_ids=order_line_ids)
        keep_sourced(ctx, order_line_ids=order_line_ids, sourced=sourced)
