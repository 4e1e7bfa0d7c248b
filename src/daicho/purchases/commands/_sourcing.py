"""What packages above do with purchase orders that serve sales orders (config/wiring.py, ORDER_SOURCING)."""

from collections.abc import Collection

from django.conf import settings
from django.utils.module_loading import import_string

from daicho.documents.core.fields import DocumentFields
from daicho.kernel.context import Ctx


def with_sourcing(ctx: Ctx, fields: DocumentFields) -> DocumentFields:
    """Return the fields of a new order as packages above complete them, where it serves a sales order."""
    if not fields.get("sourcing"):
        return fields
    fill, _follow = settings.DAICHO_ORDER_SOURCING
    filled: DocumentFields = import_string(fill)(ctx, fields)
    return filled


def follow_sourcing(ctx: Ctx, order_line_ids: Collection[int]) -> None:
    """Let these lines of sales orders follow what purchase orders bring for them."""
    if order_line_ids:
        _fill, follow = settings.DAICHO_ORDER_SOURCING
        import_string(follow)(ctx, order_line_ids)
