"""What became of lines of returns, in one statement for the queries of this package."""

from collections.abc import Collection

from django.db.models import OuterRef, Q, QuerySet

from daicho.documents.core.state import State as DocumentState
from daicho.sales.core.sales_return import Progress
from daicho.sales.models import CreditNoteLine, SalesReturnLine, SalesReturnReceiveLine
from daicho.sales.queries._progress import sum_of

PROGRESS = ("id", "quantity_micro", "credit_only_micro", "received", "credited", "credited_only")
_NOTHING = frozenset({DocumentState.VOID, DocumentState.REJECTED, DocumentState.CANCELLED})


def lines_with_progress(where: Q) -> "QuerySet[SalesReturnLine]":
    """Return the lines that meet `where` with what was received and credited of them; drafts of credit notes count."""
    taken = CreditNoteLine.objects.filter(return_line_id=OuterRef("id")).exclude(document__state__in=_NOTHING)
    rows = SalesReturnLine.objects.filter(where).order_by("sales_return_id", "position", "id")
    return rows.annotate(
        received=sum_of(SalesReturnReceiveLine.objects.filter(return_line_id=OuterRef("id")), "return_line_id"),
        credited=sum_of(taken.exclude(is_credit_only=True), "return_line_id"),
        credited_only=sum_of(taken.filter(is_credit_only=True), "return_line_id"),
    )


def progress_rows(where: Q) -> list[tuple[int, Progress]]:
    """Return (return, progress) of the lines that meet `where`."""
    rows = lines_with_progress(where).values_list("sales_return_id", *PROGRESS)
    return [(return_id, Progress(*values)) for return_id, *values in rows]


def progress_of(line_ids: Collection[int]) -> dict[int, Progress]:
    """Return line of a return → its progress."""
    return {line.line_id: line for _return, line in progress_rows(Q(id__in=line_ids))}
