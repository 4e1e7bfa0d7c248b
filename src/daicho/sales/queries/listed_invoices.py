"""What rows of invoices tell beyond what those of all documents do."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from daicho.kernel.context import Ctx
from daicho.sales.models import Invoice

_COLUMNS = (
    "shipping_minor", "adjustment_minor", "written_off_minor", "salesperson_id", "payment_expected_on",
    "reminders_sent", "last_reminded_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListedInvoice:
    """Amounts in minor units of the invoice's currency."""

    shipping_minor: int
    adjustment_minor: int
    written_off_minor: int
    salesperson_id: int | None
    expected_on: date | None
    reminders_sent: int
    last_reminded_on: date | None


def listed_invoices(ctx: Ctx, *, invoice_ids: Collection[int]) -> dict[int, ListedInvoice]:
    """Return invoice → its figures, in one statement."""
    del ctx  # the organisation is in scope
    rows = Invoice.objects.filter(id__in=invoice_ids).values_list("id", *_COLUMNS)
    return {invoice_id: ListedInvoice(*rest) for invoice_id, *rest in rows}
