"""What applies credits: by hand, and of a credit note to the invoice it was made of."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.payments.commands._draft import refuse_foreign
from daicho.payments.commands._taken import held_record, take
from daicho.payments.commands.locks import hold
from daicho.payments.commands.post_settlements import post_settlements
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import SIDES, gives
from daicho.payments.models import Use as UseRow
from daicho.platform.db.ids import new_id
from daicho.platform.work import unit_of_work


def apply(ctx: Ctx, target: Ref, amounts: Mapping[Ref, int], day: date) -> list[int]:
    """Settle a document by payments and credits (source → minor units); what `apply_credits` does without the right."""
    side = SIDES[target[0]]
    rows = []
    with unit_of_work(ctx) as unit:
        hold([target, *amounts])
        document = held_record(ctx, target)
        for source in sorted(amounts):
            record = held_record(ctx, source)
            if not gives(source[0]) or SIDES[source[0]] is not side:
                raise NotFound(_("Credit does not exist."))
            refuse_foreign(
                record.number, record.contact_id, document.contact_id, record.terms.currency, document.terms.currency
            )
            rows.append(
                UseRow(
                    id=new_id(), organization_id=ctx.organization_id, source_kind=source[0], source_id=source[1],
                    target_kind=target[0], target_id=target[1], date=max(day, document.day, record.day),
                    amount_minor=amounts[source], created_at=ctx.now,
                )
            )  # fmt: skip
        check_open_day(ctx, scope=side.scope, days=[row.date for row in rows])
        changes = Counter({target: sum(row.amount_minor for row in rows)})
        changes.update(amounts)
        take(ctx, changes)
        UseRow.objects.bulk_create(rows)
        post_settlements(ctx, refs=[target, *amounts])
        for row in rows:
            after = {"target_id": target[1], "amount_minor": row.amount_minor, "date": row.date}
            unit.record(row.source_kind, row.source_id, "applied", after=after)
    return [row.id for row in rows]
