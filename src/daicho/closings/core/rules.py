"""Numbers of the business rules of closing statements on the wire (4690 to 4699)."""

CLOSED_ALREADY = 4690
"""The customer's period was closed up to this day, or a later one."""
NOTHING_TO_STATE = 4691
"""Nothing is owed and nothing happened."""
NOT_THE_LATEST = 4692
"""Only a customer's latest statement can be cancelled."""
NOT_OVER = 4693
"""The closing date is not reached yet."""
CANCELLED = 4694
"""The statement is cancelled."""
NOT_A_CUSTOMER = 4695
"""A vendor gets no closing statement."""
TWO_CHAINS = 4696
"""Both contacts of a merge have closing statements."""
