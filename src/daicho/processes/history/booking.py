"""What the books hold beside documents of trade: opening balances, journals of a month, one that repeats."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.kernel.periods import end_of_month
from daicho.ledger.commands.create_journal import create_journal
from daicho.ledger.commands.create_template import create_template
from daicho.ledger.commands.reverse_journal import reverse_journal
from daicho.ledger.commands.set_opening_balances import set_opening_balances
from daicho.ledger.commands.update_template import update_template
from daicho.ledger.core.account_type import Side
from daicho.ledger.core.journal import JournalLineFields
from daicho.ledger.core.opening import OpeningLineFields
from daicho.ledger.queries.opening_stock_values import opening_stock_values
from daicho.platform.work import reading
from daicho.processes.history.cast import Cast
from daicho.processes.history.teller import Teller

_MONTHLY = (
    ("6220", 11, "家賃", "Rent"),
    ("6010", 30, "給料", "Wages"),
    ("6180", 2, "電気・水道", "Utilities"),
    ("6120", 3, "広告", "Advertising"),
    ("6170", 1, "通信", "Telephone"),
)
"""Account of the Japanese chart, per cent of what an ordinary month sells, text."""
_WORTH_OF_A_SALE = Decimal(21_000)
_CASH, _OWED_TO_US, _OWED_BY_US = 8_000_000, (324_000, 118_800), 205_200
_ACCRUAL = 55_000


def open_books(cast: Cast) -> None:
    """Write the opening balances; the two first customers and the first vendor begin with something open."""
    ctx = cast.owner
    with reading(ctx):
        stock = opening_stock_values(ctx)
    assets = [
        _line(cast.keys["bank_default"], _CASH),
        *(_line(account_id, Money(worth, cast.base_currency).value) for account_id, worth in stock.items()),
    ]
    customers = [party for party in cast.customers if not party.is_foreign]
    vendors = [party for party in cast.vendors if not party.is_foreign]
    for customer, amount in zip(customers, _OWED_TO_US, strict=False):
        assets.append(_line(cast.keys["accounts_receivable"], amount, contact_id=customer.contact_id))
    owed = [_line(cast.keys["accounts_payable"], -_OWED_BY_US, contact_id=vendors[0].contact_id)]
    capital = _sum((*assets, *owed))
    lines = (*assets, *owed, _line(cast.keys["share_capital"], -capital))
    set_opening_balances(ctx, fields={"lines": [_balance(line) for line in lines]})


def keep_books(teller: Teller, ctx: Ctx) -> None:
    """On the first working day after a month, book what the month cost; the first month makes a template of it."""
    end = ctx.today.replace(day=1) - timedelta(days=1)
    cast = teller.cast
    if end < teller.start or not teller.once(("booked", end)):
        return
    journal_id = create_journal(ctx, fields=_month(cast, end))  # type: ignore[arg-type]
    if teller.once("template"):
        template_id = create_template(ctx, journal_id=journal_id, name=cast.say("毎月の経費", "Costs of a month"))
        first = end_of_month(teller.today)
        update_template(
            ctx,
            template_id=template_id,
            fields={"repeat_unit": "month", "repeat_every": 1, "start_date": first, "is_draft": True},
        )
    if end.month % 3 == 0:
        _accrue(cast, ctx, end)


def leave_draft(teller: Teller, ctx: Ctx) -> None:
    """Leave a journal that is not finished, today."""
    if ctx.today == teller.today:
        fields = {"date": ctx.today, "notes": "確認中の経費", "lines": _accrual(teller.cast)}
        create_journal(ctx, fields=fields, is_draft=True)  # type: ignore[arg-type]


def _month(cast: Cast, day: date) -> dict[str, object]:
    usual = cast.sales * _WORTH_OF_A_SALE / 100
    lines = [
        _line(cast.codes[code], max(int(usual * share / 1000), 1) * 1000, description=cast.say(japanese, english))
        for code, share, japanese, english in _MONTHLY
        if code in cast.codes
    ]
    paid = _line(cast.keys["bank_default"], -_sum(lines))
    return {"date": day, "notes": f"{day.month}月分の経費", "lines": [*lines, paid]}


def _accrue(cast: Cast, ctx: Ctx, end: date) -> None:
    fields = {"date": end, "notes": "未払費用の計上", "lines": _accrual(cast)}
    accrual = create_journal(ctx, fields=fields)  # type: ignore[arg-type]
    reverse_journal(ctx, journal_id=accrual, day=end + timedelta(days=1))


def _accrual(cast: Cast) -> list[JournalLineFields]:
    rent = _line(cast.codes["6220"], _ACCRUAL, description="倉庫の賃借料")
    return [rent, _line(cast.keys["other_payables"], -_ACCRUAL)]


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


def _sum(lines: Iterable[JournalLineFields]) -> Decimal:
    return sum((_signed(line) for line in lines), Decimal(0))


def _signed(line: JournalLineFields) -> Decimal:
    amount = line["amount"] or Decimal(0)
    return amount if line["side"] is Side.DEBIT else -amount


def _balance(line: JournalLineFields) -> OpeningLineFields:
    return {name: line[name] for name in ("account_id", "contact_id", "amount", "side")}  # type: ignore[return-value]
