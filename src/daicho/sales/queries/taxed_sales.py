"""What customers bought and gave back, with the taxes of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Value

from daicho.documents.core.state import COUNTING
from daicho.documents.tax_rows import TaxRow, tax_rows
from daicho.kernel.context import Ctx
from daicho.sales.models import CreditNote, Invoice


@dataclass(frozen=True, slots=True)
class TaxedSale:
    """An invoice, or (`sign` -1) a credit note; amounts as the document has them, in minor units of its currency."""

    kind: str
    document_id: int
    contact_id: int
    number: str
    day: date
    currency_code: str
    total: int
    taxes: Sequence[TaxRow]

    @property
    def sign(self) -> int:
        """Whether it adds to what is owed."""
        return 1 if self.kind == "invoice" else -1


def taxed_sales(ctx: Ctx, *, contact_ids: Sequence[int], until: date) -> Iterator[TaxedSale]:
    """Yield the invoices and credit notes of these customers that count, dated until a day. One statement."""
    del ctx  # the organisation is in scope
    columns = ("id", "contact_id", "number", "date", "currency_code", "total_minor", "taxes")
    invoices, credits = (
        table.objects.filter(contact_id__in=contact_ids, date__lte=until, state__in=COUNTING)
        .annotate(kind=Value(kind, output_field=CharField()))
        .order_by()
        .values_list("kind", *columns)
        for kind, table in (("invoice", Invoice), ("creditnote", CreditNote))
    )
    for kind, document_id, contact_id, number, day, currency, total, taxes in invoices.union(credits, all=True):
        yield TaxedSale(kind, document_id, contact_id, number, day, currency, total, tax_rows(taxes))
