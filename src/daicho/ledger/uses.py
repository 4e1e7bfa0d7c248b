"""What the packages below may ask of the ledger (config/wiring.py)."""

from daicho.ledger.models import ManualJournal
from daicho.platform.notifications import owners_in

journal_owners = owners_in(ManualJournal, "journals")
