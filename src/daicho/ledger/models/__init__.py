"""Tables of the ledger."""

from daicho.ledger.models.account import Account
from daicho.ledger.models.currency_adjustment import CurrencyAdjustment, CurrencyAdjustmentLine
from daicho.ledger.models.entry import AccountBalance, JournalEntry, JournalLine, TransactionLock
from daicho.ledger.models.journal import JournalTemplate, ManualJournal, ManualJournalLine
from daicho.ledger.models.opening import OpeningBalance, OpeningBalanceLine

__all__ = [
    "Account",
    "AccountBalance",
    "CurrencyAdjustment",
    "CurrencyAdjustmentLine",
    "JournalEntry",
    "JournalLine",
    "JournalTemplate",
    "ManualJournal",
    "ManualJournalLine",
    "OpeningBalance",
    "OpeningBalanceLine",
    "TransactionLock",
]
