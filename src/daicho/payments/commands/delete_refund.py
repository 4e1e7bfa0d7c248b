"""Delete a refund: its money is unused again."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.ledger.core.posting import Source
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.payments.commands._refund import MISSING, held_refund, snapshot
from daicho.payments.commands._taken import held_record, take
from daicho.payments.commands.post_settlements import REFUND, post_settlements
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import SIDES
from daicho.payments.models import Refund
from daicho.platform.work import unit_of_work


def delete_refund(ctx: Ctx, *, refund_id: int, of: Ref | None = None) -> None:
    """Delete a refund, out of `of` where that is given. Raises NotFound, RuleBroken (4310: a locked day)."""
    ctx.require("payments.delete")
    with unit_of_work(ctx) as unit:
        refund = held_refund(refund_id)
        source: Ref = (refund.source_kind, refund.source_id)
        if of and of != source:
            raise NotFound(MISSING)
        record = held_record(ctx, source)
        check_open_day(ctx, scope=SIDES[source[0]].scope, days=[refund.date])
        take(ctx, {source: -refund.amount_minor})
        Refund.objects.filter(id=refund_id).delete()
        post_settlements(ctx, refs=[source], gone=[Source(REFUND, refund_id, record.number)])
        unit.record(source[0], source[1], "refund deleted", before=snapshot(refund, record.terms.currency))
