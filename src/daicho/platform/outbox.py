"""Changes become jobs: each handler of an event gets each change at least once, in the order of commits.

Most jobs get one change each, {"entity_id": …}; those named in `together` get all of a round, {"sequences": […]}.

The change feed is the outbox. The cursor of the one consumer "events" moves in the transaction that adds the jobs.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

import orjson
from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from daicho.platform.db.scope import ACROSS, organization_scope
from daicho.platform.models import AuditRecord, ChangeCursor, Job, OrganizationHead

CONSUMER = "events"
BATCH = 500


Events = Mapping[tuple[str, str], tuple[str, ...]]


def deliver_changes(events: Events, now: datetime, together: Collection[str] = ()) -> int:
    """Add a job for each handler of each new change; return how many were added."""
    if not events:
        return 0
    added = 0
    for organization_id in _behind():
        with organization_scope(organization_id), transaction.atomic():
            added += _deliver(organization_id, events, now, together)
    return added


def _behind() -> list[int]:
    with organization_scope(ACROSS):
        cursor = ChangeCursor.objects.filter(organization_id=OuterRef("organization_id"), consumer=CONSUMER)
        inside = OrganizationHead.objects.exclude(organization_id=ACROSS)  # what concerns the installation is no event
        heads = inside.annotate(seen=Subquery(cursor.values("sequence")[:1]))
        behind = heads.filter(Q(seen__isnull=True) | Q(seen__lt=F("sequence")))
        return list(behind.order_by("organization_id").values_list("organization_id", flat=True))


def _deliver(organization_id: int, events: Events, now: datetime, together: Collection[str]) -> int:
    ChangeCursor.objects.bulk_create(
        [ChangeCursor(organization_id=organization_id, consumer=CONSUMER)], ignore_conflicts=True
    )
    cursor = ChangeCursor.objects.select_for_update().get(consumer=CONSUMER)
    changes = list(AuditRecord.objects.filter(sequence__gt=cursor.sequence).order_by("sequence")[:BATCH])
    wanted: list[tuple[str, object]] = []
    gathered: dict[str, list[int]] = {}
    for change in changes:
        for name in events.get((change.entity, change.action), ()):
            if name in together:
                gathered.setdefault(name, []).append(change.sequence)
            else:
                wanted.append((name, {"entity_id": str(change.entity_id)}))
    wanted += [(name, {"sequences": sequences}) for name, sequences in gathered.items()]
    jobs = [
        Job(
            organization_id=organization_id,
            name=name,
            payload=orjson.dumps(payload).decode(),
            run_at=now,
            created_at=now,
        )
        for name, payload in wanted
    ]
    Job.objects.bulk_create(jobs)
    if changes:
        ChangeCursor.objects.filter(id=cursor.id).update(sequence=changes[-1].sequence)
    return len(jobs)
