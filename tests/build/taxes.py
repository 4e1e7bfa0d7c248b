"""Taxes for tests."""

from daicho.kernel.context import Ctx
from daicho.platform.work import reading
from daicho.taxes.commands.seed_taxes import seed_taxes
from daicho.taxes.queries.taxes import tax_choices


def make_taxes(ctx: Ctx, country_code: str = "JP") -> dict[str, int]:
    """Give the organisation its starting taxes and return name → id."""
    seed_taxes(ctx, country_code=country_code)
    with reading(ctx):
        return {tax.name: tax.tax_id for tax in tax_choices(ctx)}
