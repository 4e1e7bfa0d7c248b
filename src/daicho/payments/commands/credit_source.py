"""A credit note made from an unpaid invoice settles it at once (behaviour.md 3.7; config/wiring.py, CREDITS_OPENED)."""

from daicho.kernel.context import Ctx
from daicho.payments.commands._apply import apply
from daicho.payments.commands.locks import hold
from daicho.payments.core.settlement import Ref
from daicho.payments.kinds import CUSTOMER_PAYMENT
from daicho.payments.queries.settled_records import settled_records


# tidy: allow unauthorised: part of the commands that open credit notes
# tidy: allow unaudited: `apply` records
def credit_source(ctx: Ctx, *, entity: str, document_id: int) -> None:
    """Apply a credit note that counts from now on to the one invoice whose lines it credits, while that is unpaid.

    One of a paid invoice, of several, or of none stays open, for other invoices or to be given back.
    """
    kind = CUSTOMER_PAYMENT
    if entity != kind.credit.entity:
        return
    sources = kind.credit.line.objects.filter(document_id=document_id, source_line_id__isnull=False)
    invoices = set(sources.values_list("source_line__document_id", flat=True))
    if len(invoices) != 1:
        return
    source, target = (entity, document_id), (kind.target.entity, *invoices)
    refs: list[Ref] = [source, target]
    hold(refs)
    records = settled_records(ctx, refs=refs)
    credit, invoice = (records[ref] for ref in refs)
    if not invoice.applied and min(credit.left, invoice.left):
        apply(ctx, target, {source: min(credit.left, invoice.left)}, credit.day)
