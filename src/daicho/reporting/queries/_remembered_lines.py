"""Lines that were sold or bought as they were known at a moment in the past, of documents that were touched since."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, Sum

from daicho.documents.core.state import COUNTING
from daicho.kernel.periods import Period
from daicho.reporting.core.remembered import Values
from daicho.reporting.queries._conditions import owner
from daicho.reporting.queries._remembered import LINES, remembered
from daicho.reporting.queries._sides import contact_names
from daicho.reporting.queries._trade import LineAmounts, Source, of_document, recorded_until
from daicho.sales.models import KitPart
from daicho.stock.models import BatchLine, StockValue

_TERMS = ("currency_code", "exchange_rate_micro", "base_currency", "discount_minor", "is_discount_before_tax")


# tidy: allow call-shape: as the queries on what the tables hold
def remembered_lines(
    sources: Sequence[Source],
    periods: Sequence[Period],
    columns: Sequence[str],
    known_at: datetime,
    *,
    with_cost: bool,
    is_wanted: Callable[[Values], bool] = lambda document: True,
) -> Iterator[tuple[Source, LineAmounts]]:
    """Yield source and what `line_amounts` yields, as known then, of the periods' documents that were touched since.

    `is_wanted` is asked of each document, by the values that the audit trail has of it.
    """
    found = remembered([(source.recorded, Q()) for source in sources], known_at)
    documents = [
        (source, document)
        for source, of_kind in zip(sources, found, strict=True)
        for document in of_kind.values()
        if document["state"] in COUNTING
        and any(period.start <= document["date"] <= period.end for period in periods)
        and is_wanted(document)
    ]
    stock = _stock([line["id"] for _source, one in documents for line in one[LINES]], known_at) if with_cost else {}
    is_named = "document__contact__name" in columns
    names = contact_names(document["contact_id"] for _source, document in documents) if is_named else {}
    for source, document in documents:
        values = {**document, "contact__name": names.get(document["contact_id"], "")}
        rows = [_row(values, line, columns, stock.get(line["id"])) for line in document[LINES]]
        yield from ((source, line) for line in of_document(source.sign, rows, len(columns) + 1))


def _row(document: Values, line: Values, columns: Sequence[str], stock: int | None) -> tuple[Any, ...]:
    """Return a row as `of_document` takes it: the document, `columns` as lines name them, the amounts."""
    read = [
        document[name.removeprefix("document__")] if name.startswith("document__") else line[name] for name in columns
    ]
    in_price = line["tax_minor"] if document["is_inclusive_tax"] else 0
    net = line["amount_minor"] - line["document_discount_minor"] - in_price
    terms = (document[name] for name in _TERMS)
    return (document["id"], *read, line["quantity_micro"], net, line["tax_minor"], stock, *terms)


def _stock(line_ids: Collection[int], known_at: datetime) -> Mapping[int, int]:
    """Return line → the change of the value of stock that was known then, its parts' (of kits, batches) too."""
    kits, batches = (table.objects.filter(line_id__in=line_ids).values("id") for table in (KitPart, BatchLine))
    own = Q(line_id__in=line_ids) | Q(line_id__in=kits) | Q(line_id__in=batches)
    values = StockValue.objects.filter(recorded_until(known_at), own)
    rows = values.annotate(owner=owner()).order_by().values_list("owner").annotate(sum=Sum("value_minor"))
    return {line_id: int(value) for line_id, value in rows}
