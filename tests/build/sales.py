"""Sales orders for tests."""

from collections.abc import Sequence
from typing import Any

from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import LineFields
from daicho.kernel.context import Ctx
from daicho.sales.kinds import INVOICE, SALES_ORDER
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line, make_document


def make_sales_order(
    ctx: Ctx, customer_id: int | None = None, lines: Sequence[LineFields] | None = None, **fields: Any
) -> int:
    """Create a draft sales order and return its id; with a customer and an item of its own unless they are given."""
    chosen = lines if lines is not None else [line(make_item(ctx), 2)]
    return make_document(ctx, SALES_ORDER, customer_id or make_customer(ctx), chosen, **fields)


def make_invoice(
    ctx: Ctx,
    customer_id: int | None = None,
    lines: Sequence[LineFields] | None = None,
    *,
    is_open: bool = False,
    **fields: Any,
) -> int:
    """Create an invoice, sent where `is_open`, and return its id; with a customer and an item of its own."""
    chosen = lines if lines is not None else [line(make_item(ctx), 2)]
    given: Any = {"contact_id": customer_id or make_customer(ctx), "lines": chosen, **fields}
    return create_document(ctx, kind=INVOICE, fields=given, is_open=is_open)
