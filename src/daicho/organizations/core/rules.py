"""Numbers of this package's business rules on the wire (4000 to 4099)."""

ALREADY_JOINED = 4001
SETUP_DONE = 4002
LAST_ADMINISTRATOR = 4003
DELETION_REQUESTED = 4004
DELETION_NOT_REQUESTED = 4005
BASE_CURRENCY_FIXED = 4006
CURRENCY_IN_USE = 4007
BUILT_IN_ROLE = 4008
NO_EXCHANGE_RATE = 4010
NOT_INVITED = 4011
ALREADY_MEMBER = 4012
ONLY_INVITED = 4013
NOT_YOUR_LEVEL = 4014
"""It is another person's turn to approve."""
NOT_LAST_LEVEL = 4015
"""Levels are left that only an administrator may skip."""

HAS_DEPENDANTS = 36
"""Fixed by zoho-surface 2.8: other records refer to it."""

FEATURE_OFF = 110817
"""Fixed by zoho-surface 2.8: the organisation has not joined the application."""
