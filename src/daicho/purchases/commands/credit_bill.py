"""Make a vendor credit of a bill."""

from collections.abc import Mapping
from decimal import Decimal

from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.queries.converted_fields import converted_fields
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.purchases.kinds import VENDOR_CREDIT


def credit_bill(
    ctx: Ctx,
    *,
    bill_id: int,
    quantities: Mapping[int, Decimal] | None = None,
    fields: DocumentFields | None = None,
    is_open: bool = False,
) -> int:
    """Make a credit of what of an open bill was not taken back yet, or of these quantities; return its id.

    `fields` replace what is copied; `is_open` makes it count at once. Raises NotFound, RuleBroken (4714: the bill is
    not open; 4713: nothing, or not so much, is left).
    """
    ctx.require("vendorcredits.create")
    with unit_of_work(ctx):
        copied = converted_fields(ctx, kind=VENDOR_CREDIT, source_id=bill_id, quantities=quantities)
        return create_document(ctx, kind=VENDOR_CREDIT, fields={**copied, **(fields or {})}, is_open=is_open)
