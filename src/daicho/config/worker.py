"""The background worker: hands changes to their handlers, starts schedules, does jobs."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event
from zoneinfo import ZoneInfo

import structlog
from django.db import close_old_connections
from django.utils.module_loading import import_string

from daicho.config.wiring import ATTEMPTS, EVENTS, GIVE_UPS, JOBS, SCHEDULES, TOGETHER
from daicho.kernel.context import Ctx, system_actor
from daicho.platform import jobs, outbox
from daicho.platform.work import unit_of_work

IDLE_SECONDS = 0.5
_log = structlog.get_logger()


def system_ctx(organization_id: int, now: datetime, request_id: str, time_zone: str = "UTC") -> Ctx:
    """Return the context of background work in an organisation (0: for the whole installation)."""
    return Ctx(
        organization_id=organization_id,
        actor=system_actor(),
        now=now,
        today=now.astimezone(ZoneInfo(time_zone)).date(),
        locale="en",
        time_zone=time_zone,
        request_id=request_id,
        channel="job",
    )


def work_until(stop: Event, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
    """Do background work until `stop` is set; whatever fails is logged and does not end the loop."""
    while not stop.is_set():
        try:
            busy = work_once(clock)
        except Exception:
            _log.exception("worker_failed")
            busy = False
        close_old_connections()
        if not busy:
            stop.wait(IDLE_SECONDS)


def work_once(clock: Callable[[], datetime]) -> bool:
    """Do one round: changes, schedules, at most one job. Tell whether there was a job."""
    now = clock()
    outbox.deliver_changes(EVENTS, now, TOGETHER)
    for name in jobs.due_schedules(now, SCHEDULES):
        ctx = system_ctx(0, now, f"schedule:{name}")
        with unit_of_work(ctx):
            jobs.enqueue(ctx, name, dedupe_key="schedule")
    job = jobs.claim(now)
    if job is None:
        return False
    _do(job, clock)
    return True


def work_all(clock: Callable[[], datetime], limit: int = 10_000) -> int:
    """Do all work that is due and return how many jobs were done (tests, demo)."""
    done = 0
    while done < limit and work_once(clock):
        done += 1
    return done


def _do(job: jobs.Claimed, clock: Callable[[], datetime]) -> None:
    started = time.monotonic()
    ctx = system_ctx(job.organization_id, clock(), f"job:{job.job_id}")
    give_up = import_string(GIVE_UPS[job.name]) if job.name in GIVE_UPS else None
    attempts = ATTEMPTS.get(job.name, jobs.MAXIMUM_ATTEMPTS)
    done = jobs.run(job, ctx, import_string(JOBS[job.name]), clock, give_up, attempts)
    _log.info("job", name=job.name, done=done, attempt=job.attempts, seconds=round(time.monotonic() - started, 3))
