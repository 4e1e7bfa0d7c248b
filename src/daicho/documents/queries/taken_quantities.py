"""How much of the lines of orders other documents took."""

from collections.abc import Collection

from django.db.models import Sum

from daicho.documents.core.kind import Kind
from daicho.documents.queries._taking import lines_taking
from daicho.kernel.context import Ctx


def taken_quantities(
    ctx: Ctx, *, kind: Kind, source_line_ids: Collection[int], but_of: int = 0, only_counting: bool = False
) -> dict[int, int]:
    """Return order line → what documents of `kind` took of it, in 10^-6; lines of which nothing was taken are left out.

    Drafts count, unless `only_counting`: then those documents count that are in stock and books. `but_of` is left out.
    """
    del ctx  # the organisation is in scope
    if only_counting and kind.books is not None:
        rows = kind.line.objects.filter(source_line_id__in=source_line_ids, document__state__in=kind.books.states)
    else:
        rows = lines_taking(kind, source_line_ids)
    rows = rows.exclude(document_id=but_of)
    sums = rows.values_list("source_line_id").annotate(Sum("quantity_micro")).order_by()
    return {line_id: int(quantity) for line_id, quantity in sums}
