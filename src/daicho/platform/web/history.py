"""The history of a record, read from its audit rows."""

from collections.abc import Mapping
from dataclasses import dataclass

import orjson
from django.utils.translation import gettext, gettext_noop

from daicho.kernel.context import Ctx
from daicho.platform.models import AuditRecord
from daicho.platform.web.format import Formats

LENGTH = 50
_ACTIONS = {
    "created": gettext_noop("created this"),
    "updated": gettext_noop("changed this"),
    "deleted": gettext_noop("deleted this"),
    "imported": gettext_noop("imported this"),
    "cloned": gettext_noop("cloned this"),
    "confirmed": gettext_noop("confirmed this"),
    "issued": gettext_noop("issued this"),
    "sent": gettext_noop("sent this by e-mail"),
    "voided": gettext_noop("voided this"),
    "cancelled": gettext_noop("cancelled this"),
    "reopened": gettext_noop("reopened this"),
    "activated": gettext_noop("made this active"),
    "deactivated": gettext_noop("made this inactive"),
    "commented": gettext_noop("commented"),
    "attached": gettext_noop("attached a file"),
    "detached": gettext_noop("removed a file"),
    "merged": gettext_noop("merged this"),
}
_CHANNELS = {
    "api": gettext_noop("by API"),
    "job": gettext_noop("automatically"),
    "cli": gettext_noop("on the command line"),
}


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of a record's history, ready to be shown. `fields` names what was changed."""

    actor: str
    action: str
    at: str
    channel: str = ""
    fields: str = ""


def record_history(
    ctx: Ctx, formats: Formats, entity: str, entity_id: int, labels: Mapping[str, object] | None = None
) -> list[HistoryEntry]:
    """Return the latest changes of a record, newest first. `labels` names fields; others are shown by their key."""
    rows = AuditRecord.objects.filter(organization_id=ctx.organization_id, entity=entity, entity_id=entity_id)
    columns = ("actor_name", "action", "at", "channel", "before", "after")
    return [
        HistoryEntry(
            actor=actor,
            action=gettext(action_text(action)),
            at=formats.moment(at),
            channel=gettext(_CHANNELS[channel]) if channel in _CHANNELS else "",
            fields=changed_fields(before, after, labels or {}),
        )
        for actor, action, at, channel, before, after in rows.order_by("-sequence").values_list(*columns)[:LENGTH]
    ]


def action_text(action: str) -> str:
    """Return what follows the actor's name, as a text to translate."""
    return _ACTIONS.get(action, action.replace("_", " "))


def changed_fields(before: str, after: str, labels: Mapping[str, object]) -> str:
    """Return the names of the values that differ between two canonical audit texts, "" unless both are given."""
    if not before or not after:
        return ""
    old, new = orjson.loads(before), orjson.loads(after)
    names = [name for name in new if old.get(name) != new[name] and not name.startswith("modified")]
    return ", ".join(
        str(labels[name]) if name in labels else gettext(name.replace("_", " ").capitalize()) for name in names
    )
