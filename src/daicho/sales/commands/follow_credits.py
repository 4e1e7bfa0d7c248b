"""Let returns and sales orders follow what credit notes take back of invoices (behaviour.md 3.1)."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.sales.commands.follow_orders import follow_orders
from daicho.sales.commands.follow_returns import follow_returns
from daicho.sales.models import InvoiceLine


# tidy: allow unauthorised: part of the commands that change credit notes
# tidy: allow unaudited: the command that changes orders records
# tidy: allow call-shape: the shape of Kind.after
def follow_credits(ctx: Ctx, source_line_ids: Collection[int]) -> None:
    """Make the marks of the orders follow whose invoices' lines these are: what has not left yet is cancelled by it.

    Raises RuleBroken (4822) where more is taken back than returns have.
    """
    with unit_of_work(ctx):
        follow_returns(ctx, source_line_ids)
        ordered = InvoiceLine.objects.filter(id__in=source_line_ids, source_line_id__isnull=False)
        follow_orders(ctx, set(ordered.values_list("source_line_id", flat=True)))
