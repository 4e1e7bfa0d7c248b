"""The pages of stock."""

from daicho.platform.web.page import Page
from daicho.stock.web.locations import PAGES as LOCATIONS

PAGES: list[Page] = [*LOCATIONS]
