"""Numbering series every organisation begins with (behaviour.md 9)."""

from collections.abc import Mapping

from daicho.kernel.text import noop as _

PREFIXES: Mapping[str, str] = {
    "estimate": "QT-",
    "salesorder": "SO-",
    "package": "PKG-",
    "shipment": "SHP-",
    "invoice": "INV-",
    "retainerinvoice": "RET-",
    "creditnote": "CN-",
    "closingstatement": "CS-",
    "salesreturn": "RMA-",
    "salesreturnreceive": "RR-",
    "customerpayment": "",
    "purchaseorder": "PO-",
    "purchasereceive": "PR-",
    "vendorcredit": "VC-",
    "vendorpayment": "",
    "inventoryadjustment": "IA-",
    "transferorder": "TO-",
    "assembly": "ASM-",
    "journal": "",
}
"""Kind of document → prefix."""

NAMES: Mapping[str, str] = {
    "estimate": _("Estimates"),
    "salesorder": _("Sales orders"),
    "package": _("Packages"),
    "shipment": _("Shipments"),
    "invoice": _("Invoices"),
    "retainerinvoice": _("Retainer invoices"),
    "creditnote": _("Credit notes"),
    "closingstatement": _("Closing statements"),
    "salesreturn": _("Sales returns"),
    "salesreturnreceive": _("Sales return receives"),
    "customerpayment": _("Payments received"),
    "purchaseorder": _("Purchase orders"),
    "purchasereceive": _("Purchase receives"),
    "vendorcredit": _("Vendor credits"),
    "vendorpayment": _("Payments made"),
    "inventoryadjustment": _("Inventory adjustments"),
    "transferorder": _("Transfer orders"),
    "assembly": _("Assemblies"),
    "journal": _("Journals"),
}
"""Kind of document → how a person calls it."""
