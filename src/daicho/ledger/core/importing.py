"""An account as a file describes it."""

from daicho.ledger.core.account import AccountFields


class AccountRow(AccountFields, total=False):
    """One record of an import. `parent` is the name or code of the account above; it may stand earlier in the file."""

    parent: str
    is_active: bool
