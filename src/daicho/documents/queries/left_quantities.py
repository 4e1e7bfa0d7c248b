"""How much of the lines of orders may still be taken."""

from collections.abc import Collection

from daicho.documents.core.kind import Kind
from daicho.documents.queries.taken_quantities import taken_quantities
from daicho.kernel.context import Ctx


def left_quantities(
    ctx: Ctx, *, kind: Kind, source_line_ids: Collection[int], but_of: int = 0
) -> dict[int, int]:  # fmt: skip
    """Return order line → what documents of `kind` may still take of it, in 10^-6; cancelled quantities are gone."""
    assert kind.source is not None, "only kinds with a source take of lines"
    taken = taken_quantities(ctx, kind=kind, source_line_ids=source_line_ids, but_of=but_of)
    cancelled = ["cancelled_micro"] if "cancelled_micro" in _columns(kind.source) else []
    rows = kind.source.line.objects.filter(id__in=source_line_ids).values_list("id", "quantity_micro", *cancelled)
    return {line_id: quantity - sum(gone) - taken.get(line_id, 0) for line_id, quantity, *gone in rows}


def _columns(kind: Kind) -> set[str]:
    return {field.attname for field in kind.line._meta.concrete_fields}
