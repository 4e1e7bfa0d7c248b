"""The progress of a sales order, asked once for a page."""

from daicho.documents.queries._views import DocumentView
from daicho.platform.web.page import PageRequest
from daicho.sales.core.fulfilment import Progress
from daicho.sales.queries.order_progress import order_progress


def progress_of(request: PageRequest, view: DocumentView) -> list[Progress]:
    """Return the progress of the order's lines."""
    known: dict[int, list[Progress]] = request.__dict__.setdefault("order_progress", {})
    if view.document_id not in known:
        known |= order_progress(request.ctx, order_ids=[view.document_id])
    return known[view.document_id]
