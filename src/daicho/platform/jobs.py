"""Background work without a server: a table, leases, retries with growing delay, schedules (docs/adr).

`enqueue` joins the caller's transaction. Functions are registered in `config/wiring.py`; they get the organisation in
scope and a context of the system, and run at least once, so they must be safe to repeat.
"""

from collections.abc import Callable, Collection, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
import structlog
from django.db import connection, transaction
from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.platform.db.scope import ACROSS, organization_scope
from daicho.platform.models import Job, JobSchedule

Work = Callable[[Ctx, Mapping[str, object]], None]
GiveUp = Callable[[Ctx, Mapping[str, object], str], None]
"""Gets the context, the payload and the last error."""
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job that this worker has leased."""

    job_id: int
    organization_id: int
    name: str
    payload: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Pending:
    """A job that waits or runs, or that failed: how far it is, of how much (0: not known yet)."""

    job_id: int
    organization_id: int
    payload: Mapping[str, object]
    state: str
    done: int
    total: int


_running: ContextVar[tuple[Claimed, Callable[[], datetime]] | None] = ContextVar("running_job", default=None)
MAXIMUM_ATTEMPTS = 10
LEASE = timedelta(minutes=10)
_FIRST_DELAY = timedelta(seconds=10)
_ERROR_LENGTH = 2000


def enqueue(
    ctx: Ctx,
    name: str,
    payload: Mapping[str, object] | None = None,
    *,
    run_at: datetime | None = None,
    dedupe_key: str = "",
) -> None:
    """Ask for work `name` to be done, at `run_at` or as soon as may be; committed with the caller's transaction.

    With `dedupe_key`, nothing is added while the same work waits. `payload` holds JSON values.
    """
    Job.objects.bulk_create(
        [
            Job(
                organization_id=ctx.organization_id,
                name=name,
                payload=orjson.dumps(dict(payload or {})).decode(),
                run_at=run_at or ctx.now,
                dedupe_key=dedupe_key,
                created_at=ctx.now,
            )
        ],
        ignore_conflicts=bool(dedupe_key),
    )


def claim(now: datetime) -> Claimed | None:
    """Lease the due job that has waited longest (also one whose worker died), or return None."""
    with organization_scope(ACROSS), transaction.atomic():
        waiting = Job.objects.filter(state=Job.State.WAITING, run_at__lte=now)
        lost = Job.objects.filter(state=Job.State.RUNNING, leased_until__lt=now)
        for rows in (lost, waiting):
            skip = connection.features.has_select_for_update_skip_locked
            job = rows.select_for_update(skip_locked=skip).order_by("run_at", "id").first()
            if job is not None:
                Job.objects.filter(id=job.id, organization_id=job.organization_id).update(
                    state=Job.State.RUNNING, leased_until=now + LEASE, attempts=job.attempts + 1
                )
                return Claimed(job.id, job.organization_id, job.name, job.payload, job.attempts + 1)
    return None


def run(
    job: Claimed,
    ctx: Ctx,
    work: Work,
    clock: Callable[[], datetime],
    give_up: GiveUp | None = None,
    attempts: int = MAXIMUM_ATTEMPTS,
) -> bool:
    """Do a claimed job; mark it done, or waiting again with a longer delay, or failed. Tell whether it was done.

    Once it has failed for good, after `attempts`, `give_up` cleans up and tells people.
    """
    token = _running.set((job, clock))
    try:
        with organization_scope(job.organization_id):
            work(ctx, orjson.loads(job.payload))
    except Exception as error:
        text = f"{type(error).__name__}: {error}"[:_ERROR_LENGTH]
        if not _postpone(job, text, clock(), attempts) and give_up is not None:
            _give_up(job, ctx, give_up, text)
        return False
    finally:
        _running.reset(token)
    _mark(job, state=Job.State.DONE, finished_at=clock(), leased_until=None, error="")
    return True


def report_progress(done: int, total: int) -> None:
    """Note how far the running job is, and keep its lease; outside a transaction others see it at once."""
    running = _running.get()
    if running is not None:
        job, clock = running
        _mark(job, done_count=done, total_count=total, leased_until=clock() + LEASE)


def pending_jobs(*, name: str, organization_ids: Collection[int], failed_since: datetime) -> list[Pending]:
    """Return the jobs `name` of the organisations that wait, run, or failed since a moment; the oldest first.

    Goes across organisations on purpose: the caller names those that the person may know of.
    """
    open_ones = Q(state__in=[Job.State.WAITING, Job.State.RUNNING])
    failed = Q(state=Job.State.FAILED, finished_at__gte=failed_since)
    with organization_scope(ACROSS):
        rows = Job.objects.filter(open_ones | failed, name=name, organization_id__in=organization_ids).order_by("id")
        fields = ("id", "organization_id", "payload", "state", "done_count", "total_count")
        return [
            Pending(job_id, organization_id, orjson.loads(payload), *rest)
            for job_id, organization_id, payload, *rest in rows.values_list(*fields)
        ]


def due_schedules(now: datetime, schedules: Mapping[str, timedelta]) -> list[str]:
    """Return the names of schedules that are due and set each one's next run; a new schedule is due at once."""
    with transaction.atomic():
        rows = JobSchedule.objects.select_for_update().filter(name__in=list(schedules))
        waiting = {row.name for row in rows if row.next_run > now}
        due = [name for name in schedules if name not in waiting]
        JobSchedule.objects.bulk_create(
            [JobSchedule(name=name, next_run=now + schedules[name]) for name in due],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["next_run"],
        )
    return due


def _postpone(job: Claimed, error: str, now: datetime, attempts: int) -> bool:
    """Let the job wait for its next attempt, or mark it failed; tell whether there is a next one."""
    if job.attempts >= attempts:
        _mark(job, state=Job.State.FAILED, finished_at=now, leased_until=None, error=error)
        return False
    delay = _FIRST_DELAY * 2 ** (job.attempts - 1)
    _mark(job, state=Job.State.WAITING, run_at=now + delay, leased_until=None, error=error, dedupe_key="")
    return True


def _give_up(job: Claimed, ctx: Ctx, give_up: GiveUp, error: str) -> None:
    try:
        with organization_scope(job.organization_id):
            give_up(ctx, orjson.loads(job.payload), error)
    except Exception:
        _log.exception("give_up_failed", name=job.name)


def _mark(job: Claimed, **values: object) -> None:
    with organization_scope(job.organization_id):
        Job.objects.filter(id=job.job_id).update(**values)
