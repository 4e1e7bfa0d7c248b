"""Tables of stock."""

from daicho.stock.models.adjustment import Adjustment, AdjustmentLine, AdjustmentReason
from daicho.stock.models.assembly import Assembly, AssemblyLine
from daicho.stock.models.batch import Batch, BatchLine
from daicho.stock.models.level import StockLevel
from daicho.stock.models.location import Location
from daicho.stock.models.pool import CostPool, PoolCheckpoint
from daicho.stock.models.stock_event import LotUse, Retraction, StockEventRow, StockValue
from daicho.stock.models.total import StockTotal
from daicho.stock.models.transfer import TransferLine, TransferOrder

__all__ = [
    "Adjustment",
    "AdjustmentLine",
    "AdjustmentReason",
    "Assembly",
    "AssemblyLine",
    "Batch",
    "BatchLine",
    "CostPool",
    "Location",
    "LotUse",
    "PoolCheckpoint",
    "Retraction",
    "StockEventRow",
    "StockLevel",
    "StockTotal",
    "StockValue",
    "TransferLine",
    "TransferOrder",
]
