"""The opening balances, and whether they are whole."""

from dataclasses import dataclass
from datetime import date

from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate
from daicho.kernel.money import Money
from daicho.ledger.core.opening import is_stock
from daicho.ledger.core.posting import Amount
from daicho.ledger.models import Account, OpeningBalance, OpeningBalanceLine
from daicho.ledger.queries.opening_stock_values import opening_stock_values
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.custom_fields.references import record_names


@dataclass(frozen=True, slots=True)
class OpeningLineView:
    """The balance of an account; signed amounts in minor units, debit positive."""

    line_id: int
    account_id: int
    account_name: str
    account_code: str
    account_type: str
    contact_id: int | None
    contact_name: str
    currency_code: str
    rate: Rate
    amount: Amount
    location_id: int | None
    location_name: str


@dataclass(frozen=True, slots=True)
class StockLine:
    """What an inventory account begins with: by the items' opening stock, and by the row entered (None: no row)."""

    account_id: int
    account_name: str
    worth: Money
    declared: Money | None

    @property
    def agrees(self) -> bool:
        """Whether no row says anything else."""
        return self.declared is None or self.declared == self.worth


@dataclass(frozen=True, slots=True)
class OpeningView:
    """The opening balances; `opening_id` None where there are none yet.

    Debits and credits are sums in the base currency without the rows of stock accounts; `offset` is what is left for
    Opening Balance Adjustments, the items' opening stock counted in (positive: debits are too large).
    """

    opening_id: int | None
    day: date
    lines: tuple[OpeningLineView, ...]
    debit: Money
    credit: Money
    stock: tuple[StockLine, ...]

    @property
    def stock_worth(self) -> Money:
        """What all opening stock is worth."""
        return Money(sum(line.worth.minor for line in self.stock), self.debit.currency)

    @property
    def offset(self) -> Money:
        """What is out of balance."""
        return self.debit + self.stock_worth - self.credit


def opening_balances(ctx: Ctx) -> OpeningView:
    """Return the opening balances with the items' opening stock beside them."""
    opening = OpeningBalance.objects.first()
    base = next(view.code for view in list_currencies(ctx) if view.is_base)
    lines = _lines(ctx, opening.id) if opening else ()
    posted = [line.amount.base for line in lines if not is_stock(line.account_type)]
    return OpeningView(
        opening_id=opening.id if opening else None,
        day=opening.date if opening else organization_profile(ctx).opening_day,
        lines=lines,
        debit=Money(sum(amount for amount in posted if amount > 0), base),
        credit=Money(-sum(amount for amount in posted if amount < 0), base),
        stock=_stock(ctx, lines, base),
    )


def _lines(ctx: Ctx, opening_id: int) -> tuple[OpeningLineView, ...]:
    rows = list(OpeningBalanceLine.objects.filter(opening_id=opening_id).select_related("account").order_by("position"))
    contacts = sorted({row.contact_id for row in rows if row.contact_id})
    names = record_names(ctx, entity="contact", record_ids=contacts)
    locations = sorted({row.location_id for row in rows if row.location_id})
    places = record_names(ctx, entity="location", record_ids=locations)
    return tuple(
        OpeningLineView(
            line_id=row.id,
            account_id=row.account_id,
            account_name=row.account.name,
            account_code=row.account.code,
            account_type=row.account.account_type,
            contact_id=row.contact_id,
            contact_name=names.get(row.contact_id or 0, ""),
            currency_code=row.currency_code,
            rate=Rate(row.rate_micro),
            amount=Amount(row.base_amount_minor, row.amount_minor),
            location_id=row.location_id,
            location_name=places.get(row.location_id or 0, ""),
        )
        for row in rows
    )


def _stock(ctx: Ctx, lines: tuple[OpeningLineView, ...], base: str) -> tuple[StockLine, ...]:
    worth = opening_stock_values(ctx)
    declared: dict[int, int] = {}
    for line in lines:
        if is_stock(line.account_type):
            declared[line.account_id] = declared.get(line.account_id, 0) + line.amount.base
    ids = sorted(worth.keys() | declared.keys())
    names = dict(Account.objects.filter(id__in=ids).values_list("id", "name")) if ids else {}
    return tuple(
        StockLine(
            account_id,
            names[account_id],
            Money(worth.get(account_id, 0), base),
            Money(declared[account_id], base) if account_id in declared else None,
        )
        for account_id in ids
    )
