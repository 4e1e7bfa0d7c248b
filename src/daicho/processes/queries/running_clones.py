"""Copies of organisations that are being made."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from daicho.kernel.context import Ctx
from daicho.platform.jobs import pending_jobs
from daicho.processes.core.cloning import JOB

_FAILED_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RunningClone:
    """A copy in the making. `percent` is of the rows that have been read; None before it is known how many."""

    source_id: int
    name: str
    percent: int | None
    has_failed: bool


def running_clones(ctx: Ctx, *, organization_ids: Collection[int]) -> list[RunningClone]:
    """Return the copies of these organisations that wait, run, or failed within a day; the oldest first."""
    found = pending_jobs(name=JOB, organization_ids=organization_ids, failed_since=ctx.now - _FAILED_FOR)
    return [
        RunningClone(
            source_id=job.organization_id,
            name=str(job.payload["name"]),
            percent=job.done * 100 // job.total if job.total else None,
            has_failed=job.state == "failed",
        )
        for job in found
    ]
