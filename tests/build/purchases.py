"""Purchase orders for tests."""

from collections.abc import Sequence
from typing import Any

from daicho.documents.core.fields import LineFields
from daicho.kernel.context import Ctx
from daicho.purchases.kinds import PURCHASE_ORDER
from tests.build.catalog import make_item
from tests.build.contacts import make_vendor
from tests.build.documents import line, make_document


def make_purchase_order(
    ctx: Ctx, vendor_id: int | None = None, lines: Sequence[LineFields] | None = None, **fields: Any
) -> int:
    """Create a draft purchase order and return its id; with a vendor and an item of its own unless they are given."""
    chosen = lines if lines is not None else [line(make_item(ctx), 2)]
    return make_document(ctx, PURCHASE_ORDER, vendor_id or make_vendor(ctx), chosen, **fields)
