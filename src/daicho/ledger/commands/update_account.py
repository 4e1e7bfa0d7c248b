"""Changing an account."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.commands.locks import in_chart, locked_chart
from daicho.ledger.core.account import AccountFields, below, placed
from daicho.ledger.core.account_type import ACCOUNT_TYPES, CONTROLLED, FROM_INVENTORY
from daicho.ledger.models import Account, AccountBalance, ManualJournalLine
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.usage import in_use
from daicho.platform.work import unit_of_work


def update_account(ctx: Ctx, *, account_id: int, fields: AccountFields) -> None:
    """Change an account; absent keys stay.

    A system account keeps its type (RuleBroken 4301), and so does one that was posted to (4302). What is named already
    becomes no control account, and a control account that is named stays one (4302). Raises NotFound, InvalidInput.
    """
    ctx.require("accounts.edit")
    with unit_of_work(ctx) as unit:
        chart = locked_chart()
        current = in_chart(chart, account_id)
        depth = placed(chart, fields, current)
        row = Account.objects.get(id=account_id)
        before = _values(row)
        if fields.get("account_type", row.account_type) != row.account_type:
            _retype(ctx, row, fields["account_type"])
        for name in ("name", "code"):
            setattr(row, name, fields.get(name, getattr(row, name)).strip())  # type: ignore[attr-defined]
        for name in (
            "parent_id", "description", "currency_code", "show_on_dashboard", "can_show_in_ze", "include_in_vat_return",
        ):  # fmt: skip
            setattr(row, name, fields.get(name, getattr(row, name)))
        row.depth, row.modified_at = depth, ctx.now
        columns = [*before, "section", "normal_balance", "depth", "modified_at"]
        Account.objects.bulk_update([row], columns)
        lower = below(chart, account_id) if depth != current.depth else {}
        Account.objects.bulk_update(
            [
                Account(id=lower_id, organization_id=ctx.organization_id, depth=depth + steps)
                for lower_id, steps in lower.items()
            ],
            ["depth"],
        )
        custom = set_custom_values(
            ctx, entity="account", entity_id=account_id, given=fields.get("custom_fields"), is_new=False
        )
        unit.record("account", account_id, "updated", before=before, after={**_values(row), **custom})


def _retype(ctx: Ctx, row: Account, account_type: str) -> None:
    if AccountBalance.objects.filter(account_id=row.id).exists():
        raise RuleBroken(4302, _("The type of '%(name)s' cannot be changed: it has transactions."), {"name": row.name})
    if {row.account_type, account_type} & {*CONTROLLED} and _is_named(ctx, row.id):
        message = _("'%(name)s' cannot become a control account, or cease to be one: items or documents name it.")
        raise RuleBroken(4302, message, {"name": row.name})
    if ctx.application == "inventory" and account_type not in FROM_INVENTORY:
        raise RuleBroken(11016, _("Accounts of this type can only be created in Books."))
    kind = ACCOUNT_TYPES[account_type]
    in_japan = Account.objects.filter(system_key="cogs_default", section="cogs").exists()
    row.account_type, row.normal_balance = kind.key, kind.normal_balance
    row.section = kind.section_in_japan if in_japan else kind.section


def _is_named(ctx: Ctx, account_id: int) -> bool:
    lines = ManualJournalLine.objects.filter(account_id=account_id)
    return lines.exists() or bool(in_use(ctx, entity="account", ids=[account_id]))


def _values(row: Account) -> dict[str, object]:
    names = (
        "name", "code", "account_type", "parent_id", "description", "currency_code", "show_on_dashboard",
        "can_show_in_ze", "include_in_vat_return",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names}
