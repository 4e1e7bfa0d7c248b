"""Taxes to choose from."""

from collections.abc import Collection
from dataclasses import dataclass

from daicho.kernel.context import Ctx
from daicho.taxes.models import Tax
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
    rows = Tax.objects.filter(is_active=True) if tax_ids is None else Tax.objects.filter(id__in=tax_ids)
    defaults = dict(rows.order_by("position", "id").values_list("id", "is_default"))
    definitions = tax_definitions(ctx, tax_ids=defaults)
    return [
        TaxChoice(
            tax.tax_id, tax.name, tax.tax_type, tax.category, tax.percentage_micro(ctx.today), defaults[tax.tax_id]
        )
        for tax in definitions.values()
    ]
