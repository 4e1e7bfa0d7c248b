"""The pages of stock."""

from daicho.platform.web.page import Page
from daicho.stock.web.adjustments import PAGES as ADJUSTMENTS
from daicho.stock.web.assemblies import PAGES as ASSEMBLIES
from daicho.stock.web.batch_fields import PAGES as BATCH_FIELDS
from daicho.stock.web.batches import PAGES as BATCHES
from daicho.stock.web.locations import PAGES as LOCATIONS
from daicho.stock.web.rows import PAGES as ROWS
from daicho.stock.web.transfers import PAGES as TRANSFERS

PAGES: list[Page] = [*LOCATIONS, *ADJUSTMENTS, *ASSEMBLIES, *TRANSFERS, *BATCHES, *ROWS, *BATCH_FIELDS]
