"""What a person is told of an import that went on without them (config/wiring.py NOTICES)."""

from collections.abc import Iterator, Mapping, Sequence

from daicho.exchange.models import ImportBatch
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.platform.changes import ChangeRow
from daicho.platform.notifications import Level, Notice

_TEXTS: Mapping[str, tuple[str, Level]] = {
    "checked": (_("%(file)s has been checked: %(faults)s errors."), "info"),
    "done": (_("%(file)s has been imported: %(created)s new, %(updated)s changed."), "success"),
    "undone": (_("The import of %(file)s has been undone."), "success"),
    "failed": (_("The import of %(file)s failed. Nothing was imported; try again."), "danger"),
}


def about_imports(ctx: Ctx, changes: Sequence[ChangeRow]) -> Iterator[Notice]:
    """Tell who started an import how it ended; not of what happened while they looked on."""
    del ctx  # the organisation is in scope
    in_background = [change for change in changes if change.request_id.startswith("job:") and change.actor_id]
    rows = ImportBatch.objects.filter(id__in={change.entity_id for change in in_background}).select_related("file")
    batches = {row.id: row for row in rows}
    for change in in_background:
        if (row := batches.get(change.entity_id)) is not None and change.actor_id is not None:
            text, level = _TEXTS[change.action]
            counts = {"created": row.created_count, "updated": row.updated_count, "faults": row.fault_count}
            if change.action == "checked" and row.fault_count:
                level = "danger"
            yield Notice(change, [change.actor_id], text, {"file": row.file.name, **counts}, level)
