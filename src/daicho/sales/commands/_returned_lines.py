"""Lines of a credit note that name lines of a sales return (zoho-surface.json: `salesreturn_item_id`)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from daicho.documents.core.fields import DocumentFields, LineFields
from daicho.kernel.context import Ctx
from daicho.kernel.errors import RuleBroken, invalid
from daicho.kernel.measure import MICRO, MICRO_LIMIT, Quantity, Rate
from daicho.kernel.text import noop as _
from daicho.sales.commands._credited_shares import CreditedShare, credited_shares
from daicho.sales.core.rules import NOTHING_TO_CREDIT, RETURN_NOT_APPROVED
from daicho.sales.core.sales_return import Progress, State
from daicho.sales.models import InvoiceLine, SalesReturnLine
from daicho.sales.queries._return_progress import progress_of

_COPIED = ("item_id", "account_id", "tax_id", "name", "description", "unit")


def with_returned_lines(ctx: Ctx, fields: DocumentFields) -> DocumentFields:
    """Return the fields with new lines of a return led back to the invoices by which its goods were sold.

    What the return receives comes first, then what it only credits, unless a line says which. Price, tax and account
    are the invoice's unless they are given; a line that is there already keeps its return. Raises InvalidInput for what
    is no line of a return, or of one of other goods; RuleBroken (4820: its return is a draft; 4824: more than was
    invoiced of it and is not credited yet).
    """
    fields = {**fields, "lines": [_kept(line) for line in fields["lines"]]} if fields.get("lines") else fields
    named = [line_id for line in fields.get("lines", ()) if (line_id := line.get("return_line_id"))]
    if not named:
        return fields
    returned = {row.id: row for row in SalesReturnLine.objects.filter(id__in=named).select_related("sales_return")}
    for place, line in enumerate(fields["lines"]):
        if (line_id := line.get("return_line_id")) and not _is_of(line, returned.get(line_id)):
            name = f"line_items[{place}].salesreturn_item_id"
            raise invalid(name, _("Invalid value passed for %(field)s"), {"field": name})
    if any(row.sales_return.state == State.DRAFT for row in returned.values()):
        raise RuleBroken(RETURN_NOT_APPROVED, _("Only an approved sales return can be received or credited."))
    progress = progress_of(returned)
    lines: list[LineFields] = []
    for line in fields["lines"]:
        is_led = line.get("return_line_id") and not line.get("source_line_id")
        lines += _led_back(ctx, line, progress) if is_led else [line]
    return {**fields, "lines": lines}


def _kept(line: LineFields) -> LineFields:
    """Return the line, without its return where it is an old one."""
    if not line.get("line_id") or "return_line_id" not in line:
        return line
    kept = line.copy()
    del kept["return_line_id"]
    return kept


def _is_of(line: LineFields, returned: SalesReturnLine | None) -> bool:
    """Tell whether the line of an invoice that a line names, if any, sold what the line of the return brings back."""
    source_id = line.get("source_line_id")
    if returned is None or not source_id:
        return returned is not None
    if returned.order_line_id is None:
        return bool(source_id == returned.invoice_line_id)
    return InvoiceLine.objects.filter(id=source_id, source_line_id=returned.order_line_id).exists()


def _led_back(ctx: Ctx, line: LineFields, progress: dict[int, Progress]) -> Iterable[LineFields]:
    quantity = line.get("quantity", Decimal(1))
    if not 0 < quantity <= MICRO_LIMIT // MICRO:
        return [line]  # the draft tells what is wrong with it
    line_id = line["return_line_id"]
    assert line_id is not None, "the caller chose lines that name one"
    wanted = _wanted(line, Quantity.of(quantity).micro, progress[line_id])
    shares = credited_shares(ctx, wanted={line_id: wanted})
    if sum(share.quantity for share in shares) < Quantity.of(quantity).micro:
        message = _("More would be credited than was invoiced of the sales return and is not credited yet.")
        raise RuleBroken(NOTHING_TO_CREDIT, message)
    before = progress[line_id]
    progress[line_id] = replace(
        before, credited=before.credited + wanted[0], credited_only=before.credited_only + wanted[1]
    )
    sold = InvoiceLine.objects.in_bulk([share.invoice_line_id for share in shares])
    return [_line(line, share, sold) for share in shares]


def _wanted(line: LineFields, quantity: int, progress: Progress) -> tuple[int, int]:
    """Return how much of the quantity comes back, and how much is only credited."""
    if (is_credit_only := line.get("is_credit_only")) is not None:
        return (0, quantity) if is_credit_only else (quantity, 0)
    goods = min(quantity, max(0, progress.quantity - progress.credited))
    return goods, quantity - goods


def _line(line: LineFields, share: CreditedShare, sold: Mapping[int, InvoiceLine]) -> LineFields:
    source = sold[share.invoice_line_id]
    made: LineFields = {
        "rate": Rate(source.rate_micro).value,
        "location_id": source.location_id if share.is_credit_only else share.location_id or source.location_id,
        "discount": source.discount if source.discount.endswith("%") else "",
        **{name: getattr(source, name) for name in _COPIED},  # type: ignore[typeddict-item]
        **line,
        "quantity": Quantity(share.quantity).value,
        "source_line_id": share.invoice_line_id,
        "is_credit_only": share.is_credit_only or None,
    }
    return made
