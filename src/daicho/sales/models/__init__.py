"""Tables of what goes to customers."""

from daicho.sales.models.credit_note import CreditNote, CreditNoteLine
from daicho.sales.models.estimate import Estimate, EstimateLine
from daicho.sales.models.invoice import Invoice, InvoiceLine
from daicho.sales.models.sales_order import SalesOrder, SalesOrderLine

__all__ = [
    "CreditNote",
    "CreditNoteLine",
    "Estimate",
    "EstimateLine",
    "Invoice",
    "InvoiceLine",
    "SalesOrder",
    "SalesOrderLine",
]
