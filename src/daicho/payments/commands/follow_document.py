"""Let settlements follow a document that changed after it was settled (config/wiring.py, SETTLED_MOVES)."""

from daicho.kernel.context import Ctx
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.payments.commands.locks import hold
from daicho.payments.commands.post_settlements import post_settlements
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import SIDES
from daicho.payments.models import Use as UseRow
from daicho.payments.queries.settled_records import settled_records
from daicho.payments.queries.uses import uses_of
from daicho.platform.work import unit_of_work


# tidy: allow unauthorised: part of the commands that change documents
def follow_document(ctx: Ctx, *, entity: str, document_id: int) -> None:
    """Post anew what settles the document, or what it settles: its rate, total or day may be another.

    Nothing settles a document before its day: uses that would, move to it. Raises RuleBroken (4310: one of their days
    is locked).
    """
    ref: Ref = (entity, document_id)
    with unit_of_work(ctx) as unit:
        uses = uses_of(ctx, sources=[ref], targets=[ref])
        hold({use.source for use in uses if use.source != ref})
        day = settled_records(ctx, refs=[ref])[ref].day
        moved = [use for use in uses if use.day < day and use.target]
        if moved:
            check_open_day(ctx, scope=SIDES[entity].scope, days=[use.day for use in uses if use.day < day])
            UseRow.objects.filter(id__in=[use.use_id for use in moved]).update(date=day)
        for use in moved:
            said = {
                "target_id": use.target and use.target[1],
                "amount_minor": use.amount,
                "withheld_minor": use.withheld,
            }
            unit.record(*use.source, "released", before=said | {"date": use.day})
            unit.record(*use.source, "applied", after=said | {"date": day})
        post_settlements(ctx, refs={ref, *(use.source for use in moved)})
