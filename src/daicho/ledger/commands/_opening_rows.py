"""Opening balances as rows: made from fields, put into the books."""

from collections.abc import Sequence

from daicho.kernel.context import Ctx
from daicho.kernel.measure import MICRO, Rate
from daicho.kernel.money import Money
from daicho.ledger.commands.post import post
from daicho.ledger.core.account_type import Side
from daicho.ledger.core.opening import OpeningLine, OpeningLineFields, is_stock, opening_postings
from daicho.ledger.core.posting import Amount, Source
from daicho.ledger.models import Account, OpeningBalance, OpeningBalanceLine
from daicho.ledger.queries.system_account import system_account
from daicho.organizations.queries.list_currencies import list_currencies

NUMBER = "OB"


def locked_opening() -> OpeningBalance | None:
    """Return the opening balances, held until the transaction ends, None where there are none."""
    return OpeningBalance.objects.select_for_update().first()


def opening_rows(opening: OpeningBalance, lines: Sequence[OpeningLine]) -> list[OpeningBalanceLine]:
    """Return the rows of the balances, not stored yet."""
    return [
        OpeningBalanceLine(
            organization_id=opening.organization_id,
            opening_id=opening.id,
            position=position,
            account_id=line.account_id,
            contact_id=line.contact_id,
            location_id=line.location_id,
            currency_code=line.currency,
            rate_micro=line.rate.micro,
            amount_minor=line.amount.own,
            base_amount_minor=line.amount.base,
        )
        for position, line in enumerate(lines, start=1)
    ]


def fields_of_rows(rows: Sequence[OpeningBalanceLine]) -> list[OpeningLineFields]:
    """Return stored balances as fields."""
    return [
        {
            "account_id": row.account_id,
            "contact_id": row.contact_id,
            "amount": Money(abs(row.amount_minor), row.currency_code).value,
            "side": Side.DEBIT if row.amount_minor > 0 else Side.CREDIT,
            "currency_code": row.currency_code,
            "exchange_rate": Rate(row.rate_micro).value,
            "location_id": row.location_id,
        }
        for row in rows
    ]


def known_rates(ctx: Ctx, opening: OpeningBalance) -> tuple[dict[str, Rate], str]:
    """Return the rates of the opening day by currency, and the base currency."""
    views = list_currencies(ctx, day=opening.date)
    base = next(view.code for view in views if view.is_base)
    return {view.code: view.rate for view in views if view.rate} | {base: Rate(MICRO)}, base


def post_opening(ctx: Ctx, opening: OpeningBalance, rows: Sequence[OpeningBalanceLine]) -> None:
    """Let the books say what the opening balances say."""
    lines = [
        OpeningLine(
            row.account_id,
            row.contact_id,
            row.currency_code,
            Rate(row.rate_micro),
            Amount(row.base_amount_minor, row.amount_minor),
            row.location_id,
        )
        for row in rows
    ]
    types = dict(Account.objects.filter(id__in={row.account_id for row in rows}).values_list("id", "account_type"))
    stock = {account_id for account_id, account_type in types.items() if is_stock(account_type)}
    wanted = opening_postings(lines, opening.date, stock, system_account(ctx, "opening_balance_offset"))
    post(ctx, source=Source("openingbalance", opening.id, NUMBER), wanted=wanted)


def snapshot(opening: OpeningBalance, rows: Sequence[OpeningBalanceLine]) -> dict[str, object]:
    """Return what the audit trail keeps of the opening balances."""
    return {
        "date": opening.date,
        "lines": [
            {
                "account_id": row.account_id,
                "contact_id": row.contact_id,
                "location_id": row.location_id,
                "currency_code": row.currency_code,
                "amount_minor": row.amount_minor,
                "base_amount_minor": row.base_amount_minor,
            }
            for row in rows
        ],
    }
