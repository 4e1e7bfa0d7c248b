"""What settlements are about: payments, credits and documents, all in one shape."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from daicho.documents.queries.settled_documents import settled_documents
from daicho.kernel.context import Ctx
from daicho.ledger.core.conversion import Conversion
from daicho.ledger.core.posting import Amount
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import DOCUMENTS, PAYMENT_KINDS
from daicho.payments.models import Payment


@dataclass(frozen=True, slots=True)
class SettledRecord:
    """A payment, credit, invoice or bill; `total` in both currencies, `account_id` and `fees` of a payment only."""

    ref: Ref
    number: str
    contact_id: int
    day: date
    terms: Conversion
    total: Amount
    applied: int
    account_id: int = 0
    fees: int = 0
    due: date | None = None

    @property
    def left(self) -> int:
        """What is open or unused, in minor units of the record's currency."""
        return self.total.own - self.applied


def settled_records(ctx: Ctx, *, refs: Collection[Ref]) -> dict[Ref, SettledRecord]:
    """Return those of the records that exist; one statement for each kind."""
    found: dict[Ref, SettledRecord] = {}
    for name in sorted({name for name, _ in refs}):
        ids = {record_id for kind, record_id in refs if kind == name}
        found |= _payments(name, ids) if name in PAYMENT_KINDS else _documents(ctx, name, ids)
    return found


def _payments(name: str, ids: Collection[int]) -> dict[Ref, SettledRecord]:
    found = {}
    for row in Payment.objects.filter(kind=name, id__in=ids):
        terms = Conversion(row.currency_code, row.exchange_rate_micro, row.base_currency)
        found[name, row.id] = SettledRecord(
            (name, row.id), row.number, row.contact_id, row.date, terms,
            Amount(terms.total(row.amount_minor), row.amount_minor), row.used_minor, row.account_id, row.fees_minor,
        )  # fmt: skip
    return found


def _documents(ctx: Ctx, name: str, ids: Collection[int]) -> dict[Ref, SettledRecord]:
    return {
        (name, row.document_id): SettledRecord(
            (name, row.document_id), row.number, row.contact_id, row.day,
            Conversion(row.currency_code, row.rate_micro, row.base_currency),
            Amount(row.base_total, row.total), row.applied, due=row.due,
        )
        for row in settled_documents(ctx, kind=DOCUMENTS[name], ids=ids).values()
    }  # fmt: skip
