"""Notes about records of any kind. Whoever calls has asked for the right to the record."""

from dataclasses import dataclass
from datetime import datetime

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, NotFound, missing
from daicho.kernel.text import noop as _
from daicho.platform.models import Comment
from daicho.platform.work import unit_of_work

LENGTH = 10_000


@dataclass(frozen=True, slots=True)
class CommentView:
    """A note as pages and the API show it."""

    comment_id: int
    description: str
    author_id: int | None
    author_name: str
    created_at: datetime
    modified_at: datetime


_COLUMNS = ("id", "description", "author_id", "author_name", "created_at", "modified_at")


def comments_on(ctx: Ctx, *, entity: str, entity_id: int) -> list[CommentView]:
    """Return the notes about a record, newest first."""
    del ctx  # the organisation is in scope
    rows = Comment.objects.filter(entity=entity, entity_id=entity_id).order_by("-id")
    return [CommentView(*row) for row in rows.values_list(*_COLUMNS)]


def add_comment(ctx: Ctx, *, entity: str, entity_id: int, description: str) -> CommentView:
    """Add a note to a record. Raises InvalidInput for an empty or too long one."""
    text = _checked(description)
    with unit_of_work(ctx) as unit:
        row = Comment(
            organization_id=ctx.organization_id,
            entity=entity,
            entity_id=entity_id,
            description=text,
            author_id=ctx.actor.user_id,
            author_name=ctx.actor.name,
            created_at=ctx.now,
            modified_at=ctx.now,
        )
        Comment.objects.bulk_create([row])
        unit.record(entity, entity_id, "commented", after={"comment": text})
    return CommentView(row.id, text, row.author_id, row.author_name, row.created_at, row.modified_at)


def change_comment(ctx: Ctx, *, entity: str, entity_id: int, comment_id: int, description: str) -> CommentView:
    """Change the text of a note. Raises NotFound, InvalidInput."""
    text = _checked(description)
    with unit_of_work(ctx) as unit:
        before = _one(entity, entity_id, comment_id)
        Comment.objects.filter(id=comment_id).update(description=text, modified_at=ctx.now)
        unit.record(
            entity, entity_id, "comment changed", before={"comment": before.description}, after={"comment": text}
        )
    return CommentView(comment_id, text, before.author_id, before.author_name, before.created_at, ctx.now)


def delete_comment(ctx: Ctx, *, entity: str, entity_id: int, comment_id: int) -> None:
    """Delete a note. Raises NotFound."""
    with unit_of_work(ctx) as unit:
        before = _one(entity, entity_id, comment_id)
        Comment.objects.filter(id=comment_id).delete()
        unit.record(entity, entity_id, "comment deleted", before={"comment": before.description})


def drop_comments(ctx: Ctx, *, entity: str, entity_id: int) -> None:
    """Delete all notes about a record that is being deleted, inside the running unit."""
    del ctx  # the organisation is in scope
    Comment.objects.filter(entity=entity, entity_id=entity_id).delete()


def _one(entity: str, entity_id: int, comment_id: int) -> Comment:
    row = Comment.objects.filter(entity=entity, entity_id=entity_id, id=comment_id).first()
    if row is None:
        raise NotFound(_("Comment does not exist."))
    return row


def _checked(description: str) -> str:
    text = description.strip()
    if not text:
        raise InvalidInput([missing("description")])
    if len(text) > LENGTH:
        raise InvalidInput([FieldError("description", _("%(field)s is too long."), {"field": "description"})])
    return text
