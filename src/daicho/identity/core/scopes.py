"""OAuth scopes: what an API client may do. Compared without regard to case, so all of them are lower case here.

"zohobooks.contacts.read", "zohoinventory.items.all"; "zohobooks.fullaccess.all" is everything in Books.
"""

import re
from dataclasses import dataclass

from daicho.kernel.context import Application

FULL_ACCESS = ("zohobooks.fullaccess.all", "zohoinventory.fullaccess.all")
EVERYTHING = "fullaccess"
VERBS = ("create", "read", "update", "delete")
ALL = "all"
_BOOKS = (
    "accountants banking bills contacts creditnotes customerpayments custommodules debitnotes estimates expenses "
    "fixedasset invoices projects purchaseorders salesorders settings vendorpayments"
)
_INVENTORY = (
    "bills compositeitems contacts creditnotes customerpayments debitnotes deliverychallans inventoryadjustments "
    "invoices items moveorder packages picklists purchaseorders purchasereceives purchasereturns putaway reports "
    "salesorders salesreturnreceives salesreturns settings shipmentorders transferorders warehouses"
)
GROUPS: dict[Application, tuple[str, ...]] = {
    "books": tuple(_BOOKS.split()),
    "inventory": tuple(_INVENTORY.split()),
}
_SERVICES: dict[str, Application] = {"zohobooks": "books", "zohoinventory": "inventory"}


@dataclass(frozen=True, slots=True)
class Scope:
    """One scope taken apart. `verb` is one of VERBS or ALL; `group` one of GROUPS or EVERYTHING."""

    application: Application
    group: str
    verb: str


def scope_set(text: str) -> frozenset[str]:
    """Return the scopes in `text`, separated by commas or white space, in lower case."""
    return frozenset(re.split(r"[\s,]+", text.strip().lower())) - {""}


def parse_scope(text: str) -> Scope | None:
    """Return the scope taken apart, None where no such scope exists."""
    service, _, rest = text.lower().partition(".")
    group, _, verb = rest.partition(".")
    application = _SERVICES.get(service)
    if application is None or verb not in (*VERBS, ALL):
        return None
    if group not in GROUPS[application] and (group, verb) != (EVERYTHING, ALL):
        return None
    return Scope(application, group, verb)


def allows(scopes: frozenset[str], application: Application, wanted: str) -> bool:
    """Tell whether `scopes` (lower case) cover `wanted` ("contacts.READ") in `application`."""
    group, _, verb = wanted.lower().partition(".")
    service = f"zoho{application}"
    sufficient = {f"{service}.{EVERYTHING}.{ALL}", f"{service}.{group}.{ALL}", f"{service}.{group}.{verb}"}
    return not scopes.isdisjoint(sufficient)
