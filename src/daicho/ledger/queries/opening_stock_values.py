"""What the items' opening stock is worth in the books."""

from django.db.models import Sum

from daicho.kernel.context import Ctx
from daicho.ledger.models import JournalLine

OPENING_STOCK = "openingstock"
"""Kind of source of an item's opening stock (stock.commands.post_opening_stock)."""


def opening_stock_values(ctx: Ctx) -> dict[int, int]:
    """Return inventory account id → minor units of the base currency that opening stock has posted to it."""
    del ctx  # the organisation is in scope
    rows = JournalLine.objects.filter(entry__source_kind=OPENING_STOCK, account__account_type="stock")
    sums = rows.values("account_id").annotate(value=Sum("amount_minor")).order_by()
    return {account_id: int(value) for account_id, value in sums.values_list("account_id", "value") if value}
