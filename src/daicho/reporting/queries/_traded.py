"""What was sold or bought, summed by whatever it is asked for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Count, F, Q, Sum, Value
from django.db.models.functions import Coalesce

from daicho.kernel.periods import Period
from daicho.reporting.queries._conditions import any_of, union_of
from daicho.reporting.queries._remembered_lines import remembered_lines
from daicho.reporting.queries._trade import LineAmounts, Lines, Source, Traded, line_amounts, lines_of, within

PLAIN = Q(document__currency_code=F("document__base_currency")) & (
    Q(document__is_discount_before_tax=True) | Q(document__discount_minor=0)
)
"""Documents whose lines are in base currency as they stand."""
Sums = dict[int | None, Traded]


# tidy: allow call-shape: sources and periods say what is asked, as everywhere in this package
def traded(
    sources: Sequence[Source],
    periods: Sequence[Period],
    by: str,
    *,
    with_cost: bool = False,
    known_at: datetime | None = None,
) -> list[Sums]:
    """Return for each period what was traded by `by`, a column of lines ("item_id", "document__contact_id").

    Documents in base currency are summed by one statement. Of others, and of those with a discount after tax, the lines
    are read, because each is a share of its document; so are those that were touched since `known_at`.
    """
    found: list[Sums] = [defaultdict(Traded) for _period in periods]
    arms = [
        _arm(source, place, lines_of(source, within(period), with_cost=with_cost, known_at=known_at).filter(PLAIN), by)
        for source in sources
        for place, period in enumerate(periods)
    ]
    for place, key, documents, quantity, amount, tax, value, stock in union_of(arms):
        figures = Traded(documents, int(quantity), int(amount), int(tax), -int(value or 0), is_stock=bool(stock))
        found[place][key] += figures
    columns, where = ("document__date", by), any_of(within(period) for period in periods)
    lines: Iterator[tuple[Source, LineAmounts]] = (
        (source, line)
        for source in sources
        for line in line_amounts(
            source, lines_of(source, where, with_cost=with_cost, known_at=known_at).exclude(PLAIN), columns
        )
    )
    if known_at:
        lines = chain(lines, remembered_lines(sources, periods, columns, known_at, with_cost=with_cost))
    counted: set[tuple[int, Any, int]] = set()
    for source, line in lines:
        document_id, day, key = line.columns
        place = next(place for place, one in enumerate(periods) if one.start <= day <= one.end)
        is_first = source.sign > 0 and (place, key, document_id) not in counted
        counted.add((place, key, document_id))
        found[place][key] += line.traded + Traded(documents=int(is_first))
    return found


def _arm(source: Source, place: int, lines: Lines, by: str) -> Lines:
    """Return rows of place, key, documents, quantity, amount, tax, value of stock, lines that moved stock."""
    sums = {
        name: Coalesce(source.sign * Sum(column), 0)
        for name, column in (("quantity", "quantity_micro"), ("amount", "net"), ("tax", "tax_minor"))
    }
    documents = Count("document_id", distinct=True) if source.sign > 0 else Value(0)
    grouped = lines.order_by().annotate(place=Value(place)).values_list("place", by)
    summed: Lines = grouped.annotate(documents=documents, **sums, value=Sum("stock"), moved=Count("stock"))
    return summed
