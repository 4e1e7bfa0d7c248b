"""Change a purchase order."""

from daicho.documents.commands.update_document import update_document
from daicho.documents.core.fields import DocumentFields
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.purchases.commands._delivery import with_delivery
from daicho.purchases.kinds import PURCHASE_ORDER


def update_purchase_order(ctx: Ctx, *, document_id: int, fields: DocumentFields) -> None:
    """Change what `fields` give. Raises NotFound, InvalidInput, RuleBroken (see `update_document`)."""
    ctx.require("purchaseorders.edit")
    with unit_of_work(ctx):
        update_document(ctx, kind=PURCHASE_ORDER, document_id=document_id, fields=with_delivery(ctx, fields))
