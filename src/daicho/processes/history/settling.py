"""What is unused of payments and credits settles what is due."""

from daicho.kernel.context import Ctx
from daicho.payments.commands.apply_credits import apply_credits
from daicho.payments.core.settlement import Ref
from daicho.payments.queries.settled_records import settled_records
from daicho.payments.queries.usable_credits import usable_credits
from daicho.processes.history.cast import Party
from daicho.processes.history.teller import Teller


def use_credits(teller: Teller, ctx: Ctx, party: Party, target: Ref) -> None:
    """Settle an invoice or bill by what its party has unused, as far as there is anything."""
    if party not in teller.with_credit:
        return
    left = settled_records(ctx, refs=[target])[target].left
    amounts = {}
    for credit in usable_credits(ctx, target=target):
        amounts[credit.ref] = min(credit.left, left)
        left -= amounts[credit.ref]
    if any(amounts.values()):
        apply_credits(ctx, target=target, amounts=amounts)
    if left:
        teller.with_credit.discard(party)
