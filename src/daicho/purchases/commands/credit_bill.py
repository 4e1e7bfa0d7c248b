"""Make a vendor credit of a bill."""

from daicho.documents.commands.create_document import create_document
from daicho.documents.queries.converted_fields import converted_fields
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.purchases.kinds import VENDOR_CREDIT


def credit_bill(ctx: Ctx, *, bill_id: int) -> int:
    """Make a draft credit of what of an open bill was not taken back yet; return its id.

    Raises NotFound, RuleBroken (4714: the bill is not open; 4713: nothing is left).
    """
    ctx.require("vendorcredits.create")
    with unit_of_work(ctx):
        fields = converted_fields(ctx, kind=VENDOR_CREDIT, source_id=bill_id)
        return create_document(ctx, kind=VENDOR_CREDIT, fields=fields)
