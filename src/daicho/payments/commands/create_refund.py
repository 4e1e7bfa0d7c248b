"""Give money back out of a payment's unused part, a credit note or a vendor credit."""

from daicho.kernel.context import Ctx
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.payments.commands._refund import refund_columns, snapshot
from daicho.payments.commands._taken import held_record, take
from daicho.payments.commands.post_settlements import post_settlements
from daicho.payments.core.fields import RefundFields
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import SIDES
from daicho.payments.models import Refund
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work


def create_refund(ctx: Ctx, *, source: Ref, fields: RefundFields) -> int:
    """Record that money of `source` (a payment or credit) was given back, and return the refund's id.

    Raises NotFound; InvalidInput with every fault at once; RuleBroken: 4650, 4712 (more than is unused), 4700 (the
    credit is not open), 4654 (earlier than the source), 4310 (a locked day).
    """
    ctx.require("payments.create")
    with unit_of_work(ctx) as unit:
        record = held_record(ctx, source)
        columns = refund_columns(ctx, record, fields, None)
        check_open_day(ctx, scope=SIDES[source[0]].scope, days=[columns["date"]])
        take(ctx, {source: columns["amount_minor"]})
        refund_id = new_id()
        refund = Refund(
            id=refund_id, organization_id=ctx.organization_id, source_kind=source[0], source_id=source[1],
            created_at=ctx.now, modified_at=ctx.now, **columns,
        )  # fmt: skip
        Refund.objects.bulk_create([refund])
        post_settlements(ctx, refs=[source])
        unit.record(source[0], source[1], "refunded", after=snapshot(refund, record.terms.currency))
    return refund_id
