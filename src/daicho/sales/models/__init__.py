"""Tables of what goes to customers."""

from daicho.sales.models.invoice import Invoice, InvoiceLine
from daicho.sales.models.sales_order import SalesOrder, SalesOrderLine

__all__ = ["Invoice", "InvoiceLine", "SalesOrder", "SalesOrderLine"]
