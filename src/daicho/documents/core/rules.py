"""Numbers of the business rules of documents on the wire (4500 to 4799, and those fixed by zoho-surface 2.8)."""

NO_LINES = 4016
HAS_DEPENDANTS = 36

WRONG_STATE = 4700
"""The document's state does not allow the action."""
NOT_EDITABLE = 4703
NOT_DELETABLE = 4704
NEEDS_APPROVAL = 4705
OWN_DOCUMENT = 4706
TOTAL_IS_NEGATIVE = 4707
NO_RECIPIENT = 4708
LINES_CHANGED = 4709
"""Somebody else changed the lines while they were being edited."""
BELOW_APPLIED = 4710
"""A document's total falls below what is applied to it (behaviour.md 3.6)."""
APPLIED = 4711
"""Payments or credits are applied to the document (behaviour.md 3.3)."""
MORE_THAN_OPEN = 4712
"""More is applied to a document, or used of it, than is open."""
MORE_THAN_LEFT = 4713
"""More is taken of an order's line than is left of it."""
SOURCE_NOT_OPEN = 4714
"""The order that lines come from is not open, or is another contact's."""
NOT_SHOWN = 4715
"""Customers do not see a document in its state, so it has no link."""

LINE_LIMIT = 1000
