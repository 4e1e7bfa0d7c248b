"""Remove an exchange rate. Documents keep the rate they were made with."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.organizations.models import ExchangeRate
from daicho.platform.work import unit_of_work


def delete_exchange_rate(ctx: Ctx, *, currency_id: int, rate_id: int) -> None:
    """Delete the rate. Raises NotFound."""
    ctx.require("settings.edit")
    with unit_of_work(ctx) as unit:
        row = ExchangeRate.objects.filter(id=rate_id, currency_id=currency_id).first()
        if row is None:
            raise NotFound(_("Exchange rate does not exist."))
        row.delete()
        before = {"effective_date": row.effective_date, "rate_micro": row.rate_micro}
        unit.record("exchange rate", rate_id, "deleted", before=before)
