"""What can settle a document: unused payments and open credits of its contact, in its currency."""

from django.db.models import F

from daicho.documents.queries.open_documents import open_documents
from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import DOCUMENTS, SIDES
from daicho.payments.models import Payment
from daicho.payments.queries._records import SettledRecord
from daicho.payments.queries.settled_records import settled_records


def usable_credits(ctx: Ctx, *, target: Ref) -> list[SettledRecord]:
    """Return what can settle the document, the oldest first. Raises NotFound."""
    document = settled_records(ctx, refs=[target]).get(target)
    if document is None:
        raise NotFound(DOCUMENTS[target[0]].words.does_not_exist)
    kind = SIDES[target[0]]
    rows = Payment.objects.filter(kind=kind.entity, contact_id=document.contact_id, used_minor__lt=F("amount_minor"))
    refs: list[Ref] = [(kind.entity, payment_id) for payment_id in rows.values_list("id", flat=True)]
    credits = open_documents(ctx, kind=kind.credit, contact_id=document.contact_id)
    refs += [(kind.credit.entity, credit.document_id) for credit in credits]
    found = settled_records(ctx, refs=refs).values()
    usable = [record for record in found if record.terms.currency == document.terms.currency]
    return sorted(usable, key=lambda record: (record.day, record.ref))
