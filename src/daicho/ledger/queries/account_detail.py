"""One account."""

from dataclasses import dataclass
from datetime import datetime

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.ledger.models import Account
from daicho.ledger.queries._balances import balances_of


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account. `balance` is in minor units of the base currency, positive on the account's normal side."""

    account_id: int
    name: str
    code: str
    account_type: str
    section: str
    normal_balance: str
    parent_id: int | None
    parent_name: str
    depth: int
    description: str
    currency_code: str
    default_tax_code: str
    system_key: str
    is_active: bool
    is_user_created: bool
    show_on_dashboard: bool
    can_show_in_ze: bool
    include_in_vat_return: bool
    is_involved_in_transaction: bool
    balance: int
    created_at: datetime
    modified_at: datetime


def account_detail(ctx: Ctx, *, account_id: int) -> AccountView:
    """Return an account. Raises NotFound."""
    del ctx  # the organisation is in scope
    row = Account.objects.select_related("parent").filter(id=account_id).first()
    if row is None:
        raise NotFound(_("Account does not exist."))
    posted = balances_of([account_id])
    sign = 1 if row.normal_balance == "debit" else -1
    return AccountView(
        account_id=row.id,
        name=row.name,
        code=row.code,
        account_type=row.account_type,
        section=row.section,
        normal_balance=row.normal_balance,
        parent_id=row.parent_id,
        parent_name=row.parent.name if row.parent else "",
        depth=row.depth,
        description=row.description,
        currency_code=row.currency_code,
        default_tax_code=row.default_tax_code,
        system_key=row.system_key,
        is_active=row.is_active,
        is_user_created=row.is_user_created,
        show_on_dashboard=row.show_on_dashboard,
        can_show_in_ze=row.can_show_in_ze,
        include_in_vat_return=row.include_in_vat_return,
        is_involved_in_transaction=account_id in posted,
        balance=sign * posted.get(account_id, 0),
        created_at=row.created_at,
        modified_at=row.modified_at,
    )
