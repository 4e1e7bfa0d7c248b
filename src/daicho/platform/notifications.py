"""What people are told: rows for each person, made of changes in the background, all of a round at once.

`config/wiring.py` NOTICES names the functions that make notices of changes, OWNERS those that know whose a record is.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.db.models import F, IntegerField, Subquery
from django.utils.module_loading import import_string

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.changes import ChangeRow, changes_numbered
from daicho.platform.models import Notification
from daicho.platform.work import unit_of_work

ENTITY = "notification"
"""Under this name and the person's id the change feed tells that somebody's notifications have changed."""
COUNTED = 100
"""Unread ones are counted this far and no further."""
PAGE = 20
Level = Literal["info", "success", "danger"]


@dataclass(frozen=True, slots=True)
class Notice:
    """What people are told about a change. `text` is a msgid; the page names the record by `entity` and "number".

    Without `entity` it leads to the record that changed.
    """

    change: ChangeRow
    user_ids: Collection[int]
    text: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    level: Level = "info"
    entity: str = ""
    entity_id: int | None = None


MakeNotices = Callable[[Ctx, Sequence[ChangeRow]], Iterable[Notice]]


@dataclass(frozen=True, slots=True)
class Owned:
    """Whose a record is: `owners` made or submitted it; who holds `<module>.approve` may approve it."""

    number: str
    module: str
    owners: frozenset[int]


OwnersOf = Callable[[Ctx, Collection[int]], Mapping[int, Owned]]


@dataclass(frozen=True, slots=True)
class NotificationRow:
    """A notification as pages show it."""

    notification_id: int
    sequence: int
    level: str
    entity: str
    entity_id: int
    text: str
    parameters: Mapping[str, str]
    created_at: datetime
    is_read: bool


class _CountOf(Subquery):
    """The number of rows of a subquery, which may have a limit."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def unread_of(organization: F, user: F) -> _CountOf:
    """Return how much a person has not read in an organisation, up to COUNTED, for a query with both in scope."""
    rows = Notification.objects.filter(organization_id=organization, user_id=user, read_at__isnull=True)
    return _CountOf(rows.order_by().values("id")[:COUNTED])


def owners_in(table: Any, module: str) -> OwnersOf:
    """Return the function that tells whose the records of a table with `created_by_id` and `number` are."""
    columns = [field.attname for field in table._meta.concrete_fields]
    persons = [name for name in ("created_by_id", "submitted_by_id") if name in columns]

    def owners(ctx: Ctx, ids: Collection[int]) -> dict[int, Owned]:
        del ctx  # the organisation is in scope
        rows = table.objects.filter(id__in=ids).values_list("id", "number", *persons)
        return {row[0]: Owned(row[1], module, frozenset(row[2:]) - {None}) for row in rows}

    return owners


def write_notifications(ctx: Ctx, payload: Mapping[str, Any]) -> None:
    """Job: tell people about the changes `sequences`; safe to repeat."""
    grouped: dict[tuple[str, str], list[ChangeRow]] = {}
    with unit_of_work(ctx) as unit:
        for change in changes_numbered(ctx, sequences=payload["sequences"]):
            grouped.setdefault((change.entity, change.action), []).append(change)
        rows = []
        for event, changes in grouped.items():
            make: MakeNotices = import_string(settings.DAICHO_NOTICES[event])
            rows += [row for notice in make(ctx, changes) for row in _rows(ctx, notice)]
        Notification.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        for user_id in sorted({row.user_id for row in rows}):
            unit.record(ENTITY, user_id, "created")


def _rows(ctx: Ctx, notice: Notice) -> list[Notification]:
    change = notice.change
    return [
        Notification(
            organization_id=ctx.organization_id,
            user_id=user_id,
            sequence=change.sequence,
            level=notice.level,
            entity=notice.entity or change.entity,
            entity_id=change.entity_id if notice.entity_id is None else notice.entity_id,
            text=notice.text,
            parameters={"who": change.actor_name} | {name: str(value) for name, value in notice.parameters.items()},
            created_at=change.at,
        )
        for user_id in notice.user_ids
    ]


def latest_notifications(ctx: Ctx, *, before: int | None = None) -> list[NotificationRow]:
    """Return up to PAGE notifications of the caller and one more, newest first, those before a sequence number."""
    rows = Notification.objects.filter(user_id=ctx.actor.user_id or 0)
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    return [_view(row) for row in rows.order_by("-sequence")[: PAGE + 1]]


def notification(ctx: Ctx, *, notification_id: int) -> NotificationRow:
    """Return one notification of the caller. Raises NotFound, also for somebody else's."""
    row = Notification.objects.filter(user_id=ctx.actor.user_id or 0, id=notification_id).first()
    if row is None:
        raise NotFound(_("Notification does not exist."))
    return _view(row)


def mark_read(ctx: Ctx, *, notification_id: int | None = None) -> None:
    """Note that the caller has read one notification, or all of them."""
    with unit_of_work(ctx) as unit:
        rows = Notification.objects.filter(user_id=ctx.actor.user_id or 0, read_at__isnull=True)
        if notification_id is not None:
            rows = rows.filter(id=notification_id)
        if rows.update(read_at=ctx.now) and ctx.actor.user_id is not None:
            unit.record(ENTITY, ctx.actor.user_id, "updated")


def _view(row: Notification) -> NotificationRow:
    return NotificationRow(
        notification_id=row.id,
        sequence=row.sequence,
        level=row.level,
        entity=row.entity,
        entity_id=row.entity_id,
        text=row.text,
        parameters=row.parameters,
        created_at=row.created_at,
        is_read=row.read_at is not None,
    )
