"""Numbers of the business rules of the ledger on the wire (4300 to 4399, and those fixed by zoho-surface 2.8)."""

CONTROL_ACCOUNT = 11016
"""The account takes no lines by hand."""

NO_LINES = 4016
"""Fewer than two lines."""

HAS_DEPENDANTS = 36

LOCKED = 4310
"""The day lies in a locked period."""

NOT_BALANCED = 4311
NEEDS_CONTACT = 4312
INACTIVE_ACCOUNT = 4313
WRONG_STATE = 4314
REVERSED_ALREADY = 4315
TAX_ON_LINE = 4316
"""Tax on a line of tax itself, of stock or of what is owed."""

OPENING_STOCK_DIFFERS = 4320
"""The inventory row of the opening balances is not what the items' opening stock is worth."""

OPENING_EXISTS = 4321
"""There are opening balances already."""

NOTHING_TO_ADJUST = 4322
"""No foreign balance has a difference at the rate given."""

ADJUSTED_ALREADY = 4323
"""The day has an adjustment of the currency already."""

LINE_LIMIT = 1000
