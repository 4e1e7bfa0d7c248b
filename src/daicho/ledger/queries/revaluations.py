"""The balances of a base currency adjustment as it keeps them."""

from daicho.kernel.context import Ctx
from daicho.ledger.core.currency_adjustment import ForeignBalance, Revaluation
from daicho.ledger.core.posting import Amount
from daicho.ledger.models import CurrencyAdjustmentLine


def revaluations(ctx: Ctx, *, adjustment_id: int) -> list[Revaluation]:
    """Return what an adjustment says, in its order."""
    del ctx  # the organisation is in scope
    fields = ("account_id", "contact_id", "base_amount_minor", "amount_minor", "adjusted_minor")
    rows = CurrencyAdjustmentLine.objects.filter(adjustment_id=adjustment_id).order_by("position")
    return [
        Revaluation(ForeignBalance(account_id, contact_id, Amount(base, own)), adjusted)
        for account_id, contact_id, base, own, adjusted in rows.values_list(*fields)
    ]
