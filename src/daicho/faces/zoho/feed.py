"""The change feed for programs: durable, ordered, replayable."""

from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.platform.access import MEMBER
from daicho.platform.changes import PAGE, ChangeRow, changes_after, last_sequence
from daicho.platform.wire.operation import Answer, Call, Done, Json, Operation
from daicho.platform.wire.writer import id_text, moment_text

_SEQUENCE_DIGITS = 18


def _changes(call: Call[None]) -> Answer:
    after = call.query.get("after", "").strip() or "0"
    if not after.isascii() or not after.isdigit() or len(after) > _SEQUENCE_DIGITS:
        raise invalid("after", _("Invalid value passed for %(field)s"), {"field": "after"})
    rows = changes_after(call.ctx, sequence=int(after), limit=PAGE + 1)
    changes = [_change(row, call.ctx.time_zone) for row in rows[:PAGE]]
    extra: dict[str, Json] = {
        "changes": changes,
        "has_more": len(rows) > PAGE,
        "last_sequence": last_sequence(call.ctx),
    }
    return Done(_("success"), extra=extra)


def _change(row: ChangeRow, time_zone: str) -> dict[str, Json]:
    return {
        "sequence": row.sequence,
        "entity": row.entity,
        "entity_id": id_text(row.entity_id),
        "action": row.action,
        "time": moment_text(row.at, time_zone),
        "user_id": id_text(row.actor_id),
        "user_name": row.actor_name,
        "application": row.application,
        "request_id": row.request_id,
    }


OPERATIONS = [
    Operation("GET", "/changes", MEMBER, "settings.READ", _changes, "List changes", parameters=("after",)),
]
