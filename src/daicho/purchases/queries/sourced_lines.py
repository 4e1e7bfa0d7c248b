"""What purchase orders bring for lines of sales orders."""

from collections.abc import Collection

from django.db.models import Q

from daicho.documents.core.sourcing import Sourced, Sourcing
from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.purchases.models import PurchaseOrderLine
from daicho.purchases.queries._progress import progress_rows

_COLUMNS = ("id", "source_line_id", "document_id", "document__source_id", "document__sourcing", "document__state")


def sourced_lines(ctx: Ctx, *, order_line_ids: Collection[int]) -> list[Sourced]:
    """Return what orders that serve these lines of sales orders bring for them; cancelled ones bring nothing.

    An order that was marked as billed by hand counts as billed.
    """
    del ctx  # the organisation is in scope
    serving = Q(source_line_id__in=order_line_ids) & ~Q(document__sourcing=Sourcing.NONE)
    serving &= ~Q(document__state=State.CANCELLED)
    rows = PurchaseOrderLine.objects.filter(serving).values_list(*_COLUMNS)
    progress = {line.line_id: line for _order_id, _place, line in progress_rows(serving)} if rows else {}
    found = []
    for own_id, line_id, document_id, order_id, sourcing, state in rows:
        line = progress[own_id]
        billed = line.expected if state == State.BILLED else min(line.billed, line.expected)
        found.append(Sourced(order_id, line_id, document_id, Sourcing(sourcing), line.expected, billed))
    return found
