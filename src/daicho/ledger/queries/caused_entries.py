"""What a document changed in the postings of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from daicho.kernel.context import Ctx
from daicho.ledger.models import JournalEntry


@dataclass(frozen=True, slots=True)
class CausedEntry:
    """An entry of another document: `cost_minor` is what its goods cost more (base currency).

    `wanted_day` is the locked day it was meant for, None where it is posted on that very day.
    """

    kind: str
    source_id: int
    number: str
    day: date
    wanted_day: date | None
    cost_minor: int


def caused_entries(ctx: Ctx, *, kind: str, document_id: int) -> Sequence[CausedEntry]:
    """Return the entries that the document caused at this moment (`ctx.now`), by number."""
    value = Sum("lines__amount_minor", filter=Q(lines__account__account_type="stock"))
    rows = JournalEntry.objects.filter(cause_kind=kind, cause_id=document_id, recorded_at=ctx.now)
    columns = ("source_kind", "source_id", "source_number", "day", "wanted_day")
    found = rows.order_by("source_number", "id").values_list(*columns).annotate(stock=value)
    return [
        CausedEntry(source_kind, source_id, number, day, wanted_day, -int(moved or 0))
        for source_kind, source_id, number, day, wanted_day, moved in found
    ]
