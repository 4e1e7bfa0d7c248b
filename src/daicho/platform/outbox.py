"""Changes become jobs: each handler of an event gets each change at least once, in the order of commits.

The change feed is the outbox. The cursor of the one consumer "events" moves in the transaction that adds the jobs.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from daicho.platform.db.scope import ACROSS, organization_scope
from daicho.platform.models import Change, ChangeCursor, Job, OrganizationHead

CONSUMER = "events"
BATCH = 500


def deliver_changes(events: Mapping[tuple[str, str], tuple[str, ...]], now: datetime) -> int:
    """Add a job for each handler of each new change; return how many were added."""
    if not events:
        return 0
    added = 0
    for organization_id in _behind():
        with organization_scope(organization_id), transaction.atomic():
            added += _deliver(organization_id, events, now)
    return added


def _behind() -> list[int]:
    with organization_scope(ACROSS):
        cursor = ChangeCursor.objects.filter(organization_id=OuterRef("organization_id"), consumer=CONSUMER)
        heads = OrganizationHead.objects.annotate(seen=Subquery(cursor.values("sequence")[:1]))
        behind = heads.filter(Q(seen__isnull=True) | Q(seen__lt=F("change_sequence")))
        return list(behind.order_by("organization_id").values_list("organization_id", flat=True))


def _deliver(organization_id: int, events: Mapping[tuple[str, str], tuple[str, ...]], now: datetime) -> int:
    ChangeCursor.objects.bulk_create(
        [ChangeCursor(organization_id=organization_id, consumer=CONSUMER)], ignore_conflicts=True
    )
    cursor = ChangeCursor.objects.select_for_update().get(consumer=CONSUMER)
    changes = list(Change.objects.filter(sequence__gt=cursor.sequence).order_by("sequence")[:BATCH])
    jobs = [
        Job(
            organization_id=organization_id,
            name=name,
            payload=f'{{"entity_id":"{change.entity_id}"}}',
            run_at=now,
            created_at=now,
        )
        for change in changes
        for name in events.get((change.entity, change.action), ())
    ]
    Job.objects.bulk_create(jobs)
    if changes:
        ChangeCursor.objects.filter(id=cursor.id).update(sequence=changes[-1].sequence)
    return len(jobs)
