"""Opening some days of a locked period again."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput
from daicho.ledger.commands._lock_row import existing_lock, record_lock, values_of
from daicho.ledger.core.lock_fields import OpeningFields, opening_errors
from daicho.ledger.core.locks import Scope
from daicho.platform.work import unit_of_work


def open_locked_days(ctx: Ctx, *, scope: Scope, fields: OpeningFields) -> int:
    """Open the days from `start` to `end` for everybody, or (both None) close them again; return the lock's id.

    Raises NotFound without a lock of that module group, InvalidInput for days that cannot be.
    """
    ctx.require("journals.approve")
    with unit_of_work(ctx) as unit:
        row = existing_lock(scope)
        before = values_of(row)
        errors = list(opening_errors(fields, row.until))
        if errors:
            raise InvalidInput(errors)
        row.opened_from, row.opened_to = fields["start"], fields["end"]
        row.opened_reason = fields["reason"].strip() if fields["start"] else ""
        row.save()
        record_lock(unit, row, "partly opened" if fields["start"] else "closed again", before)
        lock_id: int = row.id
        return lock_id
