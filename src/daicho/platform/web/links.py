"""Which page shows which kind of record."""

from django.utils.translation import gettext, gettext_noop

from daicho.kernel.context import Ctx
from daicho.platform.web.page import find_page_url

_RECORDS: dict[str, tuple[str, str, str]] = {
    "contact": (gettext_noop("Contact"), "contact", "contact_id"),
    "item": (gettext_noop("Item"), "item", "item_id"),
    "itemgroup": (gettext_noop("Item group"), "", ""),
    "account": (gettext_noop("Account"), "account", "account_id"),
    "chartofaccounts": (gettext_noop("Chart of accounts"), "", ""),
    "tax": (gettext_noop("Tax"), "tax", "tax_id"),
    "taxes": (gettext_noop("Taxes"), "", ""),
    "import": (gettext_noop("Import"), "import", "batch_id"),
    "salesorder": (gettext_noop("Sales order"), "salesorder", "salesorder_id"),
    "estimate": (gettext_noop("Estimate"), "estimate", "estimate_id"),
    "invoice": (gettext_noop("Invoice"), "invoice", "invoice_id"),
    "retainerinvoice": (gettext_noop("Retainer invoice"), "retainerinvoice", "retainerinvoice_id"),
    "creditnote": (gettext_noop("Credit note"), "creditnote", "creditnote_id"),
    "closingstatement": (gettext_noop("Closing statement"), "closingstatement", "statement_id"),
    "refund": (gettext_noop("Refund"), "", ""),
    "creditapplication": (gettext_noop("Credit applied"), "", ""),
    "package": (gettext_noop("Package"), "package", "package_id"),
    "shipment": (gettext_noop("Shipment"), "shipment", "shipment_id"),
    "salesreturn": (gettext_noop("Sales return"), "salesreturn", "salesreturn_id"),
    "salesreturnreceive": (gettext_noop("Sales return receive"), "salesreturnreceive", "salesreturnreceive_id"),
    "purchaseorder": (gettext_noop("Purchase order"), "purchaseorder", "purchaseorder_id"),
    "bill": (gettext_noop("Bill"), "bill", "bill_id"),
    "vendorcredit": (gettext_noop("Vendor credit"), "vendorcredit", "vendor_credit_id"),
    "purchasereceive": (gettext_noop("Purchase receive"), "purchasereceive", "receive_id"),
    "customerpayment": (gettext_noop("Payment received"), "customerpayment", "payment_id"),
    "vendorpayment": (gettext_noop("Payment made"), "vendorpayment", "payment_id"),
    "location": (gettext_noop("Location"), "location", "location_id"),
    "inventoryadjustment": (gettext_noop("Inventory adjustment"), "inventoryadjustment", "adjustment_id"),
    "assembly": (gettext_noop("Assembly"), "assembly", "assembly_id"),
    "batch": (gettext_noop("Batch or serial number"), "batch", "stock_batch_id"),
    "transferorder": (gettext_noop("Transfer order"), "transferorder", "transfer_id"),
    "organization": (gettext_noop("Organization"), "", ""),
    "user": (gettext_noop("User"), "", ""),
    "role": (gettext_noop("Role"), "", ""),
    "currency": (gettext_noop("Currency"), "", ""),
    "journal": (gettext_noop("Journal"), "journal", "journal_id"),
    "journal_template": (gettext_noop("Template of journals"), "journal_template", "template_id"),
    "currencyadjustment": (gettext_noop("Base currency adjustment"), "currencyadjustment", "adjustment_id"),
    "openingbalance": (gettext_noop("Opening balances"), "", ""),
    "openingstock": (gettext_noop("Opening stock"), "item", "item_id"),
    "opening_balance": (gettext_noop("Opening balances"), "", ""),
    "transaction_lock": (gettext_noop("Transaction lock"), "", ""),
    "saved_view": (gettext_noop("Saved view"), "", ""),
}
"""Entity (as in audit and change feed) → its name, its detail page and that page's argument."""


def record_name(entity: str) -> str:
    """Return what a kind of record is called."""
    label, *_page = _RECORDS.get(entity, (entity.replace("_", " ").capitalize(),))
    return gettext(label)


def record_link(ctx: Ctx, entity: str, entity_id: int) -> tuple[str, str]:
    """Return a kind of record's name and the address of one, "" where no page shows it."""
    _label, page, key = _RECORDS.get(entity, ("", "", ""))
    return record_name(entity), find_page_url(ctx, page, **{key: entity_id}) if page else ""
