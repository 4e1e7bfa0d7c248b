"""What documents have posted so far."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Sum

from daicho.kernel.context import Ctx
from daicho.ledger.core.posting import Amount, Part, Slot, Source
from daicho.ledger.models import JournalLine


def posted_by_source(ctx: Ctx, *, sources: Sequence[Source]) -> Mapping[int, dict[Slot, Amount]]:
    """Return what each document's own postings come to, by id and slot. The sources are of one kind."""
    del ctx  # the organisation is in scope
    slot = ("day", "account_id", "contact_id", "item_id", "location_id", "currency_code")
    rows = (
        JournalLine.objects.filter(
            entry__source_id__in=[source.source_id for source in sources],
            entry__source_kind=sources[0].kind,
            entry__part=Part.DOCUMENT,
        )
        .values_list("entry__source_id", *slot)
        .annotate(base=Sum("amount_minor"), own=Sum("currency_amount_minor"))
        .order_by()
    )
    posted: dict[int, dict[Slot, Amount]] = defaultdict(dict)
    for source_id, *slot_values, amount, own in rows:
        if amount or own:
            posted[source_id][Slot(*slot_values)] = Amount(int(amount), int(own))
    return posted
