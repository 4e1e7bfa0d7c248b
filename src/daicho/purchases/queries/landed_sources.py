"""Lines of bills whose cost can still go to goods."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from daicho.documents.core.state import COUNTING
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.purchases.models import BillLine, LandedCostPart
from daicho.purchases.queries.line_costs import line_costs

_LATEST, _READ = 50, 200
"""How many lines are offered, and read: what is left of a line is known when its bill is read."""


@dataclass(frozen=True, slots=True)
class LandedSource:
    """A line of freight, duty or the like, and what of it no landed cost took yet."""

    line_id: int
    bill_id: int
    number: str
    day: date
    vendor_name: str
    name: str
    left: Money


def landed_sources(ctx: Ctx, *, bill_id: int, line_ids: Collection[int] = ()) -> list[LandedSource]:
    """Return the bill's own lines first, then the latest of other open bills; those of `line_ids` in any case."""
    taken = LandedCostPart.objects.filter(landed_cost__source_line_id=OuterRef("id")).order_by()
    sums = taken.values("landed_cost__source_line_id").annotate(total=Sum("amount_minor")).values("total")
    lines = BillLine.objects.filter(document__state__in=COUNTING, amount_minor__gt=0)
    lines = lines.filter(Q(item__isnull=True) | ~Q(item__item_type="inventory"))
    rows = lines.annotate(
        taken=Coalesce(Subquery(sums, output_field=BigIntegerField()), Value(0), output_field=BigIntegerField())
    ).filter(Q(taken__lt=F("amount_minor") + F("tax_minor")) | Q(id__in=line_ids))
    columns = (
        "id", "document_id", "document__number", "document__date", "document__contact__name", "name",
        "document__currency_code", "taken",
    )  # fmt: skip
    own = rows.filter(document_id=bill_id).order_by("position").values_list(*columns)
    others = rows.exclude(document_id=bill_id).order_by("-document__date", "-id").values_list(*columns)
    found = [*own, *others[:_READ]]
    costs = line_costs(ctx, bill_ids={bill_id, *(row[1] for row in found)})
    offered: list[LandedSource] = []
    for *named, currency, gone in found:
        left = Money(costs[named[0]] - gone, currency)
        if left.minor > 0 or named[0] in line_ids:
            fields: list[Any] = [*named, left]
            offered.append(LandedSource(*fields))
    return offered[: len(own) + _LATEST]
