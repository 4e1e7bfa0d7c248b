"""What the kits on lines of documents are put together of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from daicho.catalog.queries.item_texts import item_texts
from daicho.catalog.queries.kit_parts import kit_parts
from daicho.kernel.context import Ctx
from daicho.sales.core.kit import KitLine, Part
from daicho.sales.models import KitPart


@dataclass(frozen=True, slots=True)
class PartView:
    """A component on a line; `part.line_id` is 0 while nothing is kept of it, that is before it first leaves."""

    part: Part
    position: int
    name: str
    sku: str
    unit: str
    description: str


def kits_on_lines(ctx: Ctx, *, lines: Collection[KitLine]) -> Mapping[int, Sequence[PartView]]:
    """Return line → the components of its kit: as they left, else those of the line it was made from, else of today.

    No statement without lines, else three at most.
    """
    if not lines:
        return {}
    wanted = {line.line_id for line in lines} | {line.origin_id for line in lines if line.origin_id}
    kept: dict[tuple[int, int], list[Part]] = {}
    rows = KitPart.objects.filter(line_id__in=wanted).order_by("line_id", "position")
    for line_id, kit_id, *part in rows.values_list("line_id", "kit_id", "id", "item_id", "quantity_micro"):
        kept.setdefault((line_id, kit_id), []).append(Part(*part))
    new = {line.kit_id for line in lines if (line.line_id, line.kit_id) not in kept}
    recipes = kit_parts(ctx, item_ids=new) if new else {}
    found = {
        line.line_id: kept.get((line.line_id, line.kit_id))
        or [replace(part, line_id=0) for part in kept.get((line.origin_id or 0, line.kit_id), ())]
        or [Part(0, item_id, quantity) for item_id, quantity in recipes.get(line.kit_id, ())]
        for line in lines
    }
    texts = item_texts(ctx, item_ids={part.item_id for parts in found.values() for part in parts})
    return {
        line_id: [PartView(part, place, *texts[part.item_id]) for place, part in enumerate(parts, start=1)]
        for line_id, parts in found.items()
    }
