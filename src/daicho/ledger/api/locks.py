"""Operations on transaction locks (zoho-surface §0, 2.11)."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field

from daicho.kernel.context import Ctx
from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.ledger.commands.open_locked_days import open_locked_days
from daicho.ledger.commands.remove_lock import remove_lock
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.core.lock_fields import EXEMPT_LIMIT, REASON_LENGTH, LockFields, LockView, OpeningFields
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.list_locks import list_locks
from daicho.organizations.queries.member_names import member_names
from daicho.platform.wire.operation import Answer, Call, Done, Json, Listed, Operation, Record
from daicho.platform.wire.schema import Day, Length, RecordId, WireInput
from daicho.platform.wire.writer import day_text, id_text, moment_text

_SCOPES = {str(scope.value): scope for scope in Scope}


class UserExceptionInput(WireInput):
    """A person whom the lock does not concern."""

    user_id: RecordId


class LockInput(WireInput):
    """A lock of a module group (0 all, 1 sales, 2 purchases, 3 banking, 4 accounts) up to and including a day."""

    lock_scope: Literal[0, 1, 2, 3, 4] = 0
    transaction_lock_date: Day | None = None
    reason: Annotated[str, Length(REASON_LENGTH)] = ""
    user_exceptions: Annotated[list[RecordId | UserExceptionInput], Field(max_length=EXEMPT_LIMIT)] = []


class PartialUnlockInput(WireInput):
    """Days of a lock that are open again; without them all are closed."""

    lock_scope: Literal[0, 1, 2, 3, 4] = 0
    start_date: Day | None = None
    end_date: Day | None = None
    reason: Annotated[str, Length(REASON_LENGTH)] = ""


def _list(call: Call[None]) -> Answer:
    views = list_locks(call.ctx)
    names = _names(call.ctx, views)
    return Listed("transaction_locks", [lock_json(call.ctx, view, names) for view in views])


def _set(call: Call[LockInput]) -> Answer:
    body = call.body
    fields: LockFields = {"scope": Scope(body.lock_scope)}
    if body.transaction_lock_date:
        fields["until"] = body.transaction_lock_date
    if "reason" in call.given:
        fields["reason"] = body.reason
    if "user_exceptions" in call.given:
        fields["exempt_user_ids"] = [
            person.user_id if isinstance(person, UserExceptionInput) else person for person in body.user_exceptions
        ]
    lock_id = set_lock(call.ctx, fields=fields)
    return _record(call.ctx, lock_id, _("The transaction lock has been updated."))


def _remove(call: Call[None]) -> Answer:
    named = call.query.get("lock_scope", "").strip() or "0"
    if named not in _SCOPES:
        raise invalid("lock_scope", _("Invalid value passed for %(field)s"), {"field": "lock_scope"})
    remove_lock(call.ctx, scope=_SCOPES[named])
    return Done(_("The transaction lock has been deleted."))


def _open(call: Call[PartialUnlockInput]) -> Answer:
    body = call.body
    fields: OpeningFields = {"start": body.start_date, "end": body.end_date, "reason": body.reason}
    lock_id = open_locked_days(call.ctx, scope=Scope(body.lock_scope), fields=fields)
    return _record(call.ctx, lock_id, _("The partial unlock has been updated."))


def _record(ctx: Ctx, lock_id: int, message: str) -> Answer:
    view = next(view for view in list_locks(ctx) if view.lock_id == lock_id)
    return Record("transaction_lock", lock_json(ctx, view, _names(ctx, [view])), message)


def _names(ctx: Ctx, views: Sequence[LockView]) -> Mapping[int, str]:
    people = {user_id for view in views for user_id in (*view.exempt_user_ids, view.locked_by) if user_id}
    return member_names(ctx, user_ids=people) if people else {}


def lock_json(ctx: Ctx, view: LockView, names: Mapping[int, str]) -> dict[str, Json]:
    """Return a lock; `names` are those of the people it mentions."""
    return {
        "transaction_lock_id": id_text(view.lock_id),
        "accounting_period_id": "",
        "lock_scope": view.scope.value,
        "transaction_lock_status": "enabled",
        "lock_status": "partially_unlocked" if view.opened_from else "locked",
        "transaction_lock_date": day_text(view.until),
        "reason": view.reason,
        "partial_lock_number": 1 if view.opened_from else 0,
        "start_date": day_text(view.opened_from),
        "end_date": day_text(view.opened_to),
        "partial_unlock_reason": view.opened_reason,
        "locked_by": names.get(view.locked_by or 0, ""),
        "locked_time": moment_text(view.locked_at, ctx.time_zone),
        "user_exceptions": [
            {"user_id": id_text(user_id), "user_name": names.get(user_id, "")} for user_id in view.exempt_user_ids
        ],
        "account_exceptions": [],
    }


_PATH = "/settings/transactionlocks"
OPERATIONS: list[Operation] = [
    Operation("GET", _PATH, "settings.view", "settings.READ", _list, "List transaction locks"),
    Operation("PUT", _PATH, "journals.approve", "settings.UPDATE", _set, "Lock transactions", body=LockInput),
    Operation(
        "DELETE", _PATH, "journals.approve", "settings.DELETE", _remove, "Unlock transactions",
        parameters=("lock_scope",),
    ),
    Operation(
        "PUT", f"{_PATH}/partialunlock", "journals.approve", "settings.UPDATE", _open,
        "Open days of a locked period again", body=PartialUnlockInput,
    ),
]  # fmt: skip
