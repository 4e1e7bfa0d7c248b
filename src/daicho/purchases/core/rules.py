"""Numbers of the business rules of purchases on the wire (4850 to 4899, and those fixed by zoho-surface 2.8)."""

NO_LINES = 4016
HAS_DEPENDANTS = 36
FEATURE_OFF = 110817

WRONG_STATE = 4850
"""The receive's state does not allow the action."""
NOT_ISSUED = 4851
"""Only an issued purchase order is received or billed."""
TOO_MUCH = 4852
"""More than was ordered and is still to come."""
OWN_DOCUMENT = 4853
"""Somebody else has to approve."""
NEEDS_APPROVAL = 4859
"""Goods are received, or announced, once the receive is approved."""
NOTHING_TO_CANCEL = 4854
"""Everything of the order was received and billed, or nothing was cancelled."""
NOTHING_DONE = 4855
"""Nothing of the order was received or billed: it is cancelled as a whole."""
NEGATIVE_GOODS = 4856
"""Goods cannot come in at a negative price."""
SERVES_ORDER = 4860
"""What was ordered for a sales order is not cancelled in part; goods that go to the customer are not received."""
NO_LANDED_COST = 4857
"""The line cannot be allocated, or nothing of it is left."""
NOT_MEASURED = 4858
"""The goods have no weight or dimensions to allocate by."""
