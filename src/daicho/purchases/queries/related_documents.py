"""The documents around an order, bill or vendor credit: what it was made of, and what was made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from daicho.kernel.context import Ctx
from daicho.purchases.models import Bill, BillLine, PurchaseOrder, PurchaseReceive, VendorCredit, VendorCreditLine

_COLUMNS = ("id", "number", "date", "state")


@dataclass(frozen=True, slots=True)
class Related:
    """A document by its kind ("bill"), id, number, day and stored state."""

    kind: str
    document_id: int
    number: str
    day: date
    state: str


def related_documents(ctx: Ctx, *, kind: str, document_id: int) -> Sequence[Related]:
    """Return the documents around one, in the order of buying: orders, receives, bills, credits.

    Kinds that the caller may not see are left out.
    """
    order, bill = kind == "purchaseorder", kind == "bill"
    found: list[Related] = []
    if bill and ctx.actor.may("purchaseorders.view"):
        billed = BillLine.objects.filter(document_id=document_id).values("source_line__document_id")
        found += _rows("purchaseorder", PurchaseOrder.objects.filter(id__in=billed))
    if order and ctx.actor.may("purchasereceives.view"):
        found += _rows("purchasereceive", PurchaseReceive.objects.filter(order_id=document_id))
    if order and ctx.actor.may("bills.view"):
        lines = BillLine.objects.filter(source_line__document_id=document_id).values("document_id")
        found += _rows("bill", Bill.objects.filter(id__in=lines))
    if kind == "vendorcredit" and ctx.actor.may("bills.view"):
        taken = VendorCreditLine.objects.filter(document_id=document_id).values("source_line__document_id")
        found += _rows("bill", Bill.objects.filter(id__in=taken))
    if bill and ctx.actor.may("vendorcredits.view"):
        taking = VendorCreditLine.objects.filter(source_line__document_id=document_id).values("document_id")
        found += _rows("vendorcredit", VendorCredit.objects.filter(id__in=taking))
    return found


def _rows(kind: str, rows: "QuerySet[Any]") -> list[Related]:
    return [Related(kind, *row) for row in rows.order_by("date", "id").values_list(*_COLUMNS)]
