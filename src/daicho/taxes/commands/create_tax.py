"""A new tax."""

from django.db.models import Max

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.taxes.commands._tax_values import only_default, set_rate, tax_values
from daicho.taxes.core.fields import TaxFields
from daicho.taxes.models import Tax


def create_tax(ctx: Ctx, *, fields: TaxFields) -> int:
    """Create a tax with its percentage (from `valid_from`, by default since ever) and return its id.

    Raises InvalidInput with every fault at once.
    """
    ctx.require("taxes.create")
    with unit_of_work(ctx) as unit:
        values = tax_values(ctx, fields, None, 0)
        last = Tax.objects.aggregate(last=Max("position"))["last"]
        tax = Tax(
            organization_id=ctx.organization_id,
            position=0 if last is None else last + 1,
            created_at=ctx.now,
            modified_at=ctx.now,
            **values,
        )
        Tax.objects.bulk_create([tax])
        set_rate(ctx, tax, {"percentage_micro": 0, **fields})
        if tax.is_default:
            only_default(tax)
        tax_id: int = tax.id
        unit.record("tax", tax_id, "created", after={**values, "percentage_micro": fields.get("percentage_micro", 0)})
    return tax_id
