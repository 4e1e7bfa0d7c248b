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
from daicho.sales.kinds import CREDIT_NOTE, ESTIMATE, INVOICE, SALES_ORDER

_KINDS = (ESTIMATE, SALES_ORDER, INVOICE, CREDIT_NOTE)
CONTACTS = contact_use(*_KINDS)
ITEMS = ItemUse(
    transactions={"salesorders": transactions_of(SALES_ORDER), "invoices": transactions_of(INVOICE)},
    stock=awaited_stock(SALES_ORDER, taken_by=INVOICE),
    available=committed_stock(SALES_ORDER, taken_by=INVOICE),
)
orders_of_contacts = either(*(contacts_in_use(kind) for kind in _KINDS))
items_in_use = either(*(lines_in_use(kind, "item") for kind in _KINDS))
accounts_in_use = either(*(lines_in_use(kind, "account") for kind in _KINDS))
taxes_in_use = either(*(lines_in_use(kind, "tax") for kind in _KINDS))
locations_in_use = either(*(lines_in_use(kind, "location") for kind in _KINDS))
order_numbers = numbers_of(SALES_ORDER)
invoice_numbers = numbers_of(INVOICE)
credit_note_numbers = numbers_of(CREDIT_NOTE)
estimate_numbers = numbers_of(ESTIMATE)
