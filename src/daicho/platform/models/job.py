"""Background work."""

from django.db import models

from daicho.platform.db.models import TenantModel


class Job(TenantModel):
    """One piece of work. Organisation 0 stands for the installation. Claimed by a lease, retried with growing delay."""

    class State(models.TextChoices):
        """Where the work stands."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    name = models.CharField(max_length=80)
    payload = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    run_at = models.DateTimeField()
    done_count = models.IntegerField(default=0)
    total_count = models.IntegerField(default=0)
    attempts = models.SmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    dedupe_key = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "run_at"], name="platform_job_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "name", "dedupe_key"],
                condition=models.Q(state="waiting") & ~models.Q(dedupe_key=""),
                name="platform_job_dedupe",
            ),
        ]


class JobSchedule(models.Model):
    """When a scheduled job runs next."""

    name = models.CharField(max_length=80, primary_key=True)
    next_run = models.DateTimeField()
