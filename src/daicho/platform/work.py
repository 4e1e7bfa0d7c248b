"""The unit of work: one transaction, one organisation, one audit trail, which is the change feed as well.

A command opens a unit, writes, and records what it did. Units nest: an inner one of the same organisation joins the
outer, so commands compose into one transaction. When the outermost ends, its audit rows are written in bulk
under the lock of the organisation's head row, the last lock taken, so their order is the order of commits.

What a command reads without a lock, and what must still be so when it commits, is a premise: `rest_on` asks for it at
once, and once more at the end only where the head row says that it has changed. Nobody waits, and where nothing has
changed it takes no statement.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import orjson
from django.db import transaction
from django.db.models import QuerySet

from daicho.kernel.context import Ctx
from daicho.platform.db.bulk import Bulk
from daicho.platform.db.fixed import fixed
from daicho.platform.db.scope import organization_scope
from daicho.platform.memory import afresh, forgetting, remembering
from daicho.platform.models import AuditRecord, OrganizationHead

Values = Mapping[str, object]
_HEAD = ("sequence", "hash", "premise")
Premise = Callable[[], str]
"""Returns what is so now, in at most 64 characters; raises where the command may not go on."""


@dataclass(frozen=True, slots=True)
class _Record:
    entity: str
    entity_id: int
    action: str
    before: str
    after: str


@dataclass(slots=True)
class Unit:
    """What the running unit of work has done so far."""

    ctx: Ctx
    _records: list[_Record] = field(default_factory=list)
    _premises: list[tuple[str | None, Premise]] = field(default_factory=list)

    def record(
        self, entity: str, entity_id: int, action: str, *, before: Values | None = None, after: Values | None = None
    ) -> None:
        """Note that `action` (a past participle: "created") was done to a record, with its values before and after.

        Values may hold str, int, bool, None, Decimal, dates, lists and mappings of these.
        """
        self._records.append(_Record(entity, entity_id, action, _canonical(before), _canonical(after)))

    def rest_on(self, premise: Premise) -> None:
        """Ask `premise`, and once more at the end where it is not so any more."""
        self._premises.append((premise(), premise))

    def change_premise(self, premise: Premise) -> None:
        """Let units that rest on what was so before ask again."""
        self._premises.append((None, premise))

    def noted(self) -> list[tuple[list[Any], int]]:
        """Return what was noted so far, as lists with their lengths of now."""
        return [(notes, len(notes)) for notes in (self._records, self._premises)]

    def write(self) -> None:
        """Write the audit rows; called once, when the outermost unit ends."""
        if not self._records and not self._premises:
            return
        ctx = self.ctx
        head = _locked_head(ctx.organization_id)
        for answer, premise in self._premises:
            if answer != head.premise:
                with afresh():
                    head.premise = premise()
        rows = []
        for record in self._records:
            head.sequence += 1
            row = AuditRecord(
                organization_id=ctx.organization_id,
                sequence=head.sequence,
                at=ctx.now,
                entity=record.entity,
                entity_id=record.entity_id,
                action=record.action,
                actor_id=ctx.actor.user_id,
                actor_name=ctx.actor.name,
                application=ctx.application or "",
                channel=ctx.channel,
                request_id=ctx.request_id,
                before=record.before,
                after=record.after,
                previous_hash=head.hash,
            )
            row.hash = head.hash = audit_hash(row)
            rows.append(row)
        bulk = Bulk()
        bulk.insert_instances(rows)
        bulk.update(OrganizationHead, _HEAD, [(head.id, *(getattr(head, name) for name in _HEAD))])
        bulk.write_for(ctx.organization_id)


_running: ContextVar[Unit | None] = ContextVar("unit_of_work", default=None)


@contextmanager
def unit_of_work(ctx: Ctx) -> Iterator[Unit]:
    """Open the transaction of a command, or join the one that runs for the same organisation.

    Everything inside is committed together or not at all; an exception rolls it back and goes on.
    """
    running = _running.get()
    if running is not None and running.ctx.organization_id == ctx.organization_id:
        with forgetting():
            yield running
        return
    unit = Unit(ctx)
    with organization_scope(ctx.organization_id), forgetting(), transaction.atomic():
        token = _running.set(unit)
        try:
            yield unit
            unit.write()
        finally:
            _running.reset(token)


@contextmanager
def attempt(ctx: Ctx) -> Iterator[None]:
    """Do a part of a unit that may fail by itself: an error undoes what the part wrote and recorded, and goes on."""
    with unit_of_work(ctx) as unit:
        kept = unit.noted()
        try:
            with transaction.atomic():
                yield
        except BaseException:
            for notes, length in kept:
                del notes[length:]
            raise


def rest_on(ctx: Ctx, premise: Premise) -> None:
    """Ask `premise`; in a unit of work it must still be so when that is committed. Raises what `premise` raises."""
    unit = _running.get()
    if unit is not None and unit.ctx.organization_id == ctx.organization_id:
        unit.rest_on(premise)
    else:
        premise()


@contextmanager
def reading(ctx: Ctx) -> Iterator[None]:
    """Open the organisation's scope for queries, without a transaction; `memory.remembered` ones ask once."""
    with organization_scope(ctx.organization_id), remembering():
        yield


def audit_hash(record: AuditRecord) -> str:
    """Return the SHA-256 over all columns of an audit row and the hash before it."""
    content = orjson.dumps(
        [
            record.previous_hash,
            record.organization_id,
            record.sequence,
            record.at.isoformat(),
            record.entity,
            record.entity_id,
            record.action,
            record.actor_id,
            record.actor_name,
            record.application,
            record.channel,
            record.request_id,
            record.before,
            record.after,
        ]
    )
    return hashlib.sha256(content).hexdigest()


def held_sequence(ctx: Ctx) -> int:
    """Let no other unit of the organisation commit until this transaction ends; return its latest change's number."""
    with organization_scope(ctx.organization_id):
        return _locked_head(ctx.organization_id).sequence


def _locked_head(organization_id: int) -> OrganizationHead:
    if heads := _heads(organization_id):
        return heads[0]
    OrganizationHead.objects.bulk_create([OrganizationHead(organization_id=organization_id)], ignore_conflicts=True)
    return _heads(organization_id)[0]


@fixed
def _heads(organization_id: int) -> QuerySet[OrganizationHead]:
    return OrganizationHead.objects.select_for_update().filter(organization_id=organization_id)


def _canonical(values: Values | None) -> str:
    if values is None:
        return ""
    return orjson.dumps(dict(values), default=_plain, option=orjson.OPT_SORT_KEYS).decode()


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} does not belong into an audit row")
