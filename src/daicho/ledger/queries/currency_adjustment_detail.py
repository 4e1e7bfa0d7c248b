"""One base currency adjustment."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.ledger.models import CurrencyAdjustment
from daicho.ledger.queries._currency_adjustments import FIELDS, AdjustmentView, adjustment_row, named_balances
from daicho.ledger.queries.revaluations import revaluations
from daicho.organizations.queries.base_currency import base_currency


def currency_adjustment_detail(ctx: Ctx, *, adjustment_id: int) -> AdjustmentView:
    """Return an adjustment. Raises NotFound."""
    values = CurrencyAdjustment.objects.filter(id=adjustment_id).values_list(*FIELDS).first()
    if values is None:
        raise NotFound(_("Base currency adjustment does not exist."))
    row = adjustment_row(values, base_currency(ctx))
    found = revaluations(ctx, adjustment_id=adjustment_id)
    return AdjustmentView(row, tuple(named_balances(ctx, found, row.currency_code, row.gain.currency)))
