"""Say what documents of a module need before they count."""

from collections.abc import Sequence

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, invalid, missing
from daicho.kernel.text import noop as _
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.core.approval import LEVEL_LIMIT, MODULES, Mode, rule_from
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.queries.active_members import active_members
from daicho.platform.work import unit_of_work


def set_approval(ctx: Ctx, *, module: str, mode: str, approver_ids: Sequence[int] = ()) -> None:
    """Set the rule; `approver_ids` are the people of the levels, in order. What is submitted already goes on as it was.

    Raises InvalidInput: a module whose documents are not approved, no or too many levels, a person twice, or a new one
    who is no member with the permission to approve.
    """
    ctx.require("settings.edit")
    if module not in MODULES:
        raise invalid("module", _("Invalid value passed for %(field)s"), {"field": "module"})
    if mode not in set(Mode):
        raise invalid("mode", _("Invalid value passed for %(field)s"), {"field": "mode"})
    people = list(approver_ids) if mode == Mode.LEVELS else []
    with unit_of_work(ctx) as unit:
        row = locked_organization(ctx)
        before = row.approvals.get(module)
        if mode == Mode.LEVELS:
            _check(ctx, module, people, known=rule_from(before).approver_ids)
        after = {"mode": mode, "approver_ids": people}
        row.approvals = {**row.approvals, module: after}
        row.save(update_fields=["approvals"])
        unit.record("organization", row.id, "updated", before={module: before}, after={module: after})


def _check(ctx: Ctx, module: str, people: list[int], *, known: Sequence[int]) -> None:
    if not people:
        raise InvalidInput([missing("approvers")])
    if len(people) > LEVEL_LIMIT:
        raise invalid("approvers", _("There may be %(limit)s levels of approval."), {"limit": LEVEL_LIMIT})
    if len(set(people)) < len(people):
        raise invalid("approvers", _("A person can approve only one of the levels."))
    able = {user_id for user_id, may in active_members(ctx).items() if may & {EVERYTHING, f"{module}.approve"}}
    if set(people) - able - set(known):
        raise invalid("approvers", _("Only a member who may approve such documents can be an approver."))
