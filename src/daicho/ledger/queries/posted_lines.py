"""What a document has posted so far."""

from django.db.models import Sum

from daicho.kernel.context import Ctx
from daicho.ledger.core.posting import Amount, Part, Slot, Source
from daicho.ledger.models import JournalLine


def posted_lines(ctx: Ctx, *, source: Source) -> dict[Slot, Amount]:
    """Return what the document's own postings come to, by slot."""
    del ctx  # the organisation is in scope
    slot = ("day", "account_id", "contact_id", "item_id", "location_id", "currency_code")
    rows = (
        JournalLine.objects.filter(
            entry__source_id=source.source_id, entry__source_kind=source.kind, entry__part=Part.DOCUMENT
        )
        .values_list(*slot)
        .annotate(base=Sum("amount_minor"), own=Sum("currency_amount_minor"))
        .order_by()
    )
    return {Slot(*row[:6]): Amount(int(row[6]), int(row[7])) for row in rows if row[6] or row[7]}
