"""Where a person is signed in."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SessionView:
    """A browser in which a person is signed in. `browser` as in "Firefox · Windows"."""

    id: int
    started_at: datetime
    address: str
    browser: str
    is_current: bool
