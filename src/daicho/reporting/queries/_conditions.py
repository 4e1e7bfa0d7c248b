"""Pieces of statements that sum over several spans at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from daicho.reporting.core.months import Span
from daicho.sales.models import KitPart
from daicho.stock.models import BatchLine


def within(field: str, span: Span) -> Q:
    """Return the condition that `field` lies in the span."""
    condition = Q(**{f"{field}__lte": span.end})
    return condition & Q(**{f"{field}__gte": span.start}) if span.start else condition


def any_of(conditions: Iterable[Q]) -> Q:
    """Return the condition that one of `conditions`, of which there is at least one, is met."""
    first, *rest = conditions
    for condition in rest:
        first |= condition
    return first


def union_of(arms: Sequence[QuerySet[Any, Any]]) -> Iterable[tuple[Any, ...]]:
    """Return the rows of all arms by one statement, so that each arm can use an index."""
    first, *rest = arms
    return first.union(*rest, all=True) if rest else first


def owner() -> Case:
    """Return the line of the document that a row of stock belongs to: of a kit's component, and of a line's batch."""
    kits = KitPart.objects.filter(id=OuterRef("line_id")).values("line_id")[:1]
    batches = BatchLine.objects.filter(id=OuterRef("line_id")).values("line_id")[:1]
    return Case(
        When(batch_id__isnull=False, then=Subquery(batches)),
        default=Coalesce(Subquery(kits), F("line_id")),
        output_field=BigIntegerField(),
    )


def sum_where(field: str, condition: Q) -> Coalesce:
    """Return the sum of a field of the rows that meet the condition, 0 without any."""
    return Coalesce(Sum(field, filter=condition), 0)
