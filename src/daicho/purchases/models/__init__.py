"""Tables of what comes from vendors."""

from daicho.purchases.models.bill import Bill, BillLine
from daicho.purchases.models.landed_cost import LandedCost, LandedCostPart
from daicho.purchases.models.purchase_order import PurchaseOrder, PurchaseOrderLine
from daicho.purchases.models.purchase_receive import PurchaseReceive, PurchaseReceiveLine
from daicho.purchases.models.vendor_credit import VendorCredit, VendorCreditLine

__all__ = [
    "Bill",
    "BillLine",
    "LandedCost",
    "LandedCostPart",
    "PurchaseOrder",
    "PurchaseOrderLine",
    "PurchaseReceive",
    "PurchaseReceiveLine",
    "VendorCredit",
    "VendorCreditLine",
]
