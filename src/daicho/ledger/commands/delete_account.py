"""Removing an account that nothing refers to."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.commands.locks import in_chart, locked_chart
from daicho.ledger.core.account import below
from daicho.ledger.models import Account, AccountBalance, JournalTemplate, ManualJournalLine, OpeningBalanceLine
from daicho.platform.custom_fields import drop_custom_values
from daicho.platform.usage import in_use
from daicho.platform.work import unit_of_work


def delete_account(ctx: Ctx, *, account_id: int) -> None:
    """Delete an account.

    Refused for system accounts (RuleBroken 4304) and for accounts with sub-accounts, postings, or records that name
    them (36): those can be made inactive. Raises NotFound.
    """
    ctx.require("accounts.delete")
    with unit_of_work(ctx) as unit:
        chart = locked_chart()
        account = in_chart(chart, account_id)
        if account.system_key:
            raise RuleBroken(4304, _("'%(name)s' cannot be deleted: the system posts to it."), {"name": account.name})
        if below(chart, account_id):
            raise RuleBroken(36, _("'%(name)s' cannot be deleted: it has sub-accounts."), {"name": account.name})
        if _is_named(account_id) or in_use(ctx, entity="account", ids=[account_id]):
            raise RuleBroken(
                36,
                _("'%(name)s' is in use and cannot be deleted. Mark it as inactive instead."),
                {"name": account.name},
            )
        drop_custom_values(ctx, entity="account", entity_id=account_id)
        Account.objects.filter(id=account_id).delete()
        before = {"name": account.name, "code": account.code, "account_type": account.account_type}
        unit.record("account", account_id, "deleted", before=before)


def _is_named(account_id: int) -> bool:
    """Tell whether postings, journals, opening balances or templates name the account."""
    tables = (AccountBalance, ManualJournalLine, OpeningBalanceLine)
    if any(table.objects.filter(account_id=account_id).exists() for table in tables):
        return True
    return JournalTemplate.objects.filter(content__contains=str(account_id)).exists()
