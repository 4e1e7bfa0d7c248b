"""Outgoing mail: a row and a job in the caller's transaction; nothing leaves a test organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.platform.changes import ChangeRow
from daicho.platform.files import file_content
from daicho.platform.jobs import enqueue
from daicho.platform.models import MailMessage
from daicho.platform.notifications import Notice
from daicho.platform.work import unit_of_work

JOB = "platform.mail"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be sent. `attachments` are ids of stored files; `entity` names the record it is about."""

    to: Sequence[str]
    subject: str
    body: str
    cc: Sequence[str] = ()
    sender_name: str = ""
    attachments: Sequence[int] = ()
    entity: str = ""
    entity_id: int | None = None


@dataclass(frozen=True, slots=True)
class MailRow:
    """A message as the history of a record shows it."""

    mail_id: int
    state: str
    to: str
    subject: str
    body: str
    created_at: datetime


def send(ctx: Ctx, letter: Letter) -> int:
    """Queue a message with the caller's transaction and return its id."""
    row: MailMessage = MailMessage(
        organization_id=ctx.organization_id,
        sender_name=letter.sender_name,
        to=", ".join(letter.to),
        cc=", ".join(letter.cc),
        subject=letter.subject,
        body=letter.body,
        attachments=orjson.dumps(list(letter.attachments)).decode(),
        entity=letter.entity,
        entity_id=letter.entity_id,
        created_by_id=ctx.actor.user_id,
        created_at=ctx.now,
    )
    MailMessage.objects.bulk_create([row])
    enqueue(ctx, JOB, {"mail_id": row.id})
    return int(row.id)


def deliver(ctx: Ctx, payload: Mapping[str, object]) -> None:
    """Job: hand a queued message to the mail server, or withhold it where nothing may leave the organisation."""
    row = MailMessage.objects.get(id=int(str(payload["mail_id"])))
    if row.state not in {MailMessage.State.QUEUED, MailMessage.State.FAILED}:
        return
    may_leave = import_string(settings.DAICHO_MAIL_GATE)
    if not may_leave(ctx.organization_id):
        MailMessage.objects.filter(id=row.id).update(state=MailMessage.State.WITHHELD)
        return
    message = EmailMessage(row.subject, row.body, to=row.to.split(", "), cc=row.cc.split(", ") if row.cc else [])
    for file_id in orjson.loads(row.attachments or "[]"):
        view, content = file_content(ctx, file_id=file_id)
        message.attach(view.name, content, view.content_type)
    message.send()
    MailMessage.objects.filter(id=row.id).update(state=MailMessage.State.SENT, sent_at=ctx.now)


def give_up(ctx: Ctx, payload: Mapping[str, object], error: str) -> None:
    """Note that a message could not be sent in all its attempts."""
    mail_id = int(str(payload["mail_id"]))
    with unit_of_work(ctx) as unit:
        MailMessage.objects.filter(id=mail_id).update(state=MailMessage.State.FAILED, error=error)
        unit.record("mail", mail_id, "failed", after={"error": error})


def about_failures(ctx: Ctx, changes: Sequence[ChangeRow]) -> list[Notice]:
    """Tell who wrote a message that it did not go out; it leads to the record that the message is about."""
    del ctx  # the organisation is in scope
    rows = {row.id: row for row in MailMessage.objects.filter(id__in=[change.entity_id for change in changes])}
    return [
        Notice(
            change,
            [row.created_by_id],
            _("The e-mail “%(subject)s” to %(to)s could not be sent."),
            {"subject": row.subject, "to": row.to},
            level="danger",
            entity=row.entity,
            entity_id=row.entity_id,
        )
        for change in changes
        if (row := rows.get(change.entity_id)) and row.created_by_id
    ]


def mail_about(ctx: Ctx, *, entity: str, entity_id: int) -> list[MailRow]:
    """Return the messages about a record, newest first."""
    del ctx  # the organisation is in scope
    rows = MailMessage.objects.filter(entity=entity, entity_id=entity_id).order_by("-id")
    fields = ("id", "state", "to", "subject", "body", "created_at")
    return [MailRow(*row) for row in rows.values_list(*fields)]
