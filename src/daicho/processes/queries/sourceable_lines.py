"""Lines of a sales order for which vendors may be asked (behaviour.md 3.1)."""

from daicho.catalog.queries.stock_figures import stock_figures
from daicho.documents.core.sourcing import Sourcing
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile
from daicho.sales.core.fulfilment import Progress
from daicho.sales.queries.sourceable_order import SourceableOrder


def sourceable_lines(ctx: Ctx, *, order: SourceableOrder, sourcing: Sourcing) -> list[Progress]:
    """Return the lines of which something may be ordered: for a backorder those whose items are out of stock.

    An item is out of stock where confirmed orders need more than there is, in the stock that the organisation shows.
    """
    lines = [line for line in order.lines if line.to_be_sourced and line.item_id]
    if sourcing is Sourcing.DROP_SHIPMENT:
        return lines
    stock = stock_figures(ctx, item_ids={line.item_id for line in lines if line.item_id})
    is_physical = organization_profile(ctx).stock_mode == "physical"
    available = {
        item_id: of.figures.physical_available_for_sale if is_physical else of.figures.available_for_sale
        for item_id, of in stock.items()
    }
    return [line for line in lines if available[line.item_id or 0] < 0]
