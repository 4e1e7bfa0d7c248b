"""Tables of the ledger."""

from daicho.ledger.models.account import Account
from daicho.ledger.models.entry import AccountBalance, JournalEntry, JournalLine, TransactionLock

__all__ = ["Account", "AccountBalance", "JournalEntry", "JournalLine", "TransactionLock"]
