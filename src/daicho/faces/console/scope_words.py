"""OAuth scopes in a person's words."""

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext

from daicho.identity.core.scopes import ALL, EVERYTHING, GROUPS, VERBS, parse_scope
from daicho.kernel.text import noop as _

_APPLICATIONS = {"books": _("Books"), "inventory": _("Inventory")}
_GROUPS = {
    EVERYTHING: _("Everything"),
    "accountants": _("Accounting"),
    "banking": _("Banking"),
    "bills": _("Bills"),
    "compositeitems": _("Composite items"),
    "contacts": _("Contacts"),
    "creditnotes": _("Credit notes"),
    "customerpayments": _("Payments received"),
    "custommodules": _("Custom modules"),
    "debitnotes": _("Debit notes"),
    "deliverychallans": _("Delivery challans"),
    "estimates": _("Estimates"),
    "expenses": _("Expenses"),
    "fixedasset": _("Fixed assets"),
    "inventoryadjustments": _("Inventory adjustments"),
    "invoices": _("Invoices"),
    "items": _("Items"),
    "moveorder": _("Move orders"),
    "packages": _("Packages"),
    "picklists": _("Picklists"),
    "projects": _("Projects"),
    "purchaseorders": _("Purchase orders"),
    "purchasereceives": _("Purchase receives"),
    "purchasereturns": _("Purchase returns"),
    "putaway": _("Putaways"),
    "reports": _("Reports"),
    "salesorders": _("Sales orders"),
    "salesreturnreceives": _("Sales return receives"),
    "salesreturns": _("Sales returns"),
    "settings": _("Settings"),
    "shipmentorders": _("Shipments"),
    "transferorders": _("Transfer orders"),
    "vendorpayments": _("Payments made"),
    "warehouses": _("Locations"),
}


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """What a program may do with one kind of record."""

    application: str
    group: str
    verbs: str


def scopes_in_words(scopes: frozenset[str]) -> list[ScopeLine]:
    """Return the scopes (lower case) as lines in the active language, in the order of the menus."""
    asked = [scope for scope in map(parse_scope, scopes) if scope is not None]
    lines = []
    for application, groups in GROUPS.items():
        for group in (EVERYTHING, *groups):
            verbs = {scope.verb for scope in asked if (scope.application, scope.group) == (application, group)}
            if verbs:
                lines.append(ScopeLine(gettext(_APPLICATIONS[application]), gettext(_GROUPS[group]), _in_words(verbs)))
    return lines


def _in_words(verbs: set[str]) -> str:
    words = {
        "create": pgettext("what a program may do", "create"),
        "read": pgettext("what a program may do", "read"),
        "update": pgettext("what a program may do", "change"),
        "delete": pgettext("what a program may do", "delete"),
    }
    return " · ".join(words[verb] for verb in VERBS if verb in verbs or ALL in verbs)
