"""What the statements share: the accounts, the fiscal year, balances with retained earnings rolled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

from daicho.kernel.context import Ctx
from daicho.kernel.money import currency_decimals
from daicho.kernel.periods import Period, fiscal_year_of
from daicho.kernel.rounding import unscaled
from daicho.ledger.models import Account
from daicho.organizations.queries.profile import organization_profile
from daicho.reporting.core.months import Span
from daicho.reporting.core.statement import AccountRow, with_retained
from daicho.reporting.queries.account_sums import Sums, account_sums

_FIELDS = ("id", "code", "name", "account_type", "section", "system_key")


@dataclass(frozen=True)
class Books:
    """The books of one call, as known at `known_at` (None: now)."""

    ctx: Ctx
    known_at: datetime | None

    @cached_property
    def accounts(self) -> list[AccountRow]:
        """All accounts in the order of the chart."""
        return [AccountRow(*row) for row in Account.objects.order_by("code", "name").values_list(*_FIELDS)]

    @cached_property
    def _profile(self) -> tuple[int, int]:
        profile = organization_profile(self.ctx)
        return profile.fiscal_year_start_month, currency_decimals(profile.base_currency)

    @property
    def decimals(self) -> int:
        """Decimals of the base currency."""
        return self._profile[1]

    @property
    def retained_id(self) -> int:
        """The account into which earlier profit rolls."""
        return next(account.account_id for account in self.accounts if account.system_key == "retained_earnings")

    def sums(self, periods: Sequence[Period]) -> list[Sums]:
        """Return the sums of each period."""
        spans = [Span(period.start, period.end) for period in periods]
        return account_sums(self.ctx, spans=spans, known_at=self.known_at)

    def balances(self, days: Sequence[date]) -> list[dict[int, int]]:
        """Return signed balances at the end of each day, profit of earlier fiscal years in retained earnings."""
        starts = [fiscal_year_of(day, self._profile[0]).start for day in days]
        spans = [Span(None, day) for day in (*days, *(start - timedelta(days=1) for start in starts))]
        sums = account_sums(self.ctx, spans=spans, known_at=self.known_at)
        signed = [{key: pair.balance for key, pair in one.items()} for one in sums]
        return [
            with_retained(all_time, earlier, self.accounts, self.retained_id)
            for all_time, earlier in zip(signed[: len(days)], signed[len(days) :], strict=True)
        ]

    def money(self, minor: int) -> Decimal:
        """Return an amount of the base currency in major units."""
        return unscaled(minor, self.decimals)
