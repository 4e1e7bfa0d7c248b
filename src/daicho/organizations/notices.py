"""What members are told of what others did: approvals, comments, the organisation itself (config/wiring.py NOTICES)."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from django.conf import settings
from django.utils.module_loading import import_string

from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.organizations.approvals import PARTLY
from daicho.organizations.core.approval import Level as ApprovalLevel
from daicho.organizations.core.approval import waiting_level
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.queries.active_members import active_members
from daicho.organizations.queries.approval_levels import approval_levels
from daicho.platform.changes import ChangeRow
from daicho.platform.notifications import Level, Notice, Owned, OwnersOf

Members = Mapping[int, frozenset[str]]
_RECORDS: Mapping[str, tuple[str, Level]] = {
    "submitted": (_("%(who)s asks for approval: %(record)s"), "info"),
    PARTLY: (_("%(who)s approved %(record)s. It is your turn now"), "info"),
    "approved": (_("%(who)s approved %(record)s"), "success"),
    "rejected": (_("%(who)s rejected %(record)s"), "danger"),
    "commented": (_("%(who)s commented on %(record)s"), "info"),
}
_ASKING = frozenset({"submitted", PARTLY})
_ORGANIZATION: Mapping[str, tuple[str, Level]] = {
    "deletion requested": (_("%(who)s requested the deletion of this organization."), "danger"),
    "deletion taken back": (_("%(who)s took the deletion request back: this organization stays."), "success"),
}
_INVITATIONS: Mapping[str, tuple[str, Level]] = {
    "created": (_("%(who)s added you to this organization."), "info"),
    "accepted": (_("%(who)s accepted the invitation and is a member now."), "success"),
    "declined": (_("%(who)s declined the invitation."), "danger"),
}


def about_records(ctx: Ctx, changes: Sequence[ChangeRow]) -> Iterator[Notice]:
    """Tell approvers of what waits for them, and owners what happened to theirs; nobody of what they did themselves.

    All changes are of one kind of record and of one action.
    """
    entity, action = changes[0].entity, changes[0].action
    owners_of: OwnersOf = import_string(settings.DAICHO_OWNERS[entity])
    owned = owners_of(ctx, {change.entity_id for change in changes})
    members = active_members(ctx)
    text, level = _RECORDS[action]
    asked = approval_levels(ctx, entity=entity, entity_ids=owned.keys()) if action in _ASKING else {}
    for change in changes:
        if record := owned.get(change.entity_id):
            levels = [each.level for each in asked.get(change.entity_id, ())]
            told = _approvers(members, record, levels) if action in _ASKING else record.owners & members.keys()
            yield Notice(change, told - {change.actor_id}, text, {"number": record.number}, level)


def about_organization(ctx: Ctx, changes: Sequence[ChangeRow]) -> Iterator[Notice]:
    """Tell the other members that the organisation is to be deleted, or stays."""
    members = active_members(ctx)
    for change in changes:
        text, level = _ORGANIZATION[change.action]
        yield Notice(change, members.keys() - {change.actor_id}, text, {}, level)


def about_members(ctx: Ctx, changes: Sequence[ChangeRow]) -> Iterator[Notice]:
    """Tell who was added that they were, and who may invite what became of an invitation."""
    members = active_members(ctx)
    inviting = {user_id for user_id, may in members.items() if may & {EVERYTHING, "users.create"}}
    for change in changes:
        text, level = _INVITATIONS[change.action]
        told: Collection[int] = {change.entity_id} & members.keys() if change.action == "created" else inviting
        yield Notice(change, set(told) - {change.actor_id}, text, {}, level)


def _approvers(members: Members, record: Owned, levels: Sequence[ApprovalLevel]) -> set[int]:
    """Return whose turn it is: without levels who may approve, administrators where the level's person cannot."""
    able = {user_id for user_id, may in members.items() if may & {EVERYTHING, f"{record.module}.approve"}}
    if not levels:
        return able
    waiting = waiting_level(levels)
    if waiting is None:
        return set()
    if waiting.approver_id in able:
        return {waiting.approver_id}
    return {user_id for user_id, may in members.items() if EVERYTHING in may}
