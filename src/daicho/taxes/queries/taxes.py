"""Taxes to choose from."""

from collections.abc import Collection
from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.taxes.queries.tax_definitions import tax_definitions


@dataclass(frozen=True, slots=True)
class TaxChoice:
    """A tax as forms offer it; `percentage_micro` (10^-6 per cent) is today's."""

    tax_id: int
    name: str
    tax_type: str
    category: str
    percentage_micro: int
    is_default: bool


def tax_choices(ctx: Ctx, *, tax_ids: Collection[int] | None = None) -> list[TaxChoice]:
    """Return the active taxes and groups in the order of settings; with `tax_ids` those, whatever their state."""
    return [
        TaxChoice(tax.tax_id, tax.name, tax.tax_type, tax.category, tax.percentage_micro(ctx.today), tax.is_default)
        for tax in tax_definitions(ctx, tax_ids=tax_ids).values()
        if tax.is_active or tax_ids is not None
    ]
