"""The modules rights are given on, and what the built-in roles may do (behaviour.md 7.3).

A permission is "<module>.<action>". A custom role is any set of them; a built-in role's set is the matrix here, so
that a new module reaches existing organisations with a new version.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from daicho.kernel.text import noop as _

VIEW, CREATE, EDIT, DELETE, APPROVE = ACTIONS = ("view", "create", "edit", "delete", "approve")
EVERYTHING = "*"
"""What an administrator holds: every permission there is or will be."""

ADMINISTRATOR, ACCOUNTANT, SALES, WAREHOUSE, READ_ONLY = BUILT_IN = (
    "administrator",
    "accountant",
    "sales",
    "warehouse",
    "read_only",
)

MODULES: Mapping[str, str] = {
    "settings": _("Settings"),
    "users": _("Users and roles"),
    "contacts": _("Contacts"),
    "items": _("Items"),
    "accounts": _("Chart of accounts"),
    "taxes": _("Taxes"),
    "estimates": _("Estimates"),
    "salesorders": _("Sales orders"),
    "packages": _("Packages"),
    "shipments": _("Shipments"),
    "purchaseorders": _("Purchase orders"),
    "purchasereceives": _("Purchase receives"),
    "invoices": _("Invoices"),
    "salesreturns": _("Sales returns"),
    "creditnotes": _("Credit notes"),
    "bills": _("Bills"),
    "vendorcredits": _("Vendor credits"),
    "payments": _("Payments"),
    "adjustments": _("Inventory adjustments"),
    "transfers": _("Transfer orders"),
    "assemblies": _("Assemblies"),
    "journals": _("Journals"),
    "banking": _("Banking"),
    "projects": _("Projects"),
    "reports": _("Reports"),
    "exchange": _("Import and export"),
}
"""Module → its name, in the order of the matrix on screen."""

ROLE_NAMES: Mapping[str, str] = {
    ADMINISTRATOR: _("Administrator"),
    ACCOUNTANT: _("Accountant"),
    SALES: _("Sales"),
    WAREHOUSE: _("Warehouse"),
    READ_ONLY: _("Read-only"),
}
"""Built-in role → its name. The wire never translates it (INTERFACE.md §5)."""

WIRE_ROLES: Mapping[str, str] = {
    ADMINISTRATOR: "admin",
    ACCOUNTANT: "staff",
    SALES: "staff",
    WAREHOUSE: "staff",
    READ_ONLY: "staff",
}
"""Built-in role → Zoho's `user_role`."""

_FULL = frozenset(ACTIONS)
_WORK = frozenset({VIEW, CREATE, EDIT})
_SEE = frozenset({VIEW})
_DELETING = frozenset({VIEW, CREATE, EDIT, DELETE})

_MATRICES: Mapping[str, Mapping[str, frozenset[str]]] = {
    ACCOUNTANT: {
        **dict.fromkeys(MODULES, _FULL),
        "settings": frozenset({VIEW, EDIT}),
        "users": _SEE,
        "adjustments": _FULL,
    },
    SALES: {
        "settings": _SEE,
        "contacts": _DELETING,
        "items": _WORK,
        "accounts": _SEE,
        "taxes": _SEE,
        "estimates": _DELETING,
        "salesorders": _DELETING,
        "packages": _SEE,
        "shipments": _SEE,
        "purchaseorders": _SEE,
        "purchasereceives": _SEE,
        "invoices": _DELETING,
        "salesreturns": _DELETING,
        "creditnotes": _WORK,
        "payments": _WORK,
        "projects": _WORK,
        "exchange": _SEE,
    },
    WAREHOUSE: {
        "settings": _SEE,
        "contacts": _SEE,
        "items": _DELETING,
        "accounts": _SEE,
        "taxes": _SEE,
        "salesorders": _SEE,
        "packages": _DELETING,
        "shipments": _DELETING,
        "salesreturns": _DELETING,
        "purchaseorders": _WORK,
        "purchasereceives": _DELETING,
        "adjustments": _DELETING,
        "transfers": _DELETING,
        "assemblies": _DELETING,
        "exchange": _SEE,
    },
    READ_ONLY: {module: _SEE for module in MODULES if module not in {"users", "exchange"}},
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Names that are no permission."""

    names: tuple[str, ...]


def every_permission() -> frozenset[str]:
    """Return every permission that can be given."""
    return frozenset(f"{module}.{action}" for module in MODULES for action in ACTIONS)


def built_in_permissions(role: str) -> frozenset[str]:
    """Return the permissions of a built-in role. Raises KeyError for another name."""
    if role == ADMINISTRATOR:
        return frozenset({EVERYTHING})
    return frozenset(f"{module}.{action}" for module, actions in _MATRICES[role].items() for action in actions)


def custom_permissions(names: Iterable[str]) -> frozenset[str] | Refusal:
    """Return the set of a custom role: whoever may do something on a module may view it.

    A refusal names what is no permission.
    """
    wanted = frozenset(names)
    unknown = wanted - every_permission()
    if unknown:
        return Refusal(tuple(sorted(unknown)))
    return wanted | {f"{name.partition('.')[0]}.{VIEW}" for name in wanted}
