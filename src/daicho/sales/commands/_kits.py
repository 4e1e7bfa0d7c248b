"""What kits on lines of documents are put together of: fixed when a sale first needs it, the same ever after."""

from collections.abc import Collection, Iterable, Mapping

from daicho.catalog.queries.kit_parts import kit_parts
from daicho.kernel.context import Ctx
from daicho.platform.db.ids import new_id
from daicho.sales.core.kit import KitLine, Part
from daicho.sales.models import KitPart
from daicho.stock.queries.moved_lines import moved_lines

Recipe = list[tuple[int, int]]
"""(component, how much of it in 10^-6 goes into one kit)."""


def parts_of(ctx: Ctx, lines: Collection[KitLine]) -> dict[int, list[Part]]:
    """Return line → its components; those that are not kept yet are taken over from the line's origin.

    An origin without any takes the recipe of today, so that everything made of one order line moves the same goods,
    whatever becomes of the recipe. A line that is about another kit by now begins anew; what was kept of the kit
    before stays as in `drop_parts`.
    """
    if not lines:
        return {}
    wanted = {line.line_id: line.kit_id for line in lines} | {
        line.origin_id: line.kit_id for line in lines if line.origin_id
    }
    kept = _kept(ctx, wanted)
    recipes: Mapping[int, Recipe] = {}
    if wanted.keys() - kept.keys():
        recipes = kit_parts(ctx, item_ids={wanted[line_id] for line_id in wanted.keys() - kept.keys()})
    new: list[KitPart] = []
    for line in lines:
        start = _recipe(kept, line.origin_id) if line.origin_id else None
        if line.origin_id and start is None:
            start = recipes.get(line.kit_id, [])
            kept[line.origin_id] = _made(ctx, line.origin_id, line.kit_id, start)
            new += kept[line.origin_id]
        if line.line_id not in kept:
            kept[line.line_id] = _made(
                ctx, line.line_id, line.kit_id, recipes.get(line.kit_id, []) if start is None else start
            )
            new += kept[line.line_id]
    KitPart.objects.bulk_create(new)
    return {line.line_id: _parts(kept, line) for line in lines}


def drop_parts(ctx: Ctx, line_ids: Collection[int]) -> None:
    """Forget the components of lines that are gone.

    Those that ever moved stock stay: history, which is never changed, names their movements by them.
    """
    _drop(ctx, KitPart.objects.filter(line_id__in=line_ids).values_list("id", flat=True))


def _drop(ctx: Ctx, part_ids: Iterable[int]) -> None:
    ids = set(part_ids)
    if ids:
        KitPart.objects.filter(id__in=ids - moved_lines(ctx, line_ids=ids)).delete()


def _kept(ctx: Ctx, wanted: Mapping[int, int]) -> dict[int, list[KitPart]]:
    """Return what is kept of these lines; what is about another kit than the line goes, unless it moved."""
    found: dict[int, list[KitPart]] = {}
    stale = []
    for row in KitPart.objects.filter(line_id__in=wanted.keys()).order_by("line_id", "position"):
        if row.kit_id == wanted[row.line_id]:
            found.setdefault(row.line_id, []).append(row)
        else:
            stale.append(row.id)
    _drop(ctx, stale)
    return found


def _recipe(kept: Mapping[int, list[KitPart]], line_id: int) -> Recipe | None:
    rows = kept.get(line_id)
    return None if rows is None else [(row.item_id, row.quantity_micro) for row in rows]


def _made(ctx: Ctx, line_id: int, kit_id: int, recipe: Recipe) -> list[KitPart]:
    return [
        KitPart(
            id=new_id(),
            organization_id=ctx.organization_id,
            line_id=line_id,
            kit_id=kit_id,
            position=position,
            item_id=item_id,
            quantity_micro=quantity,
        )
        for position, (item_id, quantity) in enumerate(recipe, start=1)
    ]


def _parts(kept: Mapping[int, list[KitPart]], line: KitLine) -> list[Part]:
    origins = {row.item_id: row.id for row in kept.get(line.origin_id or 0, ())}
    return [Part(row.id, row.item_id, row.quantity_micro, origins.get(row.item_id)) for row in kept[line.line_id]]
