"""What settlements are about: payments, credits and documents, all in one shape."""

from collections.abc import Collection

from daicho.documents.queries.settled_documents import settled_documents
from daicho.kernel.context import Ctx
from daicho.ledger.core.conversion import Conversion
from daicho.ledger.core.posting import Amount
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import DOCUMENTS, PAYMENT_KINDS
from daicho.payments.models import Payment
from daicho.payments.queries._records import SettledRecord, record_of_payment


def settled_records(ctx: Ctx, *, refs: Collection[Ref]) -> dict[Ref, SettledRecord]:
    """Return those of the records that exist; one statement for each kind."""
    found: dict[Ref, SettledRecord] = {}
    for name in sorted({name for name, _ in refs}):
        ids = {record_id for kind, record_id in refs if kind == name}
        found |= _payments(name, ids) if name in PAYMENT_KINDS else _documents(ctx, name, ids)
    return found


def _payments(name: str, ids: Collection[int]) -> dict[Ref, SettledRecord]:
    rows = Payment.objects.filter(kind=name, id__in=ids).select_related("contact", "retainer")
    return {(name, row.id): record_of_payment(row) for row in rows}


def _documents(ctx: Ctx, name: str, ids: Collection[int]) -> dict[Ref, SettledRecord]:
    return {
        (name, row.document_id): SettledRecord(
            (name, row.document_id), row.number, row.contact_id, row.contact_name, row.day,
            Conversion(row.currency_code, row.rate_micro, row.base_currency),
            Amount(row.base_total, row.total), row.applied, due=row.due,
        )
        for row in settled_documents(ctx, kind=DOCUMENTS[name], ids=ids).values()
    }  # fmt: skip
