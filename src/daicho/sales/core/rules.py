"""Numbers of the business rules of sales on the wire (4801 to 4849)."""

FEATURE_OFF = 110817

NOTHING_OPEN = 4801
"""Nothing is open that could be written off."""
NOT_WRITTEN_OFF = 4802
NOTHING_DUE = 4804
"""Of an invoice that is not sent, or is paid, nobody is reminded."""
HAS_ORDER = 4803
"""Goods of an order leave by its shipments."""
NOT_CONFIRMED = 4805
"""Only a confirmed order is packed."""
PACKS_TOO_MUCH = 4806
"""More would be packed than was ordered and is left."""
IS_SHIPPED = 4807
"""A package that left stays as it is until its shipment is deleted."""
NOT_TOGETHER = 4808
"""Packages of several customers, or that left already, do not go into one shipment."""
NOTHING_TO_CANCEL = 4809
"""Everything of the order was packed or invoiced, or nothing was cancelled."""
NOTHING_DONE = 4810
"""Nothing of the order was packed or invoiced: it is made void as a whole."""
WRITTEN_OFF = 4811
"""An invoice is written off once; what became open since waits until that is cancelled."""

ON_HOLD = 4812
"""An order waits until what was ordered for it is billed."""
NOT_SOURCED = 4813
"""Only goods of a confirmed order that nothing was made of yet are ordered from a vendor for it."""
IS_SOURCED = 4814
"""Items are not cancelled while they are on order, or came straight from a vendor."""

RETURN_NOT_APPROVED = 4820
"""Only an approved return is received and credited."""
RETURNS_TOO_MUCH = 4821
"""More would come back than was shipped and is not on another return."""
RECEIVES_TOO_MUCH = 4822
"""More would be received, or credited, than the return has."""
RETURN_IN_USE = 4823
"""A return of which something was received or credited stays as it is, that far."""
NOTHING_TO_CREDIT = 4824
"""Nothing of the return is received and not credited yet, or nothing of it was invoiced."""
WAS_RETURNED = 4825
"""What was shipped stays shipped while it is on a return."""
ANSWERED = 4826
"""A customer answers an estimate once, while it is open."""
EXPIRED = 4827
"""An estimate whose last day has passed is not accepted by a link any more."""

NO_SUCH_ORDER = 4840
"""An invoice is linked to the customer's order whose number is its reference."""
NOT_OF_ORDER = 4841
"""An invoice that is linked to an order has nothing that was not ordered, and no more of it."""
NO_PRIVATE_LINKS = 110817
"""There are no customers who sign in, for whom alone a link could be."""
