"""How much of the lines of orders other documents took."""

from collections.abc import Collection

from django.db.models import Sum

from daicho.documents.core.kind import Kind
from daicho.documents.core.state import State
from daicho.kernel.context import Ctx

_NOTHING = frozenset({State.VOID, State.REJECTED, State.CANCELLED})


def taken_quantities(
    ctx: Ctx, *, kind: Kind, source_line_ids: Collection[int], but_of: int = 0, only_counting: bool = False
) -> dict[int, int]:
    """Return order line → what documents of `kind` took of it, in 10^-6; lines of which nothing was taken are left out.

    Drafts count, unless `only_counting`: then those documents count that are in stock and books. `but_of` is left out.
    """
    del ctx  # the organisation is in scope
    rows = kind.line.objects.filter(source_line_id__in=source_line_ids).exclude(document_id=but_of)
    if only_counting and kind.books is not None:
        rows = rows.filter(document__state__in=kind.books.states)
    else:
        rows = rows.exclude(document__state__in=_NOTHING)
    sums = rows.values_list("source_line_id").annotate(Sum("quantity_micro")).order_by()
    return {line_id: int(quantity) for line_id, quantity in sums}


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
