"""What lines of documents are worth by stock."""

from collections.abc import Collection

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from daicho.stock.models import BatchLine, StockValue


def worth_of_lines(line_ids: Collection[int]) -> dict[int, int]:
    """Return line → its value in minor units, later differences included; lines without any are left out. One query.

    The parts of a line that is divided among batches have lines of their own (BatchLine).
    """
    if not line_ids:
        return {}
    parts = BatchLine.objects.filter(line_id__in=line_ids)
    whole = Coalesce(Subquery(parts.filter(id=OuterRef("line_id")).values("line_id")[:1]), F("line_id"))
    values = StockValue.objects.filter(Q(line_id__in=line_ids) | Q(line_id__in=parts.values("id")))
    rows = values.annotate(whole=whole).order_by().values_list("whole").annotate(worth=Sum("value_minor"))
    return {line_id: int(worth) for line_id, worth in rows}
