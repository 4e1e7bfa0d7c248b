"""Take back what a payment or credit settled: it is unused again, the document open."""

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.ledger.core.posting import Source
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.payments.commands._taken import take
from daicho.payments.commands.locks import hold
from daicho.payments.commands.post_settlements import APPLICATION, post_settlements
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import PAYMENT_KINDS, SIDES
from daicho.payments.models import Use as UseRow
from daicho.payments.queries.settled_records import settled_records
from daicho.platform.work import unit_of_work

_MISSING = _("The payment or credit is not applied here.")


def remove_use(ctx: Ctx, *, use_id: int, of: Ref | None = None) -> None:
    """Remove a use, of that document or source where `of` is given. Raises NotFound, RuleBroken (4310: locked)."""
    ctx.require("payments.delete")
    with unit_of_work(ctx) as unit:
        row = UseRow.objects.filter(id=use_id).first()
        if row is None:
            raise NotFound(_MISSING)
        source, target = (row.source_kind, row.source_id), (row.target_kind, row.target_id)
        hold([source, target])
        row = UseRow.objects.filter(id=use_id).first()
        if row is None or (of and of not in {source, target}):
            raise NotFound(_MISSING)
        check_open_day(ctx, scope=SIDES[row.source_kind].scope, days=[row.date])
        take(ctx, {source: -row.amount_minor, target: -(row.amount_minor + row.withheld_minor)})
        UseRow.objects.filter(id=use_id).delete()
        number = settled_records(ctx, refs=[source])[source].number
        gone = [] if row.source_kind in PAYMENT_KINDS else [Source(APPLICATION, use_id, number)]
        post_settlements(ctx, refs=[source, target], gone=gone)
        names = ("target_id", "amount_minor", "withheld_minor", "date")
        before = {name: getattr(row, name) for name in names}
        unit.record(row.source_kind, row.source_id, "released", before=before)
