"""A new account."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.commands.locks import locked_chart
from daicho.ledger.core.account import AccountFields, placed
from daicho.ledger.core.account_type import ACCOUNT_TYPES, FROM_INVENTORY
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
        kind = ACCOUNT_TYPES[fields["account_type"]]
        if ctx.application == "inventory" and kind.key not in FROM_INVENTORY:
            raise RuleBroken(11016, _("Accounts of this type can only be created in Books."))
        # The sections of the statements are those of the chart the organisation started with.
        in_japan = Account.objects.filter(system_key="cogs_default", section="cogs").exists()
        row = Account(
            organization_id=ctx.organization_id,
            name=fields["name"].strip(),
            code=fields.get("code", "").strip(),
            account_type=kind.key,
            section=kind.section_in_japan if in_japan else kind.section,
            normal_balance=kind.normal_balance,
            parent_id=fields.get("parent_id"),
            depth=depth,
            currency_code=fields.get("currency_code", ""),
            description=fields.get("description", ""),
            show_on_dashboard=fields.get("show_on_dashboard", False),
            can_show_in_ze=fields.get("can_show_in_ze", False),
            include_in_vat_return=fields.get("include_in_vat_return", False),
            created_at=ctx.now,
            modified_at=ctx.now,
        )
        Account.objects.bulk_create([row])
        custom = set_custom_values(
            ctx, entity="account", entity_id=row.id, given=fields.get("custom_fields"), is_new=True
        )
        after = {"name": row.name, "code": row.code, "account_type": kind.key, **custom}
        account_id: int = row.id
        unit.record("account", account_id, "created", after=after)
        return account_id
