"""Say whether the goods of a vendor credit went back with it (behaviour.md 2.3)."""

from daicho.documents.commands.locks import locked_header
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.purchases.commands.post_vendor_credits import post_vendor_credits
from daicho.purchases.kinds import VENDOR_CREDIT
from daicho.purchases.models import VendorCredit


def mark_credit_sent_back(ctx: Ctx, *, vendor_credit_id: int, is_sent_back: bool = True) -> None:
    """Let the goods be gone from the physical stock on the credit's day, or be there again.

    Raises NotFound, RuleBroken (4953: stock would go below zero and may not).
    """
    ctx.require("vendorcredits.edit")
    with unit_of_work(ctx) as unit:
        header = locked_header(VENDOR_CREDIT, vendor_credit_id)
        if header.is_sent_back == is_sent_back:
            return
        VendorCredit.objects.filter(id=vendor_credit_id).update(is_sent_back=is_sent_back, modified_at=ctx.now)
        post_vendor_credits(ctx, [vendor_credit_id])
        before, after = {"is_sent_back": not is_sent_back}, {"is_sent_back": is_sent_back}
        unit.record("vendorcredit", vendor_credit_id, "updated", before=before, after=after)
