"""Tables of what comes from vendors."""

from daicho.purchases.models.purchase_order import PurchaseOrder, PurchaseOrderLine

__all__ = ["PurchaseOrder", "PurchaseOrderLine"]
