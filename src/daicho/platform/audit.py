"""Reading the audit trail of a record."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson
from django.db.models import Max

from daicho.kernel.context import Ctx
from daicho.platform.db.scope import organization_scope
from daicho.platform.models import AuditRecord


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One thing that was done to a record; `action` is a past participle ("created")."""

    audit_id: int
    action: str
    actor_id: int | None
    actor_name: str
    at: datetime


def audit_of(ctx: Ctx, *, entity: str, entity_id: int, limit: int = 200) -> list[AuditRow]:
    """Return what was done to a record, newest first."""
    del ctx  # the organisation is in scope
    rows = AuditRecord.objects.filter(entity=entity, entity_id=entity_id).order_by("-sequence")
    return [AuditRow(*row) for row in rows.values_list("id", "action", "actor_id", "actor_name", "at")[:limit]]


def last_done(ctx: Ctx, *, entity: str, entity_ids: Collection[int], actions: Collection[str]) -> dict[int, datetime]:
    """Return for each of these records when one of `actions` was done to it last; none where none ever was."""
    del ctx  # the organisation is in scope
    rows = AuditRecord.objects.filter(entity=entity, entity_id__in=entity_ids, action__in=actions)
    return dict(rows.order_by().values_list("entity_id").annotate(last=Max("at")))


def was_done(*, entity: str, action: str) -> bool:
    """Tell whether `action` was ever recorded for the installation itself: organisation 0, no record."""
    with organization_scope(0):
        return AuditRecord.objects.filter(entity=entity, entity_id=0, action=action).exists()


def recorded_values(
    ctx: Ctx, *, entity: str, entity_ids: Collection[int], action: str
) -> dict[int, Mapping[str, object]]:
    """Return the values that `action` left of each of these records, the latest time; none where it was not done."""
    del ctx  # the organisation is in scope
    rows = AuditRecord.objects.filter(entity=entity, entity_id__in=entity_ids, action=action).order_by("sequence")
    return {entity_id: orjson.loads(after) for entity_id, after in rows.values_list("entity_id", "after") if after}
