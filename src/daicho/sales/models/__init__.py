"""Tables of what goes to customers."""

from daicho.sales.models.sales_order import SalesOrder, SalesOrderLine

__all__ = ["SalesOrder", "SalesOrderLine"]
