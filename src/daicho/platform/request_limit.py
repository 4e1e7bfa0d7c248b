"""The limit of requests per minute (zoho-surface 2.9), counted exactly over all processes of the server.

A count may be lost with the power, so nobody waits until it is on the disk. Without a limit (DAICHO_RATE_LIMIT is 0)
nothing is counted, and the headers carry a large constant.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection

from daicho.platform.db.unsynced import unsynced

WINDOW_SECONDS = 60
_LATER = """
ON CONFLICT (subject_id) DO UPDATE SET
    requests = CASE WHEN platform_requestcount.minute = excluded.minute
                    THEN platform_requestcount.requests + 1 ELSE 1 END,
    minute = excluded.minute
RETURNING requests
"""
_FIRST = "INSERT INTO platform_requestcount (subject_id, minute, requests) "
_COUNT = {
    "sqlite": _FIRST + "VALUES (%s, %s, 1)" + _LATER,
    "postgresql": _FIRST + "SELECT %s, %s, 1 FROM set_config('synchronous_commit', 'off', true)" + _LATER,  # noqa: S608 - constants
}


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a client may still ask for in this minute."""

    limit: int = 1_000_000
    remaining: int = 1_000_000
    reset_seconds: int = WINDOW_SECONDS
    exceeded: bool = False

    def headers(self) -> dict[str, str]:
        """Return the headers that every JSON answer carries."""
        return {
            "X-Rate-Limit-Limit": str(self.limit),
            "X-Rate-Limit-Remaining": str(self.remaining),
            "X-Rate-Limit-Reset": str(self.reset_seconds),
        }


def initial_allowance() -> Allowance:
    """Return the allowance before anybody is known to ask."""
    limit = settings.DAICHO_RATE_LIMIT
    return Allowance(limit, limit) if limit else Allowance()


def take_request(subject_id: int, now: datetime, limit: int | None = None) -> Allowance:
    """Count one more request of `subject_id` (an organisation or a person) and return what is left after it.

    With a `limit` of its own, requests are counted whatever the server's setting is.
    """
    limit = settings.DAICHO_RATE_LIMIT if limit is None else limit
    if not limit:
        return Allowance()
    seconds = int(now.timestamp())
    with unsynced() as cursor:
        cursor.execute(_COUNT[connection.vendor], [subject_id, seconds // WINDOW_SECONDS])
        requests = int(cursor.fetchone()[0])
    return Allowance(
        limit, max(0, limit - requests), WINDOW_SECONDS - seconds % WINDOW_SECONDS, exceeded=requests > limit
    )
