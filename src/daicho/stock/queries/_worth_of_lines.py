"""What lines of documents are worth by stock."""

from collections.abc import Collection

from django.db.models import Sum

from daicho.stock.models import BatchLine, StockValue


def worth_of_lines(line_ids: Collection[int], *, is_divided: bool = True) -> dict[int, int]:
    """Return line → its value in minor units, later differences included; lines without any are left out.

    The parts of a line that is divided among batches have lines of their own (BatchLine). Two queries, one where none
    `is_divided`.
    """
    if not line_ids:
        return {}
    divided = BatchLine.objects.filter(line_id__in=line_ids).values_list("id", "line_id")
    parts: dict[int, int] = dict(divided) if is_divided else {}
    rows = StockValue.objects.filter(line_id__in=[*line_ids, *parts]).values_list("line_id").order_by()
    found: dict[int, int] = {}
    for line_id, value in rows.annotate(Sum("value_minor")):
        whole = parts.get(line_id, line_id)
        found[whole] = found.get(whole, 0) + int(value)
    return found
