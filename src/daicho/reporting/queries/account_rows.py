"""The chart of accounts as reports need it."""

from daicho.kernel.context import Ctx
from daicho.ledger.models import Account
from daicho.platform.memory import remembered
from daicho.reporting.core.statement import AccountRow

_FIELDS = ("id", "code", "name", "account_type", "section", "system_key", "is_active")


@remembered
def account_rows(ctx: Ctx) -> list[AccountRow]:
    """Return all accounts in the order of the chart; one statement, once in a reading."""
    del ctx  # the organisation is in scope
    return [AccountRow(*row) for row in Account.objects.order_by("code", "name").values_list(*_FIELDS)]
