"""Locking days."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.text import noop as _
from daicho.ledger.commands._lock_row import locked_lock, record_lock, values_of
from daicho.ledger.core.lock_fields import LockFields, lock_errors
from daicho.ledger.core.locks import Scope
from daicho.ledger.models import TransactionLock
from daicho.organizations.commands.locks import locked_organization
from daicho.organizations.queries.member_names import member_names
from daicho.platform.work import unit_of_work


def set_lock(ctx: Ctx, *, fields: LockFields) -> int:
    """Lock everything of a module group (default: all) on or before a day, or change that lock; return its id.

    Days that were opened again stay so only while the lock still covers them. Administrators and accountants may
    (right "journals.approve"). Raises InvalidInput.
    """
    ctx.require("journals.approve")
    with unit_of_work(ctx) as unit:
        locked_organization(ctx)
        scope = fields.get("scope", Scope.ALL)
        row = locked_lock(scope)
        before = values_of(row) if row else None
        errors = [*lock_errors(fields, is_new=row is None), *_unknown_people(ctx, fields)]
        if errors:
            raise InvalidInput(errors)
        row = row or TransactionLock(organization_id=ctx.organization_id, scope=scope)
        row.until = fields.get("until", row.until)
        row.reason = fields.get("reason", row.reason).strip()
        if "exempt_user_ids" in fields:
            row.exempt_user_ids = ",".join(str(user_id) for user_id in dict.fromkeys(fields["exempt_user_ids"]))
        if row.opened_from and row.opened_from > row.until:
            row.opened_from, row.opened_to, row.opened_reason = None, None, ""
        row.locked_by, row.locked_at = ctx.actor.user_id, ctx.now
        row.save()
        record_lock(unit, row, "updated" if before else "locked", before)
        lock_id: int = row.id
        return lock_id


def _unknown_people(ctx: Ctx, fields: LockFields) -> list[FieldError]:
    wanted = set(fields.get("exempt_user_ids", []))
    if not wanted or wanted <= member_names(ctx, user_ids=wanted).keys():
        return []
    message = _("Invalid value passed for %(field)s")
    return [FieldError("user_exceptions", message, {"field": "user_exceptions"})]
