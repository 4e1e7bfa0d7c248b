"""The chart, locked and as the rules see it."""

from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.ledger.core.account import AccountFacts, Chart
from daicho.ledger.models import Account

_FIELDS = ("id", "name", "code", "account_type", "parent_id", "depth", "system_key")


def locked_chart() -> Chart:
    """Return the organisation's chart; nobody else changes it until the transaction ends.

    One account that every chart has is locked for all, so that new ones are seen by whoever waited.
    """
    list(Account.objects.select_for_update().filter(system_key="retained_earnings").values_list("id"))
    return {row[0]: AccountFacts(*row) for row in Account.objects.values_list(*_FIELDS)}


def in_chart(chart: Chart, account_id: int) -> AccountFacts:
    """Return an account of the chart. Raises NotFound."""
    if account_id not in chart:
        raise NotFound(_("Account does not exist."))
    return chart[account_id]
