"""The taxes of a new organisation."""

from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work
from daicho.taxes.core.category import TAXABLE
from daicho.taxes.core.starting_taxes import starting_taxes
from daicho.taxes.models import Tax, TaxRate


def seed_taxes(ctx: Ctx, *, country_code: str) -> None:
    """Give the organisation the taxes of its country ("JP" or elsewhere), once."""
    ctx.require("taxes.create")
    with unit_of_work(ctx) as unit:
        if Tax.objects.exists():
            return
        start = starting_taxes(country_code)
        taxes = [
            Tax(
                organization_id=ctx.organization_id,
                name=tax.name,
                tax_type="tax",
                category=tax.category,
                tax_factor="rate",
                country_code=country_code if len(country_code) == 2 else "",
                is_value_added=tax.category in TAXABLE,
                is_default=tax.is_default,
                position=position,
                created_at=ctx.now,
                modified_at=ctx.now,
            )
            for position, tax in enumerate(start)
        ]
        Tax.objects.bulk_create(taxes)
        TaxRate.objects.bulk_create(
            TaxRate(
                organization_id=ctx.organization_id, tax=row, percentage_micro=percentage * 10**6, valid_from=valid_from
            )
            for row, tax in zip(taxes, start, strict=True)
            for valid_from, percentage in tax.rates
        )
        unit.record("taxes", ctx.organization_id, "created", after={"taxes": [tax.name for tax in start]})
