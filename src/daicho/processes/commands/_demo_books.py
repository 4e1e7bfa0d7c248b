"""What the books of the demo hold beside its documents: opening balances, monthly journals, a journal that repeats."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.kernel.periods import add_months, end_of_month
from daicho.ledger.commands.create_journal import create_journal
from daicho.ledger.commands.create_template import create_template
from daicho.ledger.commands.reverse_journal import reverse_journal
from daicho.ledger.commands.set_opening_balances import set_opening_balances
from daicho.ledger.commands.update_template import update_template
from daicho.ledger.core.account_type import Side
from daicho.ledger.core.journal import JournalLineFields
from daicho.ledger.core.opening import OpeningLineFields
from daicho.ledger.queries.accounts import account_choices
from daicho.ledger.queries.opening_stock_values import opening_stock_values
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import reading

_CASH, _OWED_TO_US, _OWED_BY_US = 8_000_000, (324_000, 118_800), 205_200
_MONTHLY = (("6220", 220_000, "家賃"), ("6010", 640_000, "給料"), ("6180", 38_000, "電気・水道"))
"""Code of the account, yen, text."""
_ACCRUAL = 55_000


def make_books(ctx: Ctx, customers: Sequence[int], vendors: Sequence[int]) -> None:
    """Write the opening balances and journals of a Japanese organisation; the two first customers owe something."""
    with reading(ctx):
        choices = account_choices(ctx)
        profile, stock = organization_profile(ctx), opening_stock_values(ctx)
    keys = {choice.system_key: choice.account_id for choice in choices if choice.system_key}
    codes = {choice.code: choice.account_id for choice in choices}
    bank, start = keys["bank_default"], profile.opening_day
    assets = [_line(bank, _CASH), *(_line(account, Money(worth, "JPY").value) for account, worth in stock.items())]
    for contact_id, amount in zip(customers, _OWED_TO_US, strict=False):
        assets.append(_line(keys["accounts_receivable"], amount, contact_id=contact_id))
    owed = [_line(keys["accounts_payable"], -_OWED_BY_US, contact_id=vendor) for vendor in vendors[:1]]
    capital = sum((_signed(line) for line in (*assets, *owed)), Decimal(0))
    balances: list[OpeningLineFields] = [
        _balance(line) for line in (*assets, *owed, _line(keys["share_capital"], -capital))
    ]
    set_opening_balances(ctx, fields={"lines": balances})
    rent = 0
    for day in _month_ends(start, ctx.today):
        lines = [_line(codes[code], amount, description=text) for code, amount, text in _MONTHLY if code in codes]
        paid = sum((_signed(line) for line in lines), Decimal(0))
        fields = {"date": day, "notes": f"{day.month}月分の経費", "lines": [*lines, _line(bank, -paid)]}
        rent = create_journal(ctx, fields=fields)  # type: ignore[arg-type]
    if rent:
        template_id = create_template(ctx, journal_id=rent, name="毎月の経費")
        first = end_of_month(ctx.today)
        update_template(
            ctx,
            template_id=template_id,
            fields={"repeat_unit": "month", "repeat_every": 1, "start_date": first, "is_draft": True},
        )
        _accrue(ctx, keys["other_payables"], codes["6220"])


def _accrue(ctx: Ctx, payable: int, account: int) -> None:
    """Write an accrual of the last month, its reversal, and a draft."""
    last = ctx.today.replace(day=1) - timedelta(days=1)
    lines = [_line(account, _ACCRUAL, description="倉庫の賃借料"), _line(payable, -_ACCRUAL)]
    accrual = create_journal(ctx, fields={"date": last, "notes": "未払費用の計上", "lines": lines})
    reverse_journal(ctx, journal_id=accrual, day=last + timedelta(days=1))
    create_journal(ctx, fields={"date": ctx.today, "notes": "確認中の経費", "lines": lines}, is_draft=True)


def _month_ends(start: date, today: date) -> Iterator[date]:
    """Yield the last days of the months that have ended, from the month of `start` on."""
    day = end_of_month(start)
    while day < today:
        yield day
        day = end_of_month(add_months(day.replace(day=1), 1))


def _line(
    account_id: int, amount: Decimal | int, *, contact_id: int | None = None, description: str = ""
) -> JournalLineFields:
    """Return a line; a negative amount is a credit."""
    return {
        "account_id": account_id,
        "contact_id": contact_id,
        "description": description,
        "amount": abs(Decimal(amount)),
        "side": Side.DEBIT if amount > 0 else Side.CREDIT,
    }


def _signed(line: JournalLineFields) -> Decimal:
    amount = line["amount"] or Decimal(0)
    return amount if line["side"] is Side.DEBIT else -amount


def _balance(line: JournalLineFields) -> OpeningLineFields:
    return {
        "account_id": line["account_id"],
        "contact_id": line["contact_id"],
        "amount": line["amount"],
        "side": line["side"],
    }
