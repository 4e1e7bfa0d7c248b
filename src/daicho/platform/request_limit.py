"""Counting requests per minute, exactly, over all processes of the server."""

from datetime import datetime

from django.db import connection

_COUNT = """
INSERT INTO platform_requestcount (subject_id, minute, requests) VALUES (%s, %s, 1)
ON CONFLICT (subject_id) DO UPDATE SET
    requests = CASE WHEN platform_requestcount.minute = excluded.minute
                    THEN platform_requestcount.requests + 1 ELSE 1 END,
    minute = excluded.minute
RETURNING requests
"""


def count_request(subject_id: int, now: datetime) -> int:
    """Count one more request of `subject_id` (an organisation or a person) and return how many this minute has seen."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [subject_id, int(now.timestamp()) // 60])
        return int(cursor.fetchone()[0])
