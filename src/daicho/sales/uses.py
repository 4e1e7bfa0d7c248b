"""What the packages below may ask of sales documents (config/wiring.py)."""

from daicho.catalog.core.uses import ItemUse
from daicho.documents.uses import (
    awaited_stock,
    committed_stock,
    contact_use,
    contacts_in_use,
    lines_in_use,
    numbers_of,
    transactions_of,
)
from daicho.sales.kinds import SALES_ORDER

CONTACTS = contact_use(SALES_ORDER)
ITEMS = ItemUse(
    transactions={"salesorders": transactions_of(SALES_ORDER)},
    stock=awaited_stock(SALES_ORDER),
    available=committed_stock(SALES_ORDER),
)
orders_of_contacts = contacts_in_use(SALES_ORDER)
items_in_use = lines_in_use(SALES_ORDER, "item")
accounts_in_use = lines_in_use(SALES_ORDER, "account")
taxes_in_use = lines_in_use(SALES_ORDER, "tax")
order_numbers = numbers_of(SALES_ORDER)
