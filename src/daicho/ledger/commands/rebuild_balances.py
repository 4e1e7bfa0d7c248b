"""Recompute the monthly sums of the accounts from the lines."""

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce, TruncMonth

from daicho.kernel.context import Ctx
from daicho.ledger.models import AccountBalance, JournalLine
from daicho.platform.work import held_sequence, unit_of_work


def rebuild_balances(ctx: Ctx) -> int:
    """Replace the organisation's monthly sums by those of its lines; return how many there are.

    Nobody else commits meanwhile.
    """
    ctx.require("accounts.edit")
    with unit_of_work(ctx) as unit:
        held_sequence(ctx)
        rows = (
            JournalLine.objects.annotate(month=TruncMonth("day"))
            .values_list("account_id", "contact_id", "month")
            .annotate(
                debit=Coalesce(Sum("amount_minor", filter=Q(amount_minor__gt=0)), 0),
                credit=Coalesce(Sum("amount_minor", filter=Q(amount_minor__lt=0)), 0),
            )
            .order_by()
        )
        balances = [
            AccountBalance(
                organization_id=ctx.organization_id,
                account_id=account_id,
                contact_id=contact_id,
                month=month,
                debit_minor=int(debit),
                credit_minor=-int(credit),
            )
            for account_id, contact_id, month, debit, credit in rows
        ]
        AccountBalance.objects.all().delete()
        AccountBalance.objects.bulk_create(balances, batch_size=1000)
        unit.record("organization", ctx.organization_id, "balances_rebuilt", after={"rows": len(balances)})
    return len(balances)
