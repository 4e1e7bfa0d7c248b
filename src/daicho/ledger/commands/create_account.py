"""A new account."""

from daicho.kernel.context import Ctx
from daicho.ledger.commands._rows import new_account, uses_japanese_sections
from daicho.ledger.commands.locks import locked_chart
from daicho.ledger.core.account import AccountFields, placed
from daicho.ledger.models import Account
from daicho.platform.custom_fields import set_custom_values
from daicho.platform.work import unit_of_work


def create_account(ctx: Ctx, *, fields: AccountFields) -> int:
    """Create an account and return its id.

    In Inventory only accounts of the types cost of goods sold, asset, liability and expense are made (RuleBroken
    11016, behaviour.md 1.9). Raises InvalidInput for bad fields, taken names and codes, and an unfit parent.
    """
    ctx.require("accounts.create")
    with unit_of_work(ctx) as unit:
        depth = placed(locked_chart(), fields, None)
        row = new_account(ctx, fields, depth=depth, in_japan=uses_japanese_sections())
        Account.objects.bulk_create([row])
        custom = set_custom_values(
            ctx, entity="account", entity_id=row.id, given=fields.get("custom_fields"), is_new=True
        )
        after = {"name": row.name, "code": row.code, "account_type": row.account_type, **custom}
        account_id: int = row.id
        unit.record("account", account_id, "created", after=after)
        return account_id
