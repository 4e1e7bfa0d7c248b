"""What the packages below may ask of purchase documents (config/wiring.py)."""

from daicho.catalog.core.uses import ItemUse
from daicho.documents.uses import contact_use, contacts_in_use, lines_in_use, numbers_of, transactions_of
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.purchases.queries.awaited_goods import awaited_goods

CONTACTS = contact_use(PURCHASE_ORDER)
ITEMS = ItemUse(transactions={"purchaseorders": transactions_of(PURCHASE_ORDER)}, stock=awaited_goods)
orders_of_contacts = contacts_in_use(PURCHASE_ORDER)
items_in_use = lines_in_use(PURCHASE_ORDER, "item")
accounts_in_use = lines_in_use(PURCHASE_ORDER, "account")
taxes_in_use = lines_in_use(PURCHASE_ORDER, "tax")
locations_in_use = lines_in_use(PURCHASE_ORDER, "location")
order_numbers = numbers_of(PURCHASE_ORDER)
