"""Taxes with their dated rates, as computations need them."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from daicho.kernel.context import Ctx
from daicho.taxes.core.category import Category
from daicho.taxes.core.tax import DatedRate, TaxDefinition
from daicho.taxes.models import Tax, TaxGroupMember

_COLUMNS = ("id", "name", "tax_type", "category", "is_active", "is_default",
            "rates__valid_from", "rates__percentage_micro")  # fmt: skip


def tax_definitions(ctx: Ctx, *, tax_ids: Collection[int] | None = None) -> dict[int, TaxDefinition]:
    """Return id → tax or group for these ids (all where None), in the order of settings. Unknown ids are left out.

    `definition.applied(day)` is what the engine takes. One query; three where groups are among them.
    """
    del ctx  # the organisation is in scope
    if tax_ids is not None and not tax_ids:
        return {}
    found = _read(tax_ids)
    groups = [tax_id for tax_id, tax in found.items() if tax.tax_type == "tax_group"]
    if not groups:
        return found
    members: dict[int, list[int]] = {}
    rows = TaxGroupMember.objects.filter(group_id__in=groups).order_by("position")
    for group_id, tax_id in rows.values_list("group_id", "tax_id"):
        members.setdefault(group_id, []).append(tax_id)
    missing = {tax_id for group in members.values() for tax_id in group} - found.keys()
    simple = found | (_read(missing) if missing else {})
    return {
        tax_id: _group(tax, [simple[member] for member in members.get(tax_id, ())]) if tax_id in groups else tax
        for tax_id, tax in found.items()
    }


def _read(tax_ids: Collection[int] | None) -> dict[int, TaxDefinition]:
    rows = Tax.objects.order_by("position", "id")
    if tax_ids is not None:
        rows = rows.filter(id__in=set(tax_ids))
    taxes: dict[int, tuple[str, str, str, bool, bool]] = {}
    rates: dict[int, list[DatedRate]] = {}
    for tax_id, name, tax_type, category, is_active, is_default, start, percentage in rows.values_list(*_COLUMNS):
        taxes[tax_id] = (name, tax_type, category, is_active, is_default)
        if percentage is not None:
            rates.setdefault(tax_id, []).append(DatedRate(start, percentage))
    return {
        tax_id: TaxDefinition(
            tax_id, name, tax_type, Category(category), is_active, is_default, _in_order(rates.get(tax_id, ()))
        )
        for tax_id, (name, tax_type, category, is_active, is_default) in taxes.items()
    }


def _in_order(rates: Iterable[DatedRate]) -> tuple[DatedRate, ...]:
    return tuple(sorted(rates, key=lambda rate: (rate.valid_from is not None, rate.valid_from)))


def _group(tax: TaxDefinition, members: list[TaxDefinition]) -> TaxDefinition:
    return replace(tax, members=tuple(members))
