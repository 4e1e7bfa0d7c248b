"""Deleting a base currency adjustment."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.ledger.commands._adjustment_rows import check_days, post_adjustment, snapshot
from daicho.ledger.models import CurrencyAdjustment, CurrencyAdjustmentLine
from daicho.ledger.queries.revaluations import revaluations
from daicho.platform.work import unit_of_work


def delete_currency_adjustment(ctx: Ctx, *, adjustment_id: int) -> None:
    """Delete an adjustment; what it posted on both days is taken back. Raises NotFound, RuleBroken (4310: locked)."""
    ctx.require("journals.delete")
    with unit_of_work(ctx) as unit:
        row = CurrencyAdjustment.objects.select_for_update().filter(id=adjustment_id).first()
        if row is None:
            raise NotFound(_("Base currency adjustment does not exist."))
        check_days(ctx, row)
        before = snapshot(row, revaluations(ctx, adjustment_id=row.id))
        post_adjustment(ctx, row, [])
        CurrencyAdjustmentLine.objects.filter(adjustment_id=row.id).delete()
        CurrencyAdjustment.objects.filter(id=row.id).delete()
        unit.record("currencyadjustment", adjustment_id, "deleted", before=before)
