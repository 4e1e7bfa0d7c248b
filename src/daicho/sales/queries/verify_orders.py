"""Proof that orders say what became of them, and that shipments moved what their packages hold."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from django.db.models import Q, Sum

from daicho.kernel.context import Ctx
from daicho.platform.verification import Mismatch
from daicho.sales.core.fulfilment import Marks, Progress, marks_of
from daicho.sales.core.kit import Part
from daicho.sales.models import KitPart, PackageLine, SalesOrder
from daicho.sales.queries._progress import progress_rows
from daicho.stock.queries.movements import movements


def verify_orders(ctx: Ctx) -> Iterator[Mismatch]:
    """Yield what differs: marks of orders from what was made of them, moved stock of items from packages that left."""
    yield from _marks()
    yield from _shipped(ctx)


def _marks() -> Iterator[Mismatch]:
    if not SalesOrder.objects.exists():
        return
    progress: dict[int, list[Progress]] = {}
    for order_id, _place, line in progress_rows(Q()):
        progress.setdefault(order_id, []).append(line)
    names = tuple(asdict(Marks()))
    for order_id, number, *kept in SalesOrder.objects.order_by("id").values_list("id", "number", *names).iterator():
        wanted = asdict(marks_of(progress.get(order_id, [])))
        for name, value in zip(names, kept, strict=True):
            if value != wanted[name]:
                yield Mismatch("order marks", f"salesorder {number}", f"{name}: kept {value}, made {wanted[name]}")


def _shipped(ctx: Ctx) -> Iterator[Mismatch]:
    left = PackageLine.objects.filter(package__shipment_id__isnull=False, item__item_type="inventory")
    packed = Counter(
        {item: int(sum_) for item, sum_ in left.order_by().values_list("item_id").annotate(Sum("quantity_micro"))}
    )
    packed += _in_kits()
    moved: Counter[int] = Counter()
    for movement in movements(ctx, where=Q(source_kind="shipment")):
        moved[movement.item_id] -= movement.signed_quantity
    for item_id in sorted(packed.keys() | moved.keys()):
        if packed[item_id] != moved[item_id]:
            detail = f"packages hold {packed[item_id]}, stock moved {moved[item_id]}"
            yield Mismatch("shipped goods", f"item {item_id}", detail)


def _in_kits() -> Counter[int]:
    """Return item → what left of it in kits."""
    left = PackageLine.objects.filter(package__shipment_id__isnull=False, item__combo_type="kit")
    kits = dict(left.order_by().values_list("id", "quantity_micro"))
    found: Counter[int] = Counter()
    for line_id, item_id, quantity in KitPart.objects.filter(line_id__in=left.order_by().values("id")).values_list(
        "line_id", "item_id", "quantity_micro"
    ):
        found[item_id] += Part(line_id, item_id, quantity).of(kits[line_id])
    return found
