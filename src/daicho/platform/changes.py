"""Reading the change feed: durable, ordered, replayable."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.signing import BadSignature, TimestampSigner
from django.db.models import F, Subquery
from django.db.models.functions import Coalesce

from daicho.kernel.context import Ctx
from daicho.platform.db.scope import organization_scope
from daicho.platform.models import AuditRecord, OrganizationHead

PAGE = 200
TICKET_SECONDS = 30
_FIELDS = ("sequence", "entity", "entity_id", "action", "at", "actor_id", "actor_name", "application", "request_id")
_signer = TimestampSigner(salt="daicho.changes")


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change as consumers see it."""

    sequence: int
    entity: str
    entity_id: int
    action: str
    at: datetime
    actor_id: int | None
    actor_name: str
    application: str
    request_id: str


def changes_after(ctx: Ctx, *, sequence: int, limit: int = PAGE) -> list[ChangeRow]:
    """Return up to `limit` changes of the organisation after `sequence`, in order."""
    del ctx  # the organisation is in scope
    rows = AuditRecord.objects.filter(sequence__gt=sequence).order_by("sequence")[:limit]
    return [ChangeRow(*row) for row in rows.values_list(*_FIELDS)]


def changes_numbered(ctx: Ctx, *, sequences: Collection[int]) -> list[ChangeRow]:
    """Return the changes with these numbers, in order."""
    del ctx  # the organisation is in scope
    rows = AuditRecord.objects.filter(sequence__in=sequences).order_by("sequence")
    return [ChangeRow(*row) for row in rows.values_list(*_FIELDS)]


def last_sequence(ctx: Ctx) -> int:
    """Return the number of the organisation's latest change, 0 where nothing has happened yet."""
    head = OrganizationHead.objects.filter(organization_id=ctx.organization_id).values_list("sequence").first()
    return head[0] if head else 0


def last_sequence_of(organization: F) -> Coalesce:
    """Return `last_sequence` as an expression, for a query with `organization` (an OuterRef to its id) in scope."""
    head = OrganizationHead.objects.filter(organization_id=organization).values("sequence")
    return Coalesce(Subquery(head[:1]), 0)


def change_ticket(ctx: Ctx) -> str:
    """Return what lets its bearer ask for 30 seconds whether anything new has happened in the organisation."""
    return _signer.sign(str(ctx.organization_id))


def has_news(ticket: str, *, after: int) -> bool:
    """Return whether the organisation of `ticket` has changes after `after`; True for a ticket that is not valid.

    One statement: whoever bears the ticket has been let in within the last 30 seconds, and learns nothing else.
    """
    try:
        organization_id = int(_signer.unsign(ticket, max_age=TICKET_SECONDS))
    except BadSignature:
        return True
    with organization_scope(organization_id):
        return OrganizationHead.objects.filter(organization_id=organization_id, sequence__gt=after).exists()
