"""Make stock and books say what invoices say."""

from collections.abc import Collection, Sequence
from typing import Any

from daicho.documents.core.entry import entry_of
from daicho.kernel.context import Ctx
from daicho.ledger.core.posting import Amount, Line
from daicho.sales.commands._posting import Known, booked, post_documents, sold
from daicho.sales.core.invoice_effects import outflows, write_off_lines
from daicho.sales.models import Invoice, InvoiceLine
from daicho.stock.core.movement import Movement


# tidy: allow unauthorised: part of the commands that change invoices
# tidy: allow unaudited: the command that posts records
# tidy: allow call-shape: the shape of Books.post
def post_invoices(ctx: Ctx, ids: Collection[int], *, is_new: bool = False) -> None:
    """Make stock and books say what these stored invoices say; those that do not count say nothing.

    `is_new`: they have said nothing so far. Raises RuleBroken (4953) where stock would go below zero and may not.
    """
    post_documents(ctx, "invoice", Invoice, InvoiceLine, ids, _effects, is_new=is_new)


def _effects(header: Any, rows: Sequence[Any], known: Known) -> tuple[list[Line], list[Movement]]:
    lost = write_off_lines(
        Amount(header.written_off_base_minor, header.written_off_minor),
        day=header.written_off_on,
        contact_id=header.contact_id,
        receivable_id=known.accounts["accounts_receivable"],
        bad_debt_id=known.accounts["bad_debt"],
        currency=header.currency_code,
    )
    moved = outflows(
        sold(header, rows, known),
        day=header.date,
        number=header.number,
        base_currency=header.base_currency,
        is_shipped=header.is_shipped,
    )
    return [*entry_of(booked(header, rows, known, sign=1)).lines, *lost], moved
