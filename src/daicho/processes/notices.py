"""What a person is told of a copy that was made in the background (config/wiring.py NOTICES)."""

from collections.abc import Iterator, Mapping, Sequence

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.platform.audit import recorded_values
from daicho.platform.changes import ChangeRow
from daicho.platform.notifications import Level, Notice

_TEXTS: Mapping[str, tuple[str, Level]] = {
    "cloned": (_("The copy %(name)s has been made."), "success"),
    "clone failed": (_("The copy %(name)s could not be made. Nothing of it was kept."), "danger"),
}


def about_clones(ctx: Ctx, changes: Sequence[ChangeRow]) -> Iterator[Notice]:
    """Tell who asked for a copy how it ended; one that was made leads there. All changes are of one action."""
    action = changes[0].action
    text, level = _TEXTS[action]
    targets = [change.entity_id for change in changes]
    values = recorded_values(ctx, entity="organization", entity_ids=targets, action=action)
    for change in changes:
        leads_to = change.entity_id if action == "cloned" else ctx.organization_id
        if change.actor_id is not None:
            name = values[change.entity_id]["name"]
            yield Notice(change, [change.actor_id], text, {"name": name}, level, entity_id=leads_to)
