"""Taking an account out of use, or back into it."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.commands.locks import in_chart, locked_chart
from daicho.ledger.models import Account
from daicho.platform.work import unit_of_work


def set_account_active(ctx: Ctx, *, account_id: int, is_active: bool) -> None:
    """Make an account active or inactive. System accounts stay active (RuleBroken 4303). Raises NotFound."""
    ctx.require("accounts.edit")
    with unit_of_work(ctx) as unit:
        account = in_chart(locked_chart(), account_id)
        if account.system_key and not is_active:
            raise RuleBroken(
                4303, _("'%(name)s' cannot be made inactive: the system posts to it."), {"name": account.name}
            )
        changed = Account.objects.filter(id=account_id, is_active=not is_active)
        if changed.update(is_active=is_active, modified_at=ctx.now):
            action = "activated" if is_active else "deactivated"
            unit.record(
                "account", account_id, action, before={"is_active": not is_active}, after={"is_active": is_active}
            )
