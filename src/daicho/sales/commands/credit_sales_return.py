"""Make a credit note of a sales return."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import DocumentFields, LineFields
from daicho.documents.queries.converted_fields import converted_fields
from daicho.documents.queries.left_quantities import left_quantities
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken
from daicho.kernel.measure import Quantity
from daicho.kernel.money import Money
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work
from daicho.sales.commands._credited_shares import CreditedShare, credited_shares
from daicho.sales.commands._return import locked_return
from daicho.sales.core.returned_discount import part_of, split_discount
from daicho.sales.core.rules import NOTHING_TO_CREDIT, RETURN_NOT_APPROVED
from daicho.sales.core.sales_return import State
from daicho.sales.kinds import CREDIT_NOTE
from daicho.sales.models import Invoice, InvoiceLine
from daicho.sales.queries.return_progress import return_progress
from daicho.stock.core.batches import NamedBatch


def credit_sales_return(ctx: Ctx, *, return_id: int, fields: DocumentFields | None = None, is_open: bool = True) -> int:
    """Credit what was received of a return and what stays away, as far as no note has yet; return the note's id.

    A note takes one invoice back, at its prices and exchange rate: the return's own first, then the oldest. What other
    invoices asked for is left to the next note. Shipping charges and adjustments are not given back. `fields` replace
    what is copied. Raises NotFound; RuleBroken: 4820 for a draft, 4824 where nothing is to be credited or nothing was
    invoiced, 4310 on a locked day.
    """
    ctx.require("creditnotes.create")
    with unit_of_work(ctx):
        row = locked_return(return_id)
        if row.state != State.APPROVED:
            raise RuleBroken(RETURN_NOT_APPROVED, _("Only an approved sales return can be received or credited."))
        progress = return_progress(ctx, return_ids=[return_id])[return_id]
        wanted = {line.line_id: (line.to_be_credited, line.to_be_credited_only) for line in progress}
        if not any(map(any, wanted.values())):
            raise RuleBroken(NOTHING_TO_CREDIT, _("Nothing was received of this return that is not credited yet."))
        shares = credited_shares(ctx, wanted=wanted)
        if not shares:
            raise RuleBroken(NOTHING_TO_CREDIT, _("What comes back was not invoiced, so there is nothing to credit."))
        own = [share for share in shares if share.invoice_id == row.invoice_id] or shares
        invoice_id = own[0].invoice_id
        copied = _of_invoice(ctx, invoice_id, [share for share in shares if share.invoice_id == invoice_id])
        copied["reference"] = row.number
        return create_document(ctx, kind=CREDIT_NOTE, fields={**copied, **(fields or {})}, is_open=is_open)


def _of_invoice(ctx: Ctx, invoice_id: int, shares: list[CreditedShare]) -> DocumentFields:
    """Return the fields of the note: lines of the invoice, each in a part that comes back and one that does not."""
    taken: dict[int, int] = {}
    for share in shares:
        taken[share.invoice_line_id] = taken.get(share.invoice_line_id, 0) + share.quantity
    quantities = {line_id: Quantity(quantity).value for line_id, quantity in taken.items()}
    copied = converted_fields(
        ctx, kind=CREDIT_NOTE, source_id=invoice_id, quantities=quantities, with_exchange_rate=True
    )
    copied["shipping_charge"] = copied["adjustment"] = Decimal(0)
    copied["discount"] = _discount(ctx, invoice_id, taken)
    by_line = {line["source_line_id"]: line for line in copied["lines"]}
    copied["lines"] = [
        part
        for line_id, line in by_line.items()
        for part in _parts(line, [share for share in shares if share.invoice_line_id == line_id])
    ]
    return copied


def _discount(ctx: Ctx, invoice_id: int, taken: Mapping[int, int]) -> str:
    """Return the document's discount: a percentage is the same, of an amount the part that fell on what comes back."""
    discount, currency = Invoice.objects.values_list("discount", "currency_code").get(id=invoice_id)
    if not discount or discount.endswith("%"):
        return str(discount)
    left = left_quantities(ctx, kind=CREDIT_NOTE, source_line_ids=taken)
    rows = InvoiceLine.objects.filter(id__in=taken).values_list("id", "quantity_micro", "document_discount_minor")
    minor = sum(
        part_of(amount, quantity, before=quantity - left[line_id], taken=taken[line_id])
        for line_id, quantity, amount in rows
    )
    return format(Money(minor, currency).value, "f") if minor else ""


def _parts(line: LineFields, shares: Iterable[CreditedShare]) -> Iterable[LineFields]:
    shares = list(shares)
    discounts = split_discount(line["discount"], [share.quantity for share in shares])
    for share, discount in zip(shares, discounts, strict=True):
        place = line.get("location_id") if share.is_credit_only else share.location_id or line.get("location_id")
        yield {
            **line,
            "quantity": Decimal(Quantity(share.quantity).value),
            "discount": discount,
            "location_id": place,
            "return_line_id": share.return_line_id,
            "is_credit_only": share.is_credit_only or None,
            "batches": [] if share.is_credit_only else _batches(line["batches"], share.quantity),
        }


def _batches(batches: Sequence[NamedBatch], quantity: int) -> Sequence[NamedBatch]:
    """Return the batches of a line with which a part of it comes back; none where somebody has to choose."""
    if len(batches) == 1:
        return [replace(batches[0], quantity=quantity)]
    return batches if sum(batch.quantity for batch in batches) == quantity else []
