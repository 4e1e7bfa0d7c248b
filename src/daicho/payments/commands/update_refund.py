"""Change a refund."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.payments.commands._refund import COLUMNS, MISSING, held_refund, refund_columns, snapshot
from daicho.payments.commands._taken import held_record, take
from daicho.payments.commands.post_settlements import post_settlements
from daicho.payments.core.fields import RefundFields
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import SIDES
from daicho.payments.models import Refund
from daicho.platform.work import unit_of_work


def update_refund(ctx: Ctx, *, refund_id: int, fields: RefundFields, of: Ref | None = None) -> None:
    """Change what `fields` give of a refund, out of `of` where that is given.

    Raises NotFound, and what `create_refund` raises.
    """
    ctx.require("payments.edit")
    with unit_of_work(ctx) as unit:
        refund = held_refund(refund_id)
        source: Ref = (refund.source_kind, refund.source_id)
        if of and of != source:
            raise NotFound(MISSING)
        record = held_record(ctx, source)
        columns = refund_columns(ctx, record, fields, refund)
        check_open_day(ctx, scope=SIDES[source[0]].scope, days=[refund.date, columns["date"]])
        take(ctx, {source: columns["amount_minor"] - refund.amount_minor})
        before = snapshot(refund, record.terms.currency)
        for name, value in columns.items():
            setattr(refund, name, value)
        refund.modified_at = ctx.now
        Refund.objects.bulk_update([refund], [*COLUMNS, "modified_at"])
        post_settlements(ctx, refs=[source])
        unit.record(
            source[0], source[1], "refund updated", before=before, after=snapshot(refund, record.terms.currency)
        )  # fmt: skip
