"""Where the opening balance of a contact stands in the books."""

from collections.abc import Mapping

CONTROL_KEYS: Mapping[str, str] = {"customer": "accounts_receivable", "vendor": "accounts_payable"}
"""Type of contact → key of the system account."""
