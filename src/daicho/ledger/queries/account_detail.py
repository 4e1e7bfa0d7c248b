"""One account."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.ledger.models import Account
from daicho.ledger.queries._account_views import AccountView, account_values
from daicho.ledger.queries._balances import balances_of


def account_detail(ctx: Ctx, *, account_id: int) -> AccountView:
    """Return an account. Raises NotFound."""
    del ctx  # the organisation is in scope
    row = Account.objects.select_related("parent").filter(id=account_id).first()
    if row is None:
        raise NotFound(_("Account does not exist."))
    return AccountView(**account_values(row, balances_of([account_id])))
