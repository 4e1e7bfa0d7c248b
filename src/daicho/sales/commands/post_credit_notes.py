"""Make stock and books say what credit notes say."""

from collections.abc import Collection, Sequence
from typing import Any

from daicho.documents.core.entry import entry_of
from daicho.kernel.context import Ctx
from daicho.ledger.core.posting import Line
from daicho.sales.commands._posting import Known, booked, post_documents, sold
from daicho.sales.core.invoice_effects import returns
from daicho.sales.models import CreditNote, CreditNoteLine, InvoiceLine
from daicho.stock.core.movement import Movement


# tidy: allow unauthorised: part of the commands that change credit notes
# tidy: allow unaudited: the command that posts records
# tidy: allow call-shape: the shape of Books.post
def post_credit_notes(ctx: Ctx, ids: Collection[int], *, is_new: bool = False) -> None:
    """Make stock and books say what these stored credit notes say; those that do not count say nothing.

    Goods of an invoice come back at the cost at which they left, others at their average cost (behaviour.md 5.7);
    those that are credited only do not come back. `is_new`: they have said nothing so far. Raises RuleBroken (4953).
    """
    post_documents(ctx, "creditnote", CreditNote, CreditNoteLine, ids, _effects, is_new=is_new)


def _effects(header: Any, rows: Sequence[Any], known: Known) -> tuple[list[Line], list[Movement]]:
    sources = [row.source_line_id for row in rows if row.source_line_id]
    left_on = dict(InvoiceLine.objects.filter(id__in=sources).values_list("id", "document__date")) if sources else {}
    back = [row for row in rows if not row.is_credit_only]
    moved = returns(
        sold(header, back, known, left_on), day=header.date, number=header.number, base_currency=header.base_currency
    )
    return list(entry_of(booked(header, rows, known, sign=-1)).lines), moved
