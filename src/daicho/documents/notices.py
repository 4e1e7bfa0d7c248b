"""What members are told of what customers did by a link (config/wiring.py NOTICES)."""

from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings
from django.utils.module_loading import import_string

from daicho.documents.models import ShareLink
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.organizations.queries.active_members import active_members
from daicho.platform.changes import ChangeRow
from daicho.platform.notifications import Level, Notice, OwnersOf

_DONE: Mapping[str, tuple[str, Level]] = {
    "viewed": (_("%(who)s (customer) viewed %(record)s"), "info"),
    "accepted": (_("%(who)s (customer) accepted %(record)s"), "success"),
    "declined": (_("%(who)s (customer) declined %(record)s"), "danger"),
}


def about_customers(ctx: Ctx, changes: Sequence[ChangeRow]) -> Iterator[Notice]:
    """Tell who made or shared a document what its customer did; members who do the same in their place are no news.

    All changes are of one kind of record and of one action.
    """
    entity, action = changes[0].entity, changes[0].action
    done = {change.entity_id: change for change in changes if change.actor_id is None}
    owners_of: OwnersOf = import_string(settings.DAICHO_OWNERS[entity])
    owned = owners_of(ctx, done.keys())
    links = ShareLink.objects.filter(entity=entity, document_id__in=done.keys(), created_by_id__isnull=False)
    sharers = set(links.values_list("document_id", "created_by_id"))
    members = active_members(ctx)
    text, level = _DONE[action]
    for document_id, change in done.items():
        if record := owned.get(document_id):
            told = {one for one in members if one in record.owners or (document_id, one) in sharers}
            yield Notice(change, told, text, {"number": record.number}, level)
