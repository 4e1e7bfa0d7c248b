"""Keep when a customer said to pay an invoice or a retainer invoice."""

from datetime import date

from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def expect_payment(ctx: Ctx, *, kind: Kind, document_id: int, day: date | None) -> None:
    """Keep the day on which the document's payment is expected, None for none. Raises NotFound."""
    ctx.require(f"{kind.module}.edit")
    with unit_of_work(ctx) as unit:
        before = locked_header(kind, document_id).payment_expected_on
        kind.header.objects.filter(id=document_id).update(payment_expected_on=day, modified_at=ctx.now)
        unit.record(
            kind.entity, document_id, "updated",
            before={"payment_expected_on": before}, after={"payment_expected_on": day},
        )  # fmt: skip
