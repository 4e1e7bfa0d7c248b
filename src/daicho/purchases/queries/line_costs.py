"""What the lines of bills are booked at."""

from collections.abc import Collection, Mapping

from daicho.documents.queries.headers_and_lines import headers_and_lines
from daicho.kernel.context import Ctx
from daicho.purchases.core.purchase_effects import booked_amounts
from daicho.purchases.models import Bill, BillLine
from daicho.purchases.queries._booked import purchase_of, unnamed


def line_costs(ctx: Ctx, *, bill_ids: Collection[int]) -> Mapping[int, int]:
    """Return line → what it is booked at, in minor units of its bill's currency (behaviour.md 5.2)."""
    headers, rows = headers_and_lines(Bill, BillLine, bill_ids)
    sources = unnamed(ctx, headers)
    return {
        row.id: amount.own
        for header in headers
        for row, amount in zip(
            rows[header.id], booked_amounts(purchase_of(header, rows[header.id], sources, sign=-1)), strict=True
        )
    }
