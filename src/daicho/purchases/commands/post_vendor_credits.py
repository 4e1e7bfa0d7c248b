"""Make stock and books say what vendor credits say."""

from collections.abc import Collection, Sequence

from daicho.documents.core.state import COUNTING, State
from daicho.documents.queries.headers_and_lines import headers_and_lines
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.purchases.commands._post_purchases import keep_share, post_purchase
from daicho.purchases.core.purchase_effects import credit_effects
from daicho.purchases.models import Bill, VendorCredit, VendorCreditLine
from daicho.purchases.queries._booked import known, purchase_of
from daicho.purchases.queries.credit_share import credit_share


# tidy: allow unauthorised: part of the commands that change vendor credits
# tidy: allow call-shape: the shape of Books.post
def post_vendor_credits(ctx: Ctx, ids: Collection[int], *, is_new: bool = False) -> None:
    """Make stock and books say what these stored credits say; those that do not count say nothing.

    `is_new`: they have said nothing so far. Raises RuleBroken (4953) where stock would go below zero and may not.
    """
    with unit_of_work(ctx) as unit:
        headers, rows = headers_and_lines(VendorCredit, VendorCreditLine, ids)
        sources = known(ctx, headers, {row.item_id for lines in rows.values() for row in lines if row.item_id})
        for header in headers:
            counts = State(header.state) in COUNTING
            if counts:
                share = _share(ctx, header, rows[header.id], sources.profile.country_code)
                if share != header.credit_percentage:
                    keep_share(unit, "vendorcredit", header, share, is_new=is_new)
            credit = purchase_of(header, rows[header.id], sources, sign=1)
            effects = credit_effects(credit) if counts else ([], [])
            post_purchase(ctx, header, effects, entity="vendorcredit", sources=sources, is_new=is_new)


def _share(ctx: Ctx, header: VendorCredit, rows: Sequence[VendorCreditLine], country_code: str) -> int:
    """Return the share of the bill that is taken back (japan.md RET-04), else that of the credit's own day."""
    sources = [row.source_line_id for row in rows if row.source_line_id]
    found = Bill.objects.filter(lines__id__in=sources).order_by("date").values_list("credit_percentage", flat=True)
    share = found.first() if sources else None
    if share is not None:
        return share
    return credit_share(ctx, country_code=country_code, vendor_id=header.contact_id, day=header.date)
