"""Charts of accounts for tests."""

from daicho.kernel.context import Ctx
from daicho.ledger.commands.create_account import create_account
from daicho.ledger.commands.seed_chart import seed_chart
from daicho.ledger.core.account import AccountFields


def make_chart(ctx: Ctx, country_code: str = "JP", language_code: str = "ja") -> None:
    """Give the organisation its starting chart."""
    seed_chart(ctx, country_code=country_code, language_code=language_code)


def make_account(ctx: Ctx, name: str = "Packaging", account_type: str = "expense", **fields: object) -> int:
    """Create an account and return its id."""
    given: AccountFields = {"name": name, "account_type": account_type, **fields}
    return create_account(ctx, fields=given)
