"""What an invoice has beyond what all documents have."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.sales.models import Invoice, InvoiceLine, KitPart

_COLUMNS = (
    "is_shipped", "written_off_minor", "written_off_on", "reminds", "payment_expected_on", "reminders_sent",
    "last_reminded_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """Whether its goods left with it, what was written off (minor units) and when, whether the customer is reminded.

    `expected_on` is the day on which the customer said to pay, `reminders_sent` how often, and last when, the customer
    was reminded; `has_kits`: components of kits left with it.
    """

    is_shipped: bool
    written_off_minor: int
    written_off_on: date | None
    reminds: bool
    expected_on: date | None
    reminders_sent: int
    last_reminded_on: date | None
    has_kits: bool


def invoice_facts(ctx: Ctx, *, invoice_id: int) -> InvoiceFacts:
    """Return the facts. Raises NotFound."""
    del ctx  # the organisation is in scope
    lines = InvoiceLine.objects.filter(document_id=OuterRef(OuterRef("id")), item_id=OuterRef("kit_id")).values("id")
    kits = Exists(KitPart.objects.filter(line_id__in=lines))
    row = Invoice.objects.filter(id=invoice_id).values_list(*_COLUMNS, kits).first()
    if row is None:
        raise NotFound(_("Invoice does not exist."))
    return InvoiceFacts(*row)
