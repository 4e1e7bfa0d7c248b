"""Deleting an organisation is a request that can be taken back for two weeks (behaviour.md 1.8)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

GRACE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class DeletionView:
    """An open request: who, when, why, and when it will be carried out."""

    reason: str
    requested_at: datetime
    requested_by_name: str
    due_at: datetime
