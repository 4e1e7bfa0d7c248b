"""What the packages below may ask of purchase documents (config/wiring.py)."""

from daicho.catalog.core.uses import ItemUse
from daicho.documents.uses import contact_use, contacts_in_use, either, lines_in_use, numbers_of, transactions_of
from daicho.platform.notifications import owners_in
from daicho.purchases.kinds import BILL, PURCHASE_ORDER, VENDOR_CREDIT
from daicho.purchases.models import PurchaseReceive
from daicho.purchases.queries.awaited_goods import awaited_goods

_KINDS = (PURCHASE_ORDER, BILL, VENDOR_CREDIT)

CONTACTS = contact_use(*_KINDS)
ITEMS = ItemUse(
    transactions={"purchaseorders": transactions_of(PURCHASE_ORDER), "bills": transactions_of(BILL)},
    stock=awaited_goods,
)
orders_of_contacts = either(*(contacts_in_use(kind) for kind in _KINDS))
items_in_use = either(*(lines_in_use(kind, "item") for kind in _KINDS))
accounts_in_use = either(*(lines_in_use(kind, "account") for kind in _KINDS))
taxes_in_use = either(*(lines_in_use(kind, "tax") for kind in _KINDS))
locations_in_use = either(*(lines_in_use(kind, "location") for kind in _KINDS))
order_owners, bill_owners, vendor_credit_owners = (owners_in(kind.header, kind.module) for kind in _KINDS)
receive_owners = owners_in(PurchaseReceive, "purchasereceives")
order_numbers = numbers_of(PURCHASE_ORDER)
bill_numbers = numbers_of(BILL)
