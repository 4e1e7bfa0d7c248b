"""Numbers of the business rules of sales on the wire (4801 to 4849)."""

NOTHING_OPEN = 4801
"""Nothing is open that could be written off."""
NOT_WRITTEN_OFF = 4802
NOTHING_DUE = 4804
"""Of an invoice that is not sent, or is paid, nobody is reminded."""
HAS_ORDER = 4803
"""Goods of an order leave by its shipments."""
