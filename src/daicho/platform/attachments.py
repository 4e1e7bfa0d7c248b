"""Files kept with records of any kind. Whoever calls has asked for the right to the record."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, NotFound
from daicho.kernel.text import noop as _
from daicho.platform.files import FileView, file_content, store_file
from daicho.platform.models import Attachment
from daicho.platform.work import unit_of_work

LIMIT = 10
"""Files a record may have."""


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file of a record; `size` in bytes, `position` from 1."""

    attachment_id: int
    file_id: int
    name: str
    content_type: str
    size: int
    position: int
    goes_with_mail: bool
    created_at: datetime


_COLUMNS = (
    "id", "file_id", "file__name", "file__content_type", "file__size", "position", "goes_with_mail", "created_at",
)  # fmt: skip


def attachments_of(ctx: Ctx, *, entity: str, entity_id: int) -> list[AttachmentView]:
    """Return the files of a record in their order."""
    del ctx  # the organisation is in scope
    rows = Attachment.objects.filter(entity=entity, entity_id=entity_id).order_by("position", "id")
    return [AttachmentView(*row) for row in rows.values_list(*_COLUMNS)]


def attachments_of_many(ctx: Ctx, *, entity: str, entity_ids: Collection[int]) -> dict[int, list[AttachmentView]]:
    """Return record id → its files in their order; records without files are left out."""
    del ctx  # the organisation is in scope
    rows = Attachment.objects.filter(entity=entity, entity_id__in=entity_ids).order_by("position", "id")
    found: dict[int, list[AttachmentView]] = {}
    for entity_id, *columns in rows.values_list("entity_id", *_COLUMNS):
        found.setdefault(entity_id, []).append(AttachmentView(*columns))
    return found


def with_attachments(ctx: Ctx, *, entity: str, entity_ids: Sequence[int]) -> set[int]:
    """Return those of the records that have files, for lists."""
    del ctx  # the organisation is in scope
    rows = Attachment.objects.filter(entity=entity, entity_id__in=entity_ids)
    return set(rows.values_list("entity_id", flat=True))


def attach_file(
    ctx: Ctx, *, entity: str, entity_id: int, name: str, content: bytes, goes_with_mail: bool = False
) -> AttachmentView:
    """Store a file and keep it with a record. Raises InvalidInput (see `files.store_file`; at most 10 files)."""
    with unit_of_work(ctx) as unit:
        position = 1 + max(
            (kept.position for kept in attachments_of(ctx, entity=entity, entity_id=entity_id)), default=0
        )
        if position > LIMIT:
            raise InvalidInput([FieldError("attachment", _("A record may have %(limit)s files."), {"limit": LIMIT})])
        stored = store_file(ctx, field="attachment", name=name, content=content)
        row = Attachment(
            organization_id=ctx.organization_id,
            entity=entity,
            entity_id=entity_id,
            file_id=stored.file_id,
            position=position,
            goes_with_mail=goes_with_mail,
            created_at=ctx.now,
        )
        Attachment.objects.bulk_create([row])
        unit.record(entity, entity_id, "attached", after={"file": stored.name})
    return AttachmentView(
        row.id, stored.file_id, stored.name, stored.content_type, stored.size, position, goes_with_mail, ctx.now
    )


def attachment_content(
    ctx: Ctx, *, entity: str, entity_id: int, attachment_id: int | None = None
) -> tuple[FileView, bytes]:
    """Return a file of a record and its bytes, without `attachment_id` the first one. Raises NotFound."""
    rows = Attachment.objects.filter(entity=entity, entity_id=entity_id).order_by("position", "id")
    row = (rows if attachment_id is None else rows.filter(id=attachment_id)).first()
    if row is None:
        raise NotFound(_("Attachment does not exist."))
    return file_content(ctx, file_id=row.file_id)


def attachment_of_kind(ctx: Ctx, *, entity: str, attachment_id: int) -> tuple[FileView, bytes]:
    """Return a file of any record of kind `entity` and its bytes, to keep it with another one. Raises NotFound."""
    row = Attachment.objects.filter(entity=entity, id=attachment_id).first()
    if row is None:
        raise NotFound(_("Attachment does not exist."))
    return file_content(ctx, file_id=row.file_id)


def send_with_mail(ctx: Ctx, *, entity: str, entity_id: int, goes_with_mail: bool) -> None:
    """Say whether the files of a record go with mail about it."""
    with unit_of_work(ctx) as unit:
        changed = Attachment.objects.filter(entity=entity, entity_id=entity_id).update(goes_with_mail=goes_with_mail)
        if changed:
            unit.record(entity, entity_id, "attachments changed", after={"can_send_in_mail": goes_with_mail})


def remove_attachments(ctx: Ctx, *, entity: str, entity_id: int, attachment_id: int | None = None) -> None:
    """Remove one file of a record, without `attachment_id` all of them. Raises NotFound where there is none.

    The stored bytes stay: another record or the audit trail may still name them.
    """
    with unit_of_work(ctx) as unit:
        rows = Attachment.objects.filter(entity=entity, entity_id=entity_id)
        rows = rows if attachment_id is None else rows.filter(id=attachment_id)
        names = list(rows.values_list("file__name", flat=True))
        if not names:
            raise NotFound(_("Attachment does not exist."))
        rows.delete()
        unit.record(entity, entity_id, "detached", before={"file": ", ".join(names)})


def drop_attachments(ctx: Ctx, *, entity: str, entity_id: int) -> None:
    """Remove all files of a record that is being deleted, inside the running unit."""
    del ctx  # the organisation is in scope
    Attachment.objects.filter(entity=entity, entity_id=entity_id).delete()
