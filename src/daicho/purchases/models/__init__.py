"""Tables of what comes from vendors."""

from daicho.purchases.models.purchase_order import PurchaseOrder, PurchaseOrderLine
from daicho.purchases.models.purchase_receive import PurchaseReceive, PurchaseReceiveLine

__all__ = ["PurchaseOrder", "PurchaseOrderLine", "PurchaseReceive", "PurchaseReceiveLine"]
