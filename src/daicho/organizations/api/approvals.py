"""Which documents need approval, by whom; and how far a document is, for the packages that have documents."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.organizations.commands.set_approval import set_approval
from daicho.organizations.core.approval import MODULES
from daicho.organizations.queries.approval_levels import ApprovalLevelView
from daicho.organizations.queries.approval_rules import ModuleRule, approval_rules
from daicho.platform.wire.operation import Answer, Call, Done, Json, Operation, Record
from daicho.platform.wire.schema import Length, RecordId, WholeNumber, WireInput
from daicho.platform.wire.writer import id_text, moment_text


class ApproverInput(WireInput):
    """The person of a level; levels go by `order`, then as they are sent."""

    approver_id: RecordId
    order: WholeNumber = 0


class ApprovalInput(WireInput):
    """`mode`: none, simple (anybody who may approve), levels (the `approvers` in turn)."""

    mode: Annotated[str, Length(10)]
    approvers: Annotated[list[ApproverInput], Field(max_length=100)] = []


def approvers_json(ctx: Ctx, levels: Sequence[ApprovalLevelView]) -> list[Json]:
    """Return the levels of a document's approval: whose each is, and by whom and when it was given."""
    return [
        {
            "order": each.level.number,
            "approver_id": id_text(each.level.approver_id),
            "approver_name": each.approver_name,
            "approval_status": "approved" if each.is_given else "pending",
            "approved_by_id": id_text(each.level.approved_by_id),
            "approved_by": each.approved_by_name,
            "approved_time": moment_text(each.approved_at, ctx.time_zone) if each.approved_at else "",
        }
        for each in levels
    ]


def _list(call: Call[None]) -> Answer:
    return Done(_("success"), extra={"approvals": [_rule_json(rule) for rule in approval_rules(call.ctx).values()]})


def _update(call: Call[ApprovalInput]) -> Answer:
    module = call.path["module"]
    if module not in MODULES:
        raise NotFound(_("Documents of this kind are not approved."))
    people = [each.approver_id for each in sorted(call.body.approvers, key=lambda each: each.order)]
    set_approval(call.ctx, module=module, mode=call.body.mode, approver_ids=people)
    shown = _rule_json(approval_rules(call.ctx)[module])
    return Record("approval", shown, _("The rule of approval has been saved."))


def _rule_json(rule: ModuleRule) -> dict[str, Any]:
    return {
        "module": rule.module,
        "mode": rule.mode.value,
        "approvers": [
            {
                "order": order,
                "approver_id": id_text(person.user_id),
                "approver_name": person.name,
                "may_approve": person.may_approve,
            }
            for order, person in enumerate(rule.approvers, start=1)
        ],
    }


OPERATIONS = [
    Operation("GET", "/settings/approvals", "settings.view", "settings.READ", _list, "List the rules of approval"),
    Operation(
        "PUT",
        "/settings/approvals/{module}",
        "settings.edit",
        "settings.UPDATE",
        _update,
        "Set a rule of approval",
        body=ApprovalInput,
    ),
]
