"""Which contacts the books, journals and opening balances name."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.ledger.models import AccountBalance, ManualJournalLine, OpeningBalanceLine


def contacts_in_books(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of the contacts that anything of the ledger names."""
    del ctx  # the organisation is in scope
    tables = (AccountBalance, ManualJournalLine, OpeningBalanceLine)
    return {
        contact_id
        for table in tables
        for contact_id in table.objects.filter(contact_id__in=ids).values_list("contact_id", flat=True)
        if contact_id
    }
