"""Numbers of the business rules of payments on the wire (4650 to 4699)."""

MORE_THAN_UNUSED = 4650
"""More is used of a payment or credit than is left of it."""
OTHER_CONTACT = 4651
"""A payment or credit is applied to another contact's document."""
OTHER_CURRENCY = 4652
"""A payment or credit is applied to a document in another currency."""
REFUNDED = 4653
"""Something of the payment is given back already."""
TOO_EARLY = 4654
"""A refund is dated before what it is given out of."""
