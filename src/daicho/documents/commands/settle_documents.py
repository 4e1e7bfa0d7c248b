"""Change how much of documents is paid, credited or used."""

from collections.abc import Mapping

from daicho.documents.core.kind import Kind
from daicho.documents.core.rules import MORE_THAN_OPEN, WRONG_STATE
from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound, RuleBroken
from daicho.kernel.money import Money
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work


# tidy: allow unauthorised: part of the commands that apply payments and credits
def settle_documents(ctx: Ctx, *, kind: Kind, changes: Mapping[int, int]) -> None:
    """Add to what is applied to documents (or used of them): id → minor units of its currency, negative to take back.

    Locks the documents in the order of their ids. Raises NotFound, RuleBroken (4700: it is not open; 4712: more than
    is open, or less than nothing).
    """
    with unit_of_work(ctx) as unit:
        rows = list(kind.header.objects.select_for_update().filter(id__in=changes).order_by("id"))
        if len(rows) < len(changes):
            raise NotFound(kind.words.does_not_exist)
        for row in rows:
            before, change = row.applied_minor, changes[row.id]
            if change > 0 and row.state != State.OPEN:
                raise RuleBroken(WRONG_STATE, _("%(number)s is not open."), {"number": row.number})
            row.applied_minor, row.modified_at = before + change, ctx.now
            if not 0 <= row.applied_minor <= row.total_minor:
                rest = Money(row.total_minor - before, row.currency_code).value
                message = _("Only %(open)s of %(number)s is open.")
                raise RuleBroken(MORE_THAN_OPEN, message, {"open": rest, "number": row.number})
            unit.record(
                kind.entity, row.id, "updated",
                before={"applied_minor": before}, after={"applied_minor": row.applied_minor},
            )  # fmt: skip
        kind.header.objects.bulk_update(rows, ["applied_minor", "modified_at"])
