"""What was received and credited of returns."""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.sales.core.sales_return import Progress
from daicho.sales.queries._return_progress import progress_rows


def return_progress(ctx: Ctx, *, return_ids: Collection[int]) -> Mapping[int, Sequence[Progress]]:
    """Return return id → the progress of its lines, in their order; one statement."""
    del ctx  # the organisation is in scope
    found: dict[int, list[Progress]] = {return_id: [] for return_id in return_ids}
    for return_id, line in progress_rows(Q(sales_return_id__in=return_ids)):
        found[return_id].append(line)
    return found
