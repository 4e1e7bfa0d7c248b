"""A new tax exemption."""

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.taxes.commands._exemption_values import exemption_values
from daicho.taxes.core.fields import ExemptionFields
from daicho.taxes.models import TaxExemption


def create_tax_exemption(ctx: Ctx, *, fields: ExemptionFields) -> int:
    """Create a tax exemption and return its id. Raises InvalidInput."""
    ctx.require("taxes.create")
    with unit_of_work(ctx) as unit:
        values = exemption_values(fields, None)
        row = TaxExemption(organization_id=ctx.organization_id, created_at=ctx.now, modified_at=ctx.now, **values)
        TaxExemption.objects.bulk_create([row])
        exemption_id: int = row.id
        unit.record("taxexemption", exemption_id, "created", after=values)
    return exemption_id
