"""Every operation of stock."""

from daicho.platform.wire.operation import Operation
from daicho.stock.api.adjustments import OPERATIONS as ADJUSTMENTS
from daicho.stock.api.assemblies import OPERATIONS as ASSEMBLIES
from daicho.stock.api.batches import OPERATIONS as BATCHES
from daicho.stock.api.locations import OPERATIONS as LOCATIONS
from daicho.stock.api.transfers import OPERATIONS as TRANSFERS

OPERATIONS: list[Operation] = [*LOCATIONS, *ADJUSTMENTS, *ASSEMBLIES, *TRANSFERS, *BATCHES]
