"""Base currency adjustments as rows and in the books."""

from collections.abc import Sequence
from datetime import timedelta

from daicho.kernel.context import Ctx
from daicho.ledger.commands.post import post
from daicho.ledger.core.currency_adjustment import SOURCE_KIND, Revaluation, adjustment_lines
from daicho.ledger.core.locks import Scope
from daicho.ledger.core.posting import Source
from daicho.ledger.models import CurrencyAdjustment
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.ledger.queries.exchange_accounts import exchange_accounts


def source_of(row: CurrencyAdjustment) -> Source:
    """Return the adjustment as the books know it; its number is the currency and the day."""
    return Source(SOURCE_KIND, row.id, f"{row.currency_code} {row.date.isoformat()}")


def post_adjustment(ctx: Ctx, row: CurrencyAdjustment, found: Sequence[Revaluation], *, is_new: bool = False) -> None:
    """Let the books say what the adjustment says, on its day and taken back on the next."""
    wanted = adjustment_lines(found, row.date, row.currency_code, exchange_accounts(ctx))
    post(ctx, source=source_of(row), wanted=wanted, is_new=is_new)


def check_days(ctx: Ctx, row: CurrencyAdjustment) -> None:
    """Raise RuleBroken (4310) where the day of the adjustment or the next, which takes it back, is locked."""
    check_open_day(ctx, scope=Scope.ACCOUNTS, days=[row.date, row.date + timedelta(days=1)])


def snapshot(row: CurrencyAdjustment, found: Sequence[Revaluation]) -> dict[str, object]:
    """Return what the audit trail keeps of an adjustment."""
    values: dict[str, object] = {
        name: getattr(row, name) for name in ("date", "currency_code", "rate_micro", "notes", "gain_minor")
    }
    values["lines"] = [
        {
            "account_id": each.balance.account_id,
            "contact_id": each.balance.contact_id,
            "amount_minor": each.balance.amount.own,
            "gain_minor": each.gain,
        }
        for each in found
    ]
    return values
