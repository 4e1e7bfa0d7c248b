"""Changing a tax."""

from daicho.kernel.context import Ctx
from daicho.platform.usage import in_use
from daicho.platform.work import unit_of_work
from daicho.taxes.commands._tax_values import COLUMNS, only_default, set_rate, tax_values
from daicho.taxes.commands.locks import locked_tax
from daicho.taxes.core.fields import TaxFields
from daicho.taxes.models import Tax, TaxRate
from daicho.taxes.queries.tax_definitions import tax_definitions


def update_tax(ctx: Ctx, *, tax_id: int, fields: TaxFields) -> None:
    """Change a tax; absent keys stay.

    A new percentage holds from `valid_from`, by default from today: what was before keeps its rate. Where nothing
    refers to the tax yet and it never had another rate, the percentage is simply corrected. Raises NotFound,
    InvalidInput.
    """
    ctx.require("taxes.edit")
    with unit_of_work(ctx) as unit:
        tax = locked_tax(tax_id)
        percentage = tax_definitions(ctx, tax_ids=[tax_id])[tax_id].percentage_micro(ctx.today)
        before = {**{column: getattr(tax, column) for column in COLUMNS}, "percentage_micro": percentage}
        values = tax_values(ctx, fields, tax, percentage)
        for column, value in values.items():
            setattr(tax, column, value)
        tax.modified_at = ctx.now
        Tax.objects.bulk_update([tax], [*COLUMNS, "modified_at"])
        if fields.get("percentage_micro", percentage) != percentage or "valid_from" in fields:
            set_rate(ctx, tax, _dated(ctx, tax_id, {"percentage_micro": percentage, **fields}))
        if tax.is_default:
            only_default(tax)
        after = {**values, "percentage_micro": fields.get("percentage_micro", percentage)}
        unit.record("tax", tax_id, "updated", before=before, after=after)


def _dated(ctx: Ctx, tax_id: int, fields: TaxFields) -> TaxFields:
    if "valid_from" in fields:
        return fields
    starts = list(TaxRate.objects.filter(tax_id=tax_id).values_list("valid_from", flat=True))
    unused = len(starts) == 1 and not in_use(ctx, entity="tax", ids=[tax_id])
    return {**fields, "valid_from": starts[0] if unused else ctx.today}
