"""What a payment may settle: the contact's open documents, and those it settles already."""

from dataclasses import dataclass
from datetime import date

from daicho.documents.queries.open_documents import open_documents
from daicho.documents.queries.settled_documents import settled_documents
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.payments.kinds import PaymentKind
from daicho.payments.queries._views import PaymentView


@dataclass(frozen=True, slots=True)
class OpenTarget:
    """A document; `open_amount` is what is open of it apart from what the payment in hand settles."""

    document_id: int
    number: str
    day: date
    due: date | None
    total: Money
    open_amount: Money


def open_targets(
    ctx: Ctx, *, kind: PaymentKind, contact_id: int, payment: PaymentView | None = None
) -> list[OpenTarget]:  # fmt: skip
    """Return the documents by their due day."""
    own = {use.target.ref[1]: use.settled.minor for use in payment.uses} if payment else {}
    found = {row.document_id: row for row in open_documents(ctx, kind=kind.target, contact_id=contact_id)}
    missing = own.keys() - found.keys()
    if missing:
        found = {**settled_documents(ctx, kind=kind.target, ids=missing), **found}
    return [
        OpenTarget(
            row.document_id,
            row.number,
            row.day,
            row.due,
            Money(row.total, row.currency_code),
            Money(row.open_amount + own.get(row.document_id, 0), row.currency_code),
        )
        for row in found.values()
    ]
