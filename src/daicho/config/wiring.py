"""The one table of what happens in the background: jobs by name, schedules, and events with their handlers.

Values are dotted paths, so that reading this table imports nothing.
"""

from collections.abc import Mapping
from datetime import timedelta

JOBS: Mapping[str, str] = {
    "platform.mail": "daicho.platform.mail.deliver",
    "platform.housekeeping": "daicho.platform.housekeeping.tidy_up",
}
"""Job name → function(ctx, payload)."""

SCHEDULES: Mapping[str, timedelta] = {
    "platform.housekeeping": timedelta(days=1),
}
"""Names of jobs that run for the whole installation, and how often."""

EVENTS: Mapping[tuple[str, str], tuple[str, ...]] = {}
"""(entity, action) → names of the jobs that get {"entity_id": …} for each such change, at least once, in order."""
