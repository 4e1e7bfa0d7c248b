"""Correct an exchange rate. Documents keep the rate they were made with."""

from datetime import date

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.measure import Rate
from daicho.kernel.text import noop as _
from daicho.organizations.commands._rate import check_rate
from daicho.organizations.models import ExchangeRate
from daicho.platform.work import unit_of_work


def update_exchange_rate(
    ctx: Ctx, *, currency_id: int, rate_id: int, effective_date: date | None = None, rate: Rate | None = None
) -> None:
    """Change day or rate; None leaves it. Raises what `create_exchange_rate` raises."""
    ctx.require("settings.edit")
    with unit_of_work(ctx) as unit:
        row = ExchangeRate.objects.filter(id=rate_id, currency_id=currency_id).first()
        if row is None:
            raise NotFound(_("Exchange rate does not exist."))
        before = {"effective_date": row.effective_date, "rate": Rate(row.rate_micro).value}
        row.effective_date = effective_date or row.effective_date
        row.rate_micro = rate.micro if rate else row.rate_micro
        worth = Rate(row.rate_micro)
        check_rate(ctx, currency_id=currency_id, effective_date=row.effective_date, rate=worth, but=row.id)
        row.save()
        after = {"effective_date": row.effective_date, "rate": worth.value}
        unit.record("exchange rate", row.id, "updated", before=before, after=after)
