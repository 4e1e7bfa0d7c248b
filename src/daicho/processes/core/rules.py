"""Numbers of the business rules of processes on the wire (4980 to 4989)."""

IN_STOCK = 4980
"""Only what is out of stock is back-ordered."""
