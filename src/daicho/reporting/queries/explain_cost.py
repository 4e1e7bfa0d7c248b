"""What the goods of a document cost, and why: lots that were used, and what changed it afterwards."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q, Subquery, Sum

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.money import Money
from daicho.kernel.text import noop as _
from daicho.ledger.models import JournalEntry
from daicho.stock.models import StockEventRow
from daicho.stock.queries.stock_effects import StockEffect, stock_effects


@dataclass(frozen=True, slots=True)
class Change:
    """What the goods cost more (negative: less), on `day`, since another document was recorded, changed or voided."""

    kind: str
    document_id: int
    number: str
    recorded_at: datetime
    day: date
    value: Money


@dataclass(frozen=True, slots=True)
class Explained:
    """A document's number, its movements with what they are made of, and what changed their cost, in order."""

    number: str
    effects: list[StockEffect]
    changes: list[Change]


def explain_cost(ctx: Ctx, *, kind: str, source_id: int) -> Explained:
    """Return the movements of a document and their costs. Raises NotFound where it moves nothing."""
    effects = stock_effects(ctx, kind=kind, source_id=source_id)
    if not effects:
        raise NotFound(_("%(entity)s does not exist."), {"entity": "Document"})
    numbers = StockEventRow.objects.filter(source_id=source_id, source_kind=kind).order_by("-id")
    changes = _changes(kind, source_id, effects[0].value.currency)
    return Explained(numbers.values_list("source_number", flat=True)[0], effects, changes)


def _changes(kind: str, source_id: int, currency: str) -> list[Change]:
    """Return what others changed by what they said about stock; the number is the one that they had then."""
    of_source = JournalEntry.objects.filter(source_kind=kind, source_id=source_id, cause_id__isnull=False)
    value = Sum("lines__amount_minor", filter=Q(lines__account__account_type="stock"))
    caused = JournalEntry.objects.filter(source_id=OuterRef("cause_id"), source_kind=OuterRef("cause_kind"))
    number = Subquery(caused.order_by("id").values("source_number")[:1])
    columns = ("cause_kind", "cause_id", "number", "recorded_at", "day")
    rows = of_source.annotate(number=number).order_by("recorded_at", "day", "id").values_list(*columns)
    return [
        Change(cause, cause_id, cause_number or "", recorded_at, day, Money(-int(moved), currency))
        for cause, cause_id, cause_number, recorded_at, day, moved in rows.annotate(moved=value)
        if moved
    ]
