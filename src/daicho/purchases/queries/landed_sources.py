"""Lines of bills whose cost can still go to goods."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from daicho.documents.core.state import COUNTING
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.purchases.models import BillLine, LandedCostPart

_LATEST = 50


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
    del ctx  # the organisation is in scope
    taken = LandedCostPart.objects.filter(landed_cost__source_line_id=OuterRef("id")).order_by()
    sums = taken.values("landed_cost__source_line_id").annotate(total=Sum("amount_minor")).values("total")
    lines = BillLine.objects.filter(document__state__in=COUNTING, amount_minor__gt=0)
    lines = lines.filter(Q(item__isnull=True) | ~Q(item__item_type="inventory"))
    rows = lines.annotate(
        taken=Coalesce(Subquery(sums, output_field=BigIntegerField()), Value(0), output_field=BigIntegerField()),
        net=F("amount_minor") - F("document_discount_minor"),
    ).filter(Q(taken__lt=F("net")) | Q(id__in=line_ids))
    columns = (
        "id", "document_id", "document__number", "document__date", "document__contact__name", "name", "net", "taken",
        "document__currency_code", "document__is_inclusive_tax", "tax_minor",
    )  # fmt: skip
    own = list(rows.filter(document_id=bill_id).order_by("position").values_list(*columns))
    others = rows.exclude(document_id=bill_id).order_by("-document__date", "-id")[:_LATEST]
    return [
        LandedSource(
            line_id, source_id, number, day, vendor, name,
            Money(net - taken - (tax if inclusive else 0), currency),
        )
        for line_id, source_id, number, day, vendor, name, net, taken, currency, inclusive, tax in [
            *own, *others.values_list(*columns)
        ]
    ]  # fmt: skip
