"""Jobs: committed with their cause, leased, retried, deduplicated, scheduled; changes become jobs."""

from datetime import timedelta

import pytest

from daicho.config import worker
from daicho.config.wiring import SCHEDULES
from daicho.platform import jobs, outbox
from daicho.platform.db.scope import organization_scope
from daicho.platform.models import Job
from daicho.platform.work import unit_of_work
from tests.build.context import NOW, ORGANIZATION, OTHER_ORGANIZATION, context

pytestmark = pytest.mark.django_db


def _jobs():
    with organization_scope(0):
        return list(Job.objects.order_by("id"))


def test_a_job_of_a_rolled_back_command_never_was():
    ctx = context()
    with pytest.raises(ZeroDivisionError):
        _enqueue_and_fail(ctx)
    assert _jobs() == []


def _enqueue_and_fail(ctx):
    with unit_of_work(ctx):
        jobs.enqueue(ctx, "work")
        raise ZeroDivisionError


def test_waiting_work_is_not_asked_for_twice():
    ctx = context()
    with unit_of_work(ctx):
        for _ in range(3):
            jobs.enqueue(ctx, "work", dedupe_key="once")
    assert len(_jobs()) == 1


def test_failing_work_is_retried_with_growing_delay_and_given_up():
    ctx = context()
    with unit_of_work(ctx):
        jobs.enqueue(ctx, "work")
    now, delays = NOW, []
    while (job := jobs.claim(now)) is not None:
        assert jobs.claim(now) is None, "a leased job is not given out again"
        assert not jobs.run(job, ctx, _fail, lambda now=now: now)
        (row,) = _jobs()
        delays.append((row.run_at - now).total_seconds())
        now = max(now, row.run_at) if row.state == Job.State.WAITING else now + timedelta(days=365)
    assert delays[:3] == [10, 20, 40]
    assert (row.state, row.attempts, row.error) == (Job.State.FAILED, jobs.MAXIMUM_ATTEMPTS, "ValueError: no luck")


def _fail(ctx, payload):
    raise ValueError("no luck")


def test_work_whose_worker_died_is_done_by_another():
    ctx = context()
    with unit_of_work(ctx):
        jobs.enqueue(ctx, "work", {"number": 3})
    assert jobs.claim(NOW) is not None
    assert jobs.claim(NOW + jobs.LEASE / 2) is None
    seen = []
    job = jobs.claim(NOW + jobs.LEASE * 2)
    assert job is not None
    assert jobs.run(job, ctx, lambda ctx, payload: seen.append(payload), lambda: NOW)
    assert seen == [{"number": 3}]
    assert _jobs()[0].state == Job.State.DONE


def test_schedules_run_once_an_interval():
    schedule = {"tidy": timedelta(hours=1)}
    assert jobs.due_schedules(NOW, schedule) == ["tidy"]
    assert jobs.due_schedules(NOW + timedelta(minutes=59), schedule) == []
    assert jobs.due_schedules(NOW + timedelta(hours=1), schedule) == ["tidy"]


def test_each_change_reaches_each_handler_once_in_order():
    events = {("contact", "merged"): ("first", "second")}
    for organization in (ORGANIZATION, OTHER_ORGANIZATION):
        with unit_of_work(context(organization)) as unit:
            unit.record("contact", 1, "created")
            unit.record("contact", 2, "merged")
            unit.record("contact", 3, "merged")
    assert outbox.deliver_changes(events, NOW) == 8
    assert outbox.deliver_changes(events, NOW) == 0
    own = [(job.name, job.payload) for job in _jobs() if job.organization_id == ORGANIZATION]
    assert own == [(name, f'{{"entity_id":"{n}"}}') for n in (2, 3) for name in ("first", "second")]


def test_what_concerns_the_installation_is_no_event():
    for organization in (0, ORGANIZATION, OTHER_ORGANIZATION):
        with unit_of_work(context(organization)) as unit:
            unit.record("contact", 2, "merged")
    assert outbox.deliver_changes({("contact", "merged"): ("first",)}, NOW) == 2
    assert outbox.deliver_changes({("contact", "merged"): ("first",)}, NOW) == 0


def test_the_worker_does_what_is_due():
    assert worker.work_all(lambda: NOW) == len(SCHEDULES), "every schedule is due once"
    assert {job.state for job in _jobs()} == {Job.State.DONE}
