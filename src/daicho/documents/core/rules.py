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

LINE_LIMIT = 1000
