"""A package as it will be saved."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from daicho.documents.commands._portions import prepared_portions
from daicho.documents.core.portion import Portion, PortionFields
from daicho.documents.core.state import State as OrderState
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput, NotFound, RuleBroken
from daicho.kernel.measure import Quantity
from daicho.kernel.text import noop as _
from daicho.sales.core.fulfilment import Progress
from daicho.sales.core.package import PackageFields
from daicho.sales.core.rules import IS_SHIPPED, NOT_CONFIRMED, ON_HOLD, PACKS_TOO_MUCH
from daicho.sales.models import Package, PackageLine, SalesOrder, SalesOrderLine
from daicho.sales.queries.order_progress import order_progress

NUMBER = "package_number"
_LENGTHS = {"number": 100, "notes": 10_000}
_PACKED_FROM = frozenset({OrderState.OPEN, OrderState.CLOSED})
"""A closed order may have goods left, where orders are closed by their invoices."""


def locked_order(order_id: int) -> SalesOrder:
    """Return the order for changing what is made of it. Raises NotFound."""
    order = SalesOrder.objects.select_for_update().filter(id=order_id).first()
    if order is None:
        raise NotFound(_("Sales order does not exist."))
    return order


def locked_package(package_id: int) -> Package:
    """Return a package for changing, its order locked first. Raises NotFound, RuleBroken (4807: it left already)."""
    order_id = Package.objects.filter(id=package_id).values_list("order_id", flat=True).first()
    if order_id is not None:
        locked_order(order_id)
    row = Package.objects.select_for_update().filter(id=package_id).first()
    if row is None:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Package")})
    if row.shipment_id is not None:
        raise RuleBroken(IS_SHIPPED, _("%(number)s was shipped: delete the shipment first."), {"number": row.number})
    return row


def refuse_unconfirmed(order: SalesOrder) -> None:
    """Raise RuleBroken (4805; 4812: it is on hold) for an order of which nothing can be packed or shipped."""
    if order.state == OrderState.ON_HOLD:
        message = _("%(number)s is on hold until what was ordered for it is billed.")
        raise RuleBroken(ON_HOLD, message, {"number": order.number})
    if order.state not in _PACKED_FROM:
        message = _("%(number)s is not confirmed: only a confirmed sales order can be packed and shipped.")
        raise RuleBroken(NOT_CONFIRMED, message, {"number": order.number})


def header_columns(ctx: Ctx, fields: PackageFields, current: Package | None) -> dict[str, Any]:
    """Return the columns without the number. Raises InvalidInput for texts that are too long."""
    errors = [
        FieldError(name, _("%(field)s is too long."), {"field": name})
        for name, limit in _LENGTHS.items()
        if len(str(fields.get(name, ""))) > limit
    ]
    if errors:
        raise InvalidInput(errors)
    return {
        "date": fields.get("date") or (current.date if current else ctx.today),
        "notes": fields.get("notes", current.notes if current else "").strip(),
    }


def prepared_rows(
    ctx: Ctx, order_id: int, given: Sequence[PortionFields] | None, before: Sequence[Portion]
) -> list[Portion]:
    """Return the lines as they will be saved; without given ones those that are there, or all that is left to pack.

    Raises InvalidInput with every fault at once, RuleBroken (4016 without lines; 4806: nothing is left).
    """
    if given is None and before:
        return list(before)
    chosen = _everything(order_progress(ctx, order_ids=[order_id])[order_id]) if given is None else given
    if given is None and not chosen:
        raise RuleBroken(PACKS_TOO_MUCH, _("Nothing of this order is left to be packed."))
    lines = list(SalesOrderLine.objects.filter(document_id=order_id).select_related("item").order_by("position"))
    return prepared_portions(chosen, lines, before, id_name="so_line_item_id")


def _everything(progress: Sequence[Progress]) -> list[PortionFields]:
    return [
        PortionFields(line_id=line.line_id, quantity=Quantity(line.to_be_packed).value)
        for line in progress
        if line.to_be_packed
    ]


def kept_rows(package_id: int) -> list[Portion]:
    """Return the lines as they are saved."""
    columns = ("id", "order_line_id", "position", "item_id", "name", "description", "unit", "quantity_micro")
    rows = PackageLine.objects.filter(package_id=package_id).order_by("position", "id").values_list(*columns)
    return [Portion(*row) for row in rows]


def write_lines(ctx: Ctx, package_id: int, rows: Sequence[Portion]) -> None:
    """Replace the lines of a package."""
    PackageLine.objects.filter(package_id=package_id).delete()
    PackageLine.objects.bulk_create(
        [
            PackageLine(
                id=row.line_id,
                organization_id=ctx.organization_id,
                package_id=package_id,
                order_line_id=row.order_line_id,
                position=row.position,
                item_id=row.item_id,
                name=row.name,
                description=row.description,
                unit=row.unit,
                quantity_micro=row.quantity,
            )
            for row in rows
        ]
    )


def refuse_excess(ctx: Ctx, order_id: int) -> None:
    """Raise RuleBroken (4806) where the order's packages now hold more than was ordered."""
    for line in order_progress(ctx, order_ids=[order_id])[order_id]:
        if line.packed > line.packable:
            raise RuleBroken(PACKS_TOO_MUCH, _("More would be packed than was ordered and is left."))


def snapshot(package: Package, rows: Sequence[Portion]) -> Mapping[str, object]:
    """Return the package as plain values, for its history."""
    names = ("number", "date", "notes", "order_id")
    return {**{name: getattr(package, name) for name in names}, "lines": [asdict(row) for row in rows]}
