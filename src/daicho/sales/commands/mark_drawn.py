"""Tell how much of what was paid on retainer invoices is used."""

from collections.abc import Mapping

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.sales.core.drawn import drawn_mark
from daicho.sales.models import RetainerInvoice


# tidy: allow unauthorised: part of the commands that settle
def mark_drawn(ctx: Ctx, *, drawn: Mapping[int, int]) -> None:
    """Keep the marks of these retainers (id → what of their payments is used, in minor units)."""
    with unit_of_work(ctx) as unit:
        for row in RetainerInvoice.objects.select_for_update().filter(id__in=drawn).order_by("id"):
            mark = drawn_mark(row.applied_minor, drawn[row.id])
            if mark == row.drawn_status:
                continue
            RetainerInvoice.objects.filter(id=row.id).update(drawn_status=mark, modified_at=ctx.now)
            unit.record(
                "retainerinvoice", row.id, "updated",
                before={"drawn_status": row.drawn_status}, after={"drawn_status": mark},
            )  # fmt: skip
