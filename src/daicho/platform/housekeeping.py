"""Scheduled: remove what has served its time."""

from collections.abc import Mapping
from datetime import timedelta

from django.contrib.sessions.models import Session

from daicho.kernel.context import Ctx
from daicho.platform.db.scope import ACROSS, organization_scope
from daicho.platform.idempotency import KEPT
from daicho.platform.models import IdempotencyRecord, Job, Notification

JOBS_KEPT = timedelta(days=30)
NOTIFICATIONS_KEPT = timedelta(days=90)


def tidy_up(ctx: Ctx, payload: Mapping[str, object]) -> None:
    """Job: remove expired sessions, answers kept for repeated requests, jobs done long ago, old notifications."""
    del payload
    Session.objects.filter(expire_date__lt=ctx.now).delete()
    with organization_scope(ACROSS):
        IdempotencyRecord.objects.filter(created_at__lt=ctx.now - KEPT).delete()
        Job.objects.filter(state=Job.State.DONE, finished_at__lt=ctx.now - JOBS_KEPT).delete()
        Notification.objects.filter(created_at__lt=ctx.now - NOTIFICATIONS_KEPT).delete()
