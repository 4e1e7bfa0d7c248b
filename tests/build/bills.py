"""Bills and vendor credits for tests, made by the real commands."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import count
from typing import Any

from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import LineFields
from daicho.documents.queries.converted_fields import converted_fields
from daicho.kernel.context import Ctx
from daicho.platform.work import reading
from daicho.purchases.kinds import BILL, VENDOR_CREDIT

_numbers = count(1)


def make_bill(ctx: Ctx, vendor_id: int, lines: Sequence[LineFields], *, is_open: bool = True, **fields: Any) -> int:
    """Create a bill that counts, unless it shall be a draft, and return its id; its number is made up."""
    given: Any = {"number": f"B-{next(_numbers)}", "contact_id": vendor_id, "lines": lines, **fields}
    return create_document(ctx, kind=BILL, fields=given, is_open=is_open)


def bill_order(ctx: Ctx, order_id: int, quantities: dict[int, object] | None = None, **fields: Any) -> int:
    """Bill an order, whole or these quantities of its lines; return the bill's id."""
    wanted = None if quantities is None else {line: Decimal(str(value)) for line, value in quantities.items()}
    with reading(ctx):
        given: Any = converted_fields(ctx, kind=BILL, source_id=order_id, quantities=wanted)
    given |= {"number": f"B-{next(_numbers)}", **fields}
    return create_document(ctx, kind=BILL, fields=given, is_open=True)


def credit_bill(ctx: Ctx, bill_id: int, quantities: dict[int, object] | None = None, **fields: Any) -> int:
    """Take a bill back, whole or these quantities of its lines; return the vendor credit's id."""
    wanted = None if quantities is None else {line: Decimal(str(value)) for line, value in quantities.items()}
    with reading(ctx):
        given: Any = converted_fields(ctx, kind=VENDOR_CREDIT, source_id=bill_id, quantities=wanted)
    return create_document(ctx, kind=VENDOR_CREDIT, fields=given | fields, is_open=True)
