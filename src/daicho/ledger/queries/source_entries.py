"""What a document has in the books, entry by entry."""

from dataclasses import dataclass
from datetime import date, datetime

from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.ledger.models import JournalLine
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.custom_fields.references import record_names


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A posted line; amounts in the base currency, debit positive."""

    account_id: int
    account_name: str
    account_code: str
    contact_name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry. `wanted_day` differs from `day` where the day it was meant for is locked; `part`: document or cost."""

    entry_id: int
    day: date
    wanted_day: date
    recorded_at: datetime
    part: str
    cause_kind: str
    lines: tuple[EntryLine, ...]


_FIELDS = (
    "entry_id", "day", "entry__wanted_day", "recorded_at", "entry__part", "entry__cause_kind", "account_id",
    "account__name", "account__code", "contact_id", "amount_minor",
)  # fmt: skip


def source_entries(ctx: Ctx, *, kind: str, source_id: int) -> list[EntryView]:
    """Return everything that was posted for a document, in the order in which it was recorded."""
    rows = JournalLine.objects.filter(entry__source_kind=kind, entry__source_id=source_id)
    found = list(rows.order_by("entry_id", "id").values_list(*_FIELDS))
    if not found:
        return []
    base = next(view.code for view in list_currencies(ctx) if view.is_base)
    contacts = sorted({row[9] for row in found if row[9]})
    names = record_names(ctx, entity="contact", record_ids=contacts)
    entries: dict[int, list[EntryLine]] = {}
    for row in found:
        line = EntryLine(row[6], row[7], row[8], names.get(row[9], ""), Money(row[10], base))
        entries.setdefault(row[0], []).append(line)
    heads = {row[0]: row[:6] for row in found}
    return [
        EntryView(entry_id, day, wanted_day, recorded_at, part, cause_kind, tuple(entries[entry_id]))
        for entry_id, day, wanted_day, recorded_at, part, cause_kind in heads.values()
    ]
