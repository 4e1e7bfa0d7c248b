"""Make a purchase order."""

from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import DocumentFields
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.purchases.commands._delivery import with_delivery
from daicho.purchases.kinds import PURCHASE_ORDER


def create_purchase_order(ctx: Ctx, *, fields: DocumentFields) -> int:
    """Make a draft and return its id. Raises InvalidInput, RuleBroken (see `draft_document`)."""
    ctx.require("purchaseorders.create")
    with unit_of_work(ctx):
        return create_document(ctx, kind=PURCHASE_ORDER, fields=with_delivery(ctx, fields))
