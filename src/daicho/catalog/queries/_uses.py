"""The table of what higher packages know of items (ITEM_USES in config/wiring.py)."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.module_loading import import_string

from daicho.catalog.core.uses import ItemUse


def item_uses() -> Iterator[ItemUse]:
    """Yield what each package above tells about items."""
    for path in settings.DAICHO_ITEM_USES:
        yield import_string(path)
