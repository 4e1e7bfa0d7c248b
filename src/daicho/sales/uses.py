"""What the packages below may ask of sales documents (config/wiring.py)."""

from dataclasses import replace

from daicho.catalog.core.uses import ItemUse
from daicho.documents.uses import (
    contact_use,
    contacts_in_use,
    either,
    lines_in_use,
    numbers_of,
    transactions_of,
)
from daicho.kernel.context import Ctx
from daicho.platform.notifications import owners_in
from daicho.sales.kinds import CREDIT_NOTE, ESTIMATE, INVOICE, RETAINER_INVOICE, SALES_ORDER
from daicho.sales.models import Package, SalesReturn, Shipment
from daicho.sales.queries.awaited_shipments import awaited_shipments
from daicho.sales.queries.committed_stock import committed_stock
from daicho.sales.queries.items_of_kits import items_of_kits
from daicho.sales.queries.ordered_items import ordered_items
from daicho.sales.queries.return_locations import return_locations

_KINDS = (ESTIMATE, SALES_ORDER, INVOICE, CREDIT_NOTE, RETAINER_INVOICE)
_DOCUMENTS = contact_use(*_KINDS)


def _move(ctx: Ctx, source_id: int, target_id: int) -> None:
    _DOCUMENTS.move(ctx, source_id, target_id)
    for table in (SalesReturn, Shipment):
        table.objects.filter(contact_id=source_id).update(contact_id=target_id, modified_at=ctx.now)


CONTACTS = replace(_DOCUMENTS, move=_move)
ITEMS = ItemUse(
    transactions={"salesorders": transactions_of(SALES_ORDER), "invoices": transactions_of(INVOICE)},
    stock=awaited_shipments,
    available=committed_stock,
    maybe_low=ordered_items,
)
orders_of_contacts = either(*(contacts_in_use(kind) for kind in _KINDS))
items_in_use = either(*(lines_in_use(kind, "item") for kind in _KINDS), items_of_kits)
accounts_in_use = either(*(lines_in_use(kind, "account") for kind in _KINDS))
taxes_in_use = either(*(lines_in_use(kind, "tax") for kind in _KINDS))
locations_in_use = either(*(lines_in_use(kind, "location") for kind in _KINDS), return_locations)
estimate_owners, order_owners, invoice_owners, credit_note_owners, retainer_owners = (
    owners_in(kind.header, kind.module) for kind in _KINDS
)
package_owners, shipment_owners = owners_in(Package, "packages"), owners_in(Shipment, "shipments")
order_numbers = numbers_of(SALES_ORDER)
invoice_numbers = numbers_of(INVOICE)
credit_note_numbers = numbers_of(CREDIT_NOTE)
estimate_numbers = numbers_of(ESTIMATE)
retainer_numbers = numbers_of(RETAINER_INVOICE)
