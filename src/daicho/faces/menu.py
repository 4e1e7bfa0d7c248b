"""The navigation of the two applications. An entry shows where its page is mounted and the person may see it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from daicho.kernel.context import Application, Ctx
from daicho.platform.access import MEMBER
from daicho.platform.web.frame import MenuEntry, MenuGroup
from daicho.platform.web.page import find_page_url


@dataclass(frozen=True, slots=True)
class Module:
    """A module: its list page and what it demands, the page that makes a new one, the letter after `g`.

    `joined` as for groups.
    """

    label: Any
    icon: str
    page: str
    permission: str
    create: str = ""
    create_label: Any = ""
    key: str = ""
    query: tuple[tuple[str, str], ...] = ()
    create_query: tuple[tuple[str, str], ...] = ()
    joined: Application | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Modules under one heading; a heading "" for modules that stand by themselves.

    `joined` is the application without which an organisation does not see them (behaviour.md 1.5).
    """

    label: Any
    icon: str
    modules: tuple[Module, ...]
    joined: Application | None = None


HOME = Group("", "home", (Module(_("Home"), "home", "home", MEMBER, key="h"),))
ITEMS = Group("", "box", (Module(_("Items"), "box", "items", "items.view", "item_create", _("New item"), "i"),))
STOCK = Group(
    pgettext_lazy("navigation", "Inventory"),
    "building-warehouse",
    (
        Module(
            _("Composite items"),
            "stack-2",
            "compositeitems",
            "items.view",
            "composite_create",
            _("New composite item"),
        ),
        Module(
            _("Batches and serial numbers"),
            "barcode",
            "batches",
            "items.view",
            "batch_create",
            _("New batch or serial number"),
        ),
        Module(_("Assemblies"), "category", "assemblies", "assemblies.view", "assembly_create", _("New assembly")),
        Module(
            _("Inventory adjustments"),
            "adjustments",
            "inventoryadjustments",
            "adjustments.view",
            "inventoryadjustment_create",
            _("New inventory adjustment"),
        ),
        Module(
            _("Transfer orders"),
            "transfer",
            "transferorders",
            "transfers.view",
            "transferorder_create",
            _("New transfer order"),
        ),
    ),
    joined="inventory",
)
CUSTOMERS = Module(
    _("Customers"),
    "users",
    "contacts",
    "contacts.view",
    "contact_create",
    _("New customer"),
    "c",
    (("view", "customers"),),
    (("contact_type", "customer"),),
)
VENDORS = Module(
    _("Vendors"),
    "building",
    "contacts",
    "contacts.view",
    "contact_create",
    _("New vendor"),
    "v",
    (("view", "vendors"),),
    (("contact_type", "vendor"),),
)
SALES_ORDERS = Module(
    _("Sales orders"),
    "shopping-cart",
    "salesorders",
    "salesorders.view",
    "salesorder_create",
    _("New sales order"),
    "s",
)
INVOICES = Module(_("Invoices"), "file-invoice", "invoices", "invoices.view", "invoice_create", _("New invoice"))
RETAINER_INVOICES = Module(
    _("Retainer invoices"),
    "coin",
    "retainerinvoices",
    "invoices.view",
    "retainerinvoice_create",
    _("New retainer invoice"),
)
PACKAGES = Module(_("Packages"), "package", "packages", "packages.view", joined="inventory")
SHIPMENTS = Module(_("Shipments"), "truck-delivery", "shipments", "shipments.view", joined="inventory")
SALES_RETURNS = Module(_("Sales returns"), "arrow-back-up", "salesreturns", "salesreturns.view", joined="inventory")
CREDIT_NOTES = Module(
    _("Credit notes"), "receipt-refund", "creditnotes", "creditnotes.view", "creditnote_create", _("New credit note")
)
PAYMENTS_RECEIVED = Module(
    _("Payments received"),
    "cash",
    "customerpayments",
    "payments.view",
    "customerpayment_create",
    _("Record a payment received"),
)
CLOSING_STATEMENTS = Module(
    _("Closing statements"),
    "file-invoice",
    "closingstatements",
    "invoices.view",
    "closingstatement_create",
    _("Close a period"),
)
PAYMENTS_MADE = Module(
    _("Payments made"),
    "cash",
    "vendorpayments",
    "payments.view",
    "vendorpayment_create",
    _("Record a payment made"),
)
ESTIMATES = Module(
    _("Estimates"), "file-description", "estimates", "estimates.view", "estimate_create", _("New estimate")
)
PURCHASE_ORDERS = Module(
    _("Purchase orders"),
    "shopping-bag",
    "purchaseorders",
    "purchaseorders.view",
    "purchaseorder_create",
    _("New purchase order"),
    "p",
)
PURCHASE_RECEIVES = Module(_("Purchase receives"), "truck", "purchasereceives", "purchasereceives.view")
SALES = Group(
    pgettext_lazy("navigation", "Sales"),
    "shopping-cart",
    (
        CUSTOMERS,
        ESTIMATES,
        SALES_ORDERS,
        PACKAGES,
        SHIPMENTS,
        INVOICES,
        CLOSING_STATEMENTS,
        PAYMENTS_RECEIVED,
        SALES_RETURNS,
        CREDIT_NOTES,
    ),
)
SALES_IN_BOOKS = replace(SALES, modules=(*SALES.modules[:6], RETAINER_INVOICES, *SALES.modules[6:]))
BILLS = Module(_("Bills"), "receipt", "bills", "bills.view", "bill_create", _("New bill"), "b")
VENDOR_CREDITS = Module(
    _("Vendor credits"),
    "receipt",
    "vendorcredits",
    "vendorcredits.view",
    "vendorcredit_create",
    _("New vendor credit"),
)
PURCHASES = Group(
    pgettext_lazy("navigation", "Purchases"),
    "shopping-bag",
    (VENDORS, PURCHASE_ORDERS, PURCHASE_RECEIVES, BILLS, PAYMENTS_MADE, VENDOR_CREDITS),
)
ACCOUNTING = Group(
    pgettext_lazy("navigation", "Accounting"),
    "book-2",
    (
        Module(
            _("Chart of accounts"), "list-details", "accounts", "accounts.view", "account_create", _("New account"), "a"
        ),
        Module(_("Journals"), "notebook", "journals", "journals.view", "journal_create", _("New journal"), "j"),
        Module(_("Templates of journals"), "stack-2", "journal_templates", "journals.view"),
        Module(
            _("Base currency adjustments"),
            "coin",
            "currencyadjustments",
            "journals.view",
            "currencyadjustment_create",
            _("New base currency adjustment"),
        ),
        Module(_("Taxes"), "percentage", "taxes", "taxes.view", "tax_create", _("New tax"), "t"),
    ),
)
REPORTS = Group("", "report", (Module(_("Reports"), "report", "reports", "reports.view", key="r"),))
INTEGRATIONS = Group("", "plug", (Module(_("Integrations"), "plug", "integrations", MEMBER),))
SETTINGS = Group("", "settings", (Module(_("Settings"), "settings", "settings", "settings.view", key="o"),))

MENUS: dict[Application, tuple[Group, ...]] = {
    "inventory": (HOME, ITEMS, STOCK, SALES, PURCHASES, INTEGRATIONS, REPORTS, SETTINGS),
    "books": (HOME, ITEMS, STOCK, SALES_IN_BOOKS, PURCHASES, ACCOUNTING, REPORTS, SETTINGS),
}


def menu_of(ctx: Ctx, joined: Collection[Application], path: str, query: str) -> tuple[MenuGroup, ...]:
    """Return the navigation of the call in an organisation that is in the applications `joined`.

    `path` and `query` of the request mark the active entry.
    """
    assert ctx.application is not None, "the navigation belongs to an application"
    groups = []
    for group in MENUS[ctx.application]:
        if group.joined and group.joined not in joined:
            continue
        shown = (module for module in group.modules if not module.joined or module.joined in joined)
        entries = tuple(entry for module in shown if (entry := _entry(ctx, module, path, query)))
        if entries:
            groups.append(MenuGroup(str(group.label), entries, group.icon))
    return tuple(groups)


def _entry(ctx: Ctx, module: Module, path: str, query: str) -> MenuEntry | None:
    url = find_page_url(ctx, module.page)
    if not url or not (module.permission == MEMBER or ctx.actor.may(module.permission)):
        return None
    may_create = module.create and ctx.actor.may(module.permission.partition(".")[0] + ".create")
    create_url = find_page_url(ctx, module.create) if may_create else ""
    return MenuEntry(
        label=str(module.label),
        icon=module.icon,
        url=_with(url, module.query),
        active=_is_active(module, url, path, query),
        create_url=_with(create_url, module.create_query) if create_url else "",
        create_label=str(module.create_label),
        key=module.key,
    )


def _is_active(module: Module, url: str, path: str, query: str) -> bool:
    if module.page == "home":
        return path == url
    if not path.startswith(url):
        return False
    wanted = [urlencode([pair]) for pair in (*module.query, *module.create_query)]
    return (
        not wanted or (path == url and any(pair in query for pair in wanted)) or (path != url and wanted[-1] in query)
    )


def _with(url: str, query: tuple[tuple[str, str], ...]) -> str:
    return f"{url}?{urlencode(query)}" if query else url
