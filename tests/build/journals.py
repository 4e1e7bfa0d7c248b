"""Journals for tests."""

from datetime import date
from decimal import Decimal

from daicho.kernel.context import Ctx
from daicho.ledger.commands.create_journal import create_journal
from daicho.ledger.core.account_type import Side
from daicho.ledger.core.journal import JournalFields, JournalLineFields
from daicho.ledger.queries.accounts import account_choices
from daicho.platform.work import reading

DAY = date(2026, 11, 10)


def accounts_by_key(ctx: Ctx) -> dict[str, int]:
    """Return system key → account id."""
    with reading(ctx):
        return {choice.system_key: choice.account_id for choice in account_choices(ctx) if choice.system_key}


def journal_line(account_id: int, debit: int | str = 0, credit: int | str = 0, **more: object) -> JournalLineFields:
    """Return a line of one side."""
    side = Side.DEBIT if debit else Side.CREDIT
    return {"account_id": account_id, "amount": Decimal(debit or credit), "side": side, **more}


def journal_fields(ctx: Ctx, amount: int | str = 1000, **more: object) -> JournalFields:
    """Return a journal that pays rent in cash: bad debt to sales, whatever the chart has."""
    keys = accounts_by_key(ctx)
    lines = [journal_line(keys["bad_debt"], debit=amount), journal_line(keys["sales_default"], credit=amount)]
    return {"date": DAY, "lines": lines, **more}


def make_journal(ctx: Ctx, amount: int | str = 1000, *, is_draft: bool = False, **more: object) -> int:
    """Write a journal and return its id."""
    return create_journal(ctx, fields=journal_fields(ctx, amount, **more), is_draft=is_draft)
