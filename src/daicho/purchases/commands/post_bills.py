"""Make stock and books say what bills say."""

from collections.abc import Collection

from daicho.documents.core.state import COUNTING, State
from daicho.documents.queries.headers_and_lines import headers_and_lines
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.purchases.commands._post_purchases import keep_share, post_purchase
from daicho.purchases.core.purchase_effects import Purchase, bill_effects
from daicho.purchases.core.rules import NEGATIVE_GOODS
from daicho.purchases.models import Bill, BillLine
from daicho.purchases.queries._booked import known, purchase_of
from daicho.purchases.queries.credit_share import credit_share


# tidy: allow unauthorised: part of the commands that change bills
# tidy: allow call-shape: the shape of Books.post
def post_bills(ctx: Ctx, ids: Collection[int], *, is_new: bool = False) -> None:
    """Make stock and books say what these stored bills say; those that do not count say nothing.

    The share of the tax that may be reclaimed is taken of the vendor's registration on the bill's day, and kept.
    `is_new`: they have said nothing so far. Raises RuleBroken (4953: stock would go below zero and may not; 4856).
    """
    with unit_of_work(ctx) as unit:
        headers, rows = headers_and_lines(Bill, BillLine, ids)
        sources = known(ctx, headers, {row.item_id for lines in rows.values() for row in lines if row.item_id})
        for header in headers:
            counts = State(header.state) in COUNTING
            if counts:
                country_code = sources.profile.country_code
                share = credit_share(ctx, country_code=country_code, vendor_id=header.contact_id, day=header.date)
                if share != header.credit_percentage:
                    keep_share(unit, "bill", header, share, is_new=is_new)
            bill = purchase_of(header, rows[header.id], sources, sign=-1)
            effects = bill_effects(_checked(bill)) if counts else ([], [])
            post_purchase(ctx, header, effects, entity="bill", sources=sources, is_new=is_new)


def _checked(bill: Purchase) -> Purchase:
    """Refuse goods that cost less than nothing."""
    if any(line.goods and line.booked.amount < 0 for line in bill.lines):
        raise RuleBroken(NEGATIVE_GOODS, _("Goods cannot come in at less than nothing; use a vendor credit."))
    return bill
