"""Apply what is unused of payments and credits to a document."""

from collections.abc import Mapping
from datetime import date

from daicho.kernel.context import Ctx
from daicho.payments.commands._apply import apply
from daicho.payments.core.settlement import Ref


# tidy: allow unaudited: `apply` records
def apply_credits(ctx: Ctx, *, target: Ref, amounts: Mapping[Ref, int], day: date | None = None) -> list[int]:
    """Settle a document by payments and credits of its contact; return the ids of the uses.

    `target` is an invoice or bill, `amounts` source → minor units. `day` is today where it is not given, and never
    before source or target. Raises NotFound, RuleBroken: 4651, 4652 (another contact, another currency), 4650, 4712
    (more than is unused, or open), 4700 (not open), 4310 (a locked day).
    """
    ctx.require("payments.create")
    return apply(ctx, target, {source: amount for source, amount in amounts.items() if amount}, day or ctx.today)
