"""The documents around an order, bill or vendor credit: what it was made of, and what was made of it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet, Value

from daicho.documents.queries._standing import STANDING, Related, with_standing
from daicho.kernel.context import Ctx
from daicho.purchases.models import Bill, BillLine, PurchaseOrder, PurchaseReceive, VendorCredit, VendorCreditLine

_COLUMNS = ("id", "number", "date", "state", *STANDING)
_ORDER = ("purchaseorder", "purchasereceive", "bill", "vendorcredit")


def related_documents(ctx: Ctx, *, kind: str, document_id: int) -> Sequence[Related]:
    """Return the documents around one, in the order of buying: orders, receives, bills, credits; one statement.

    Kinds that the caller may not see are left out.
    """
    bill, receive = kind == "bill", kind == "purchasereceive"
    orders: Any = {
        "purchaseorder": PurchaseOrder.objects.filter(id=document_id).values("id"),
        "purchasereceive": PurchaseReceive.objects.filter(id=document_id).values("order_id"),
        "bill": BillLine.objects.filter(document_id=document_id).values("source_line__document_id"),
    }.get(kind)
    parts: list[QuerySet[Any, Any]] = []
    if orders is not None and kind != "purchaseorder" and ctx.actor.may("purchaseorders.view"):
        parts.append(_rows("purchaseorder", PurchaseOrder.objects.filter(id__in=orders)))
    if orders is not None and not receive and ctx.actor.may("purchasereceives.view"):
        parts.append(_rows("purchasereceive", PurchaseReceive.objects.filter(order_id__in=orders)))
    if orders is not None and not bill and ctx.actor.may("bills.view"):
        lines = BillLine.objects.filter(source_line__document_id__in=orders).values("document_id")
        parts.append(_rows("bill", Bill.objects.filter(id__in=lines)))
    if kind == "vendorcredit" and ctx.actor.may("bills.view"):
        taken = VendorCreditLine.objects.filter(document_id=document_id).values("source_line__document_id")
        parts.append(_rows("bill", Bill.objects.filter(id__in=taken)))
    if bill and ctx.actor.may("vendorcredits.view"):
        taking = VendorCreditLine.objects.filter(source_line__document_id=document_id).values("document_id")
        parts.append(_rows("vendorcredit", VendorCredit.objects.filter(id__in=taking)))
    found = parts[0].union(*parts[1:], all=True) if parts else ()
    return sorted((Related(*row) for row in found), key=lambda row: (_ORDER.index(row.kind), row.day, row.document_id))


def _rows(kind: str, rows: "QuerySet[Any]") -> Any:
    return with_standing(rows).annotate(kind=Value(kind)).values_list("kind", *_COLUMNS)
