"""Rows of the chart."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.text import noop as _
from daicho.ledger.core.account import AccountFields
from daicho.ledger.core.account_type import ACCOUNT_TYPES, FROM_INVENTORY
from daicho.ledger.models import Account


def uses_japanese_sections() -> bool:
    """Tell which sections new accounts get: those of the statements of the chart the organisation started with."""
    return Account.objects.filter(system_key="cogs_default", section="cogs").exists()


def new_account(ctx: Ctx, fields: AccountFields, *, depth: int, in_japan: bool) -> Account:
    """Return the row of a new account, not stored yet, from fields that fit the chart.

    Raises RuleBroken (11016) for a type that is not made in Inventory (behaviour.md 1.9).
    """
    kind = ACCOUNT_TYPES[fields["account_type"]]
    if ctx.application == "inventory" and kind.key not in FROM_INVENTORY:
        raise RuleBroken(11016, _("Accounts of this type can only be created in Books."))
    return Account(
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
