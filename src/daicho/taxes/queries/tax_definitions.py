"""Taxes with their dated rates, as computations need them."""

from collections.abc import Collection
from datetime import date

from django.db.models import F, Q

from daicho.kernel.context import Ctx
from daicho.taxes.core.category import Category
from daicho.taxes.core.tax import DatedRate, TaxDefinition
from daicho.taxes.models import Tax


def tax_definitions(ctx: Ctx, *, tax_ids: Collection[int] | None = None) -> dict[int, TaxDefinition]:
    """Return id → tax or group for these ids (all where None), in the order of settings. Unknown ids are left out.

    `definition.applied(day)` is what the engine takes.
    """
    del ctx  # the organisation is in scope
    rows = Tax.objects.order_by("position", "id")
    if tax_ids is not None:
        rows = rows.filter(Q(id__in=tax_ids) | Q(groups__group_id__in=tax_ids))
    found: dict[int, Tax] = {}
    rates: dict[int, set[DatedRate]] = {}
    members: dict[int, dict[int, int]] = {}
    joined = rows.annotate(
        valid_from=F("rates__valid_from"),
        percentage=F("rates__percentage_micro"),
        group_id=F("groups__group_id"),
        place=F("groups__position"),
    )
    for row in joined:  # one statement: a row for each rate and each group of a tax
        found[row.id] = row
        if row.percentage is not None:
            rates.setdefault(row.id, set()).add(DatedRate(row.valid_from, row.percentage))
        if row.group_id is not None:
            members.setdefault(row.group_id, {})[row.id] = row.place
    simple = {tax_id: _definition(row, _by_day(rates.get(tax_id, set()))) for tax_id, row in found.items()}
    return {
        tax_id: _definition(found[tax_id], (), tuple(simple[member] for member in _in_place(members.get(tax_id, {}))))
        if found[tax_id].tax_type == "tax_group"
        else definition
        for tax_id, definition in simple.items()
        if tax_ids is None or tax_id in tax_ids
    }


def _by_day(rates: set[DatedRate]) -> tuple[DatedRate, ...]:
    return tuple(sorted(rates, key=lambda rate: rate.valid_from or date.min))


def _in_place(places: dict[int, int]) -> list[int]:
    return sorted(places, key=lambda tax_id: places[tax_id])


def _definition(row: Tax, rates: tuple[DatedRate, ...], members: tuple[TaxDefinition, ...] = ()) -> TaxDefinition:
    return TaxDefinition(row.id, row.name, row.tax_type, Category(row.category), row.is_active, rates, members)
