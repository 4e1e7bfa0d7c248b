"""Notes about a contact and what was done to it, in one row of time."""

from dataclasses import dataclass
from datetime import datetime

from daicho.contacts.queries.contact_names import contact_names
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.audit import audit_of
from daicho.platform.comments import comments_on


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A note (`action` is "commented", `text` what it says) or a deed (`text` is empty)."""

    entry_id: int
    contact_id: int
    contact_name: str
    action: str
    text: str
    actor_id: int | None
    actor_name: str
    at: datetime


def contact_timeline(ctx: Ctx, *, contact_id: int) -> list[TimelineEntry]:
    """Return notes and deeds, newest first. Raises NotFound."""
    name = contact_names(ctx, [contact_id]).get(contact_id)
    if name is None:
        raise NotFound(_("Contact does not exist."))
    notes = [
        TimelineEntry(
            note.comment_id, contact_id, name, "commented", note.description, note.author_id, note.author_name,
            note.created_at,
        )
        for note in comments_on(ctx, entity="contact", entity_id=contact_id)
    ]  # fmt: skip
    deeds = [
        TimelineEntry(deed.audit_id, contact_id, name, deed.action, "", deed.actor_id, deed.actor_name, deed.at)
        for deed in audit_of(ctx, entity="contact", entity_id=contact_id)
        if "comment" not in deed.action
    ]
    return sorted([*notes, *deeds], key=lambda entry: (entry.at, entry.entry_id), reverse=True)
