"""What the statements share: the accounts, the fiscal year, balances with retained earnings rolled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

from daicho.kernel.context import Ctx
from daicho.kernel.money import currency_decimals
from daicho.kernel.periods import Period, fiscal_year_of
from daicho.kernel.rounding import unscaled
from daicho.organizations.queries.profile import organization_profile
from daicho.reporting.core.months import Span
from daicho.reporting.core.report import Parameters
from daicho.reporting.core.statement import AccountRow, with_retained
from daicho.reporting.queries._cash import CashBasis, cash_basis
from daicho.reporting.queries._cash_documents import Wanted
from daicho.reporting.queries.account_rows import account_rows
from daicho.reporting.queries.account_sums import DebitCredit, Sums, account_sums

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Books:
    """The books of one call, as known at `known_at` (None: now).

    On the cash basis `cash_periods` are those that are asked about; `has_lines`: with every debit and credit of theirs.
    """

    ctx: Ctx
    known_at: datetime | None
    cash_periods: Sequence[Period] = ()
    has_lines: bool = False

    @classmethod
    def of(cls, ctx: Ctx, parameters: Parameters, *, has_lines: bool = False) -> "Books":
        """Return the books on the basis that `parameters` ask for; `has_lines`: their lines are wanted as well."""
        return cls(ctx, parameters.known_at, parameters.periods if parameters.is_cash else (), has_lines)

    @property
    def accounts(self) -> list[AccountRow]:
        """All accounts in the order of the chart."""
        return account_rows(self.ctx)

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

    @cached_property
    def cash(self) -> CashBasis | None:
        """What the cash basis changes in the books; None on the accrual basis."""
        if not self.cash_periods:
            return None
        ends = [day for period in self.cash_periods for day in (period.start - _DAY, period.end)]
        ends += [self._year_start(day) - _DAY for day in ends]
        wanted = Wanted(ends, self.cash_periods if self.has_lines else ())
        return cash_basis(self.ctx, self.accounts, wanted, self.known_at)

    def sums(self, periods: Sequence[Period]) -> list[Sums]:
        """Return debits and credits of each period; on the cash basis by lines (`has_lines`)."""
        spans = [Span(period.start, period.end) for period in periods]
        found = account_sums(self.ctx, spans=spans, known_at=self.known_at)
        if self.cash is not None:
            for sums, period in zip(found, periods, strict=True):
                for account_id, change in self.cash.within(period).items():
                    sums[account_id] = sums.get(account_id, DebitCredit()) + change
        return found

    def changes(self, periods: Sequence[Period]) -> list[dict[int, int]]:
        """Return by how much the balance of each account changed in each period (debit positive)."""
        spans = [Span(period.start, period.end) for period in periods]
        found = self._signed(spans)
        if self.cash is not None:
            for sums, period in zip(found, periods, strict=True):
                _add(sums, self.cash.until(period.end), 1)
                _add(sums, self.cash.until(period.start - _DAY), -1)
        return found

    def balances(self, days: Sequence[date]) -> list[dict[int, int]]:
        """Return signed balances at the end of each day, profit of earlier fiscal years in retained earnings."""
        ends = [*days, *(self._year_start(day) - _DAY for day in days)]
        signed = self._signed([Span(None, day) for day in ends])
        if self.cash is not None:
            for sums, day in zip(signed, ends, strict=True):
                _add(sums, self.cash.until(day), 1)
        return [
            with_retained(all_time, earlier, self.accounts, self.retained_id)
            for all_time, earlier in zip(signed[: len(days)], signed[len(days) :], strict=True)
        ]

    def _year_start(self, day: date) -> date:
        return fiscal_year_of(day, self._profile[0]).start

    def _signed(self, spans: Sequence[Span]) -> list[dict[int, int]]:
        sums = account_sums(self.ctx, spans=spans, known_at=self.known_at)
        return [{key: pair.balance for key, pair in one.items()} for one in sums]

    def money(self, minor: int) -> Decimal:
        """Return an amount of the base currency in major units."""
        return unscaled(minor, self.decimals)


def _add(sums: dict[int, int], changes: Mapping[int, int], sign: int) -> None:
    for account_id, amount in changes.items():
        sums[account_id] = sums.get(account_id, 0) + sign * amount
