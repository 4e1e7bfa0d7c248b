"""Make a credit note of an invoice."""

from collections.abc import Mapping
from decimal import Decimal

from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import DocumentFields
from daicho.documents.queries.converted_fields import converted_fields
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.sales.kinds import CREDIT_NOTE


def credit_invoice(
    ctx: Ctx,
    *,
    invoice_id: int,
    quantities: Mapping[int, Decimal] | None = None,
    fields: DocumentFields | None = None,
    is_open: bool = True,
) -> int:
    """Make a credit note of all of an invoice that is not credited yet, or of these quantities; return its id.

    It has the invoice's exchange rate. `fields` replace what is copied. Raises NotFound, RuleBroken (4713, 4714).
    """
    ctx.require("creditnotes.create")
    with unit_of_work(ctx):
        copied = converted_fields(
            ctx, kind=CREDIT_NOTE, source_id=invoice_id, quantities=quantities, with_exchange_rate=True
        )
        return create_document(ctx, kind=CREDIT_NOTE, fields={**copied, **(fields or {})}, is_open=is_open)
