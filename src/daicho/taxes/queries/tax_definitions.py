"""Taxes with their dated rates, as computations need them."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.taxes.core.category import Category
from daicho.taxes.core.tax import DatedRate, TaxDefinition
from daicho.taxes.models import Tax, TaxGroupMember, TaxRate


def tax_definitions(ctx: Ctx, *, tax_ids: Collection[int] | None = None) -> dict[int, TaxDefinition]:
    """Return id → tax or group for these ids (all where None), in the order of settings. Unknown ids are left out.

    `definition.applied(day)` is what the engine takes.
    """
    del ctx  # the organisation is in scope
    member_rows = TaxGroupMember.objects.order_by("position")
    if tax_ids is not None:
        member_rows = member_rows.filter(group_id__in=tax_ids)
    members: dict[int, list[int]] = {}
    for group_id, tax_id in member_rows.values_list("group_id", "tax_id"):
        members.setdefault(group_id, []).append(tax_id)
    rows = Tax.objects.order_by("position", "id")
    if tax_ids is not None:
        wanted = {*tax_ids, *(tax_id for group in members.values() for tax_id in group)}
        rows = rows.filter(id__in=wanted)
    found = {row.id: row for row in rows}
    rates: dict[int, list[DatedRate]] = {}
    dated = TaxRate.objects.filter(tax_id__in=list(found)).values_list("tax_id", "valid_from", "percentage_micro")
    for tax_id, valid_from, percentage in sorted(dated, key=lambda rate: (rate[1] is not None, rate[1])):
        rates.setdefault(tax_id, []).append(DatedRate(valid_from, percentage))
    simple = {tax_id: _definition(row, tuple(rates.get(tax_id, ()))) for tax_id, row in found.items()}
    return {
        tax_id: _definition(found[tax_id], (), tuple(simple[member] for member in members.get(tax_id, ())))
        if found[tax_id].tax_type == "tax_group"
        else definition
        for tax_id, definition in simple.items()
        if tax_ids is None or tax_id in tax_ids
    }


def _definition(row: Tax, rates: tuple[DatedRate, ...], members: tuple[TaxDefinition, ...] = ()) -> TaxDefinition:
    return TaxDefinition(row.id, row.name, row.tax_type, Category(row.category), row.is_active, rates, members)
