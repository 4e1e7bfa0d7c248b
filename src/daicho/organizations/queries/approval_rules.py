"""The rules of approval of all modules, with the people of their levels."""

from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.organizations.core.approval import MODULES, Mode, rule_from
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.queries._people import names_of
from daicho.organizations.queries.active_members import active_members
from daicho.organizations.queries.profile import organization_profile


@dataclass(frozen=True, slots=True)
class Approver:
    """A person of a level. `may_approve`: is a member who holds `<module>.approve`; else an administrator has to."""

    user_id: int
    name: str
    may_approve: bool


@dataclass(frozen=True, slots=True)
class ModuleRule:
    """The rule of a module; `offered` are the members who may approve its documents, by name."""

    module: str
    mode: Mode
    approvers: tuple[Approver, ...]
    offered: tuple[Approver, ...]


def approval_rules(ctx: Ctx) -> dict[str, ModuleRule]:
    """Return module → its rule, in the order of `MODULES`; at most four statements."""
    kept = organization_profile(ctx).approvals
    rules = {module: rule_from(kept.get(module)) for module in MODULES}
    members = active_members(ctx)
    named = {user_id for rule in rules.values() for user_id in rule.approver_ids}
    names = names_of(ctx, named | members.keys())
    found = {}
    for module in MODULES:
        able = {user_id for user_id, may in members.items() if may & {EVERYTHING, f"{module}.approve"}}
        rule = rules[module]
        people = [Approver(user_id, names.get(user_id, ""), user_id in able) for user_id in named | members.keys()]
        by_id = {person.user_id: person for person in people}
        found[module] = ModuleRule(
            module=module,
            mode=rule.mode,
            approvers=tuple(by_id[user_id] for user_id in rule.approver_ids),
            offered=tuple(sorted((one for one in people if one.may_approve), key=lambda one: one.name)),
        )
    return found
