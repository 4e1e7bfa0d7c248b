"""Taxes with their dated rates, as computations need them."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from daicho.kernel.context import Ctx
from daicho.platform.memory import lasting_parts
from daicho.taxes.core.category import Category
from daicho.taxes.core.tax import DatedRate, TaxDefinition
from daicho.taxes.models import Tax

_COLUMNS = ("id", "name", "tax_type", "category", "is_active", "is_default",
            "rates__valid_from", "rates__percentage_micro", "members__tax_id")  # fmt: skip


def tax_definitions(ctx: Ctx, *, tax_ids: Collection[int] | None = None) -> dict[int, TaxDefinition]:
    """Return id → tax or group for these ids (all where None), in the order of settings. Unknown ids are left out.

    `definition.applied(day)` is what the engine takes. One query; two where some of these ids are groups.
    """
    if tax_ids is None:
        return _definitions(None)
    return lasting_parts(ctx, _definitions, tax_ids) if tax_ids else {}


def _definitions(tax_ids: Collection[int] | None) -> dict[int, TaxDefinition]:
    found, members = _read(tax_ids)
    missing = {tax_id for group in members.values() for tax_id in group} - found.keys()
    simple = found | (_read(missing)[0] if missing else {})
    return {
        tax_id: replace(tax, members=tuple(simple[member] for member in members.get(tax_id, ())))
        for tax_id, tax in found.items()
    }


def _read(tax_ids: Collection[int] | None) -> tuple[dict[int, TaxDefinition], dict[int, list[int]]]:
    """Return the taxes without their members, and the ids of the members of groups in their order."""
    rows = Tax.objects.order_by("position", "id", "members__position")
    if tax_ids is not None:
        rows = rows.filter(id__in=set(tax_ids))
    taxes: dict[int, tuple[str, str, str, bool, bool]] = {}
    rates: dict[int, list[DatedRate]] = {}
    members: dict[int, list[int]] = {}
    for tax_id, name, tax_type, category, is_active, is_default, start, percentage, member in rows.values_list(
        *_COLUMNS
    ):
        taxes[tax_id] = (name, tax_type, category, is_active, is_default)
        if percentage is not None:
            rates.setdefault(tax_id, []).append(DatedRate(start, percentage))
        if member is not None:
            members.setdefault(tax_id, []).append(member)
    taxes_without = {
        tax_id: TaxDefinition(
            tax_id, name, tax_type, Category(category), is_active, is_default, _in_order(rates.get(tax_id, ()))
        )
        for tax_id, (name, tax_type, category, is_active, is_default) in taxes.items()
    }
    return taxes_without, members


def _in_order(rates: Iterable[DatedRate]) -> tuple[DatedRate, ...]:
    return tuple(sorted(rates, key=lambda rate: (rate.valid_from is not None, rate.valid_from)))
