"""Tables of what goes to customers."""

from daicho.sales.models.credit_note import CreditNote, CreditNoteLine
from daicho.sales.models.estimate import Estimate, EstimateLine
from daicho.sales.models.invoice import Invoice, InvoiceLine
from daicho.sales.models.kit import KitPart
from daicho.sales.models.package import Package, PackageLine
from daicho.sales.models.retainer_invoice import RetainerInvoice, RetainerInvoiceLine
from daicho.sales.models.sales_order import SalesOrder, SalesOrderLine
from daicho.sales.models.sales_return import SalesReturn, SalesReturnLine, SalesReturnReceive, SalesReturnReceiveLine
from daicho.sales.models.shipment import Shipment

__all__ = [
    "CreditNote",
    "CreditNoteLine",
    "Estimate",
    "EstimateLine",
    "Invoice",
    "InvoiceLine",
    "KitPart",
    "Package",
    "PackageLine",
    "RetainerInvoice",
    "RetainerInvoiceLine",
    "SalesOrder",
    "SalesOrderLine",
    "SalesReturn",
    "SalesReturnLine",
    "SalesReturnReceive",
    "SalesReturnReceiveLine",
    "Shipment",
]
