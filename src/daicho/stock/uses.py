"""What the packages below may ask of stock (config/wiring.py)."""

from daicho.catalog.core.uses import ItemUse
from daicho.platform.notifications import owners_in
from daicho.stock.commands.change_valuation import change_valuation
from daicho.stock.commands.post_opening_stock import post_opening_stock
from daicho.stock.models import Adjustment, Assembly, TransferOrder
from daicho.stock.queries.assemblies_of_item import assemblies_of_item
from daicho.stock.queries.available_stock import available_stock
from daicho.stock.queries.batches_of_item import batches_of_item
from daicho.stock.queries.items_at_location import items_at_location
from daicho.stock.queries.low_on_hand import low_on_hand
from daicho.stock.queries.stock_of_items import stock_of_items

ITEMS = ItemUse(
    transactions={"assemblies": assemblies_of_item},
    stock=stock_of_items,
    available=available_stock,
    maybe_low=low_on_hand,
    on_hand=available_stock,
    at_location=items_at_location,
    batches=batches_of_item,
    opening_stock=post_opening_stock,
    valuation=change_valuation,
)
adjustment_owners = owners_in(Adjustment, "adjustments")
transfer_owners = owners_in(TransferOrder, "transfers")
assembly_owners = owners_in(Assembly, "assemblies")
