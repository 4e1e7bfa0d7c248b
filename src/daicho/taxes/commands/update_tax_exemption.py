"""Changing a tax exemption."""

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.taxes.commands._exemption_values import COLUMNS, exemption_values
from daicho.taxes.commands.locks import locked_exemption
from daicho.taxes.core.fields import ExemptionFields
from daicho.taxes.models import TaxExemption


def update_tax_exemption(ctx: Ctx, *, exemption_id: int, fields: ExemptionFields) -> None:
    """Change a tax exemption; absent keys stay. Raises NotFound, InvalidInput."""
    ctx.require("taxes.edit")
    with unit_of_work(ctx) as unit:
        row = locked_exemption(exemption_id)
        before = {column: getattr(row, column) for column in COLUMNS}
        values = exemption_values(fields, row)
        TaxExemption.objects.filter(id=exemption_id).update(modified_at=ctx.now, **values)
        unit.record("taxexemption", exemption_id, "updated", before=before, after=values)
