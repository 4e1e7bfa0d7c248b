"""What the packages below may ask of sales documents (config/wiring.py)."""

from daicho.catalog.core.uses import ItemUse
from daicho.documents.uses import (
    awaited_stock,
    committed_stock,
    contact_use,
    contacts_in_use,
    either,
    lines_in_use,
    numbers_of,
    transactions_of,
)
from daicho.sales.kinds import INVOICE, SALES_ORDER

CONTACTS = contact_use(SALES_ORDER)
INVOICE_CONTACTS = contact_use(INVOICE)
ITEMS = ItemUse(
    transactions={"salesorders": transactions_of(SALES_ORDER), "invoices": transactions_of(INVOICE)},
    stock=awaited_stock(SALES_ORDER, taken_by=INVOICE),
    available=committed_stock(SALES_ORDER, taken_by=INVOICE),
)
orders_of_contacts = either(contacts_in_use(SALES_ORDER), contacts_in_use(INVOICE))
items_in_use = either(lines_in_use(SALES_ORDER, "item"), lines_in_use(INVOICE, "item"))
accounts_in_use = either(lines_in_use(SALES_ORDER, "account"), lines_in_use(INVOICE, "account"))
taxes_in_use = either(lines_in_use(SALES_ORDER, "tax"), lines_in_use(INVOICE, "tax"))
locations_in_use = either(lines_in_use(SALES_ORDER, "location"), lines_in_use(INVOICE, "location"))
order_numbers = numbers_of(SALES_ORDER)
invoice_numbers = numbers_of(INVOICE)
