"""Columns of a file of documents: one row a line; rows with the same number are one document."""

from collections.abc import Mapping
from typing import cast

from daicho.documents.core.importing import DocumentRow
from daicho.exchange.core.custom import PREFIX, custom_given
from daicho.exchange.core.field import ImportField, ImportKind, Kind, words
from daicho.kernel.text import noop as _

_LINE = _("Line")
_STATUS = words(
    draft="下書き",
    open="sent,confirmed,issued,approved,overdue,open,accepted,送付済,送付済み,確定,確定済,発行済,承認済,未払,未入金,期限超過,オープン",
)
_FIELDS = (
    ImportField("number", _("Number"), required=True),
    ImportField("contact", _("Contact"), kind="contact", required=True),
    ImportField("date", _("Date"), kind="day", required=True),
    ImportField("due", _("Due"), kind="day"),
    ImportField("status", _("Status"), kind="choice", choices=_STATUS),
    ImportField("reference", _("Reference number")),
    ImportField("currency_code", _("Currency"), kind="code"),
    ImportField("exchange_rate", _("Exchange rate"), kind="number"),
    ImportField("is_inclusive_tax", _("Prices include tax"), kind="flag"),
    ImportField("discount", _("Discount of the document")),
    ImportField("shipping_charge", _("Shipping charge"), kind="number"),
    ImportField("adjustment", _("Adjustment"), kind="number"),
    ImportField("notes", _("Notes")),
    ImportField("terms", _("Terms and conditions")),
    ImportField("item", _("Item"), kind="item", group=_LINE),
    ImportField("name", _("Line name"), group=_LINE),
    ImportField("description", _("Description"), group=_LINE),
    ImportField("quantity", _("Quantity"), kind="number", group=_LINE),
    ImportField("unit", _("Unit"), group=_LINE),
    ImportField("rate", _("Unit price"), kind="number", group=_LINE),
    ImportField("line_discount", _("Discount of the line"), group=_LINE),
    ImportField("tax", _("Tax"), kind="tax", group=_LINE),
    ImportField("account", _("Account"), kind="account", group=_LINE),
)
_ERRORS = {
    "customer_id": "contact", "vendor_id": "contact", "reference_number": "reference", "due_date": "due",
    "shipment_date": "due", "expiry_date": "due", "delivery_date": "due", "item_id": "item", "tax_id": "tax",
    "account_id": "account", "discount": "discount",
}  # fmt: skip


def _kind(name: Kind, title: str, entity: str, number: str) -> ImportKind:
    return ImportKind(name, title, entity, _FIELDS, {**_ERRORS, number: "number"}, headers="documents")


DOCUMENTS = (
    _kind("estimates", _("Estimates"), "estimate", "estimate_number"),
    _kind("salesorders", _("Sales orders"), "salesorder", "salesorder_number"),
    _kind("invoices", _("Invoices"), "invoice", "invoice_number"),
    _kind("creditnotes", _("Credit notes"), "creditnote", "creditnote_number"),
    _kind("purchaseorders", _("Purchase orders"), "purchaseorder", "purchaseorder_number"),
    _kind("bills", _("Bills"), "bill", "bill_number"),
    _kind("vendorcredits", _("Vendor credits"), "vendorcredit", "vendor_credit_number"),
)
_HEADER = {
    "number": "number", "contact": "contact_id", "date": "date", "due": "due", "reference": "reference",
    "currency_code": "currency_code", "exchange_rate": "exchange_rate", "is_inclusive_tax": "is_inclusive_tax",
    "discount": "discount", "shipping_charge": "shipping_charge", "adjustment": "adjustment", "notes": "notes",
    "terms": "terms",
}  # fmt: skip
_OF_LINE = {
    "item": "item_id", "name": "name", "description": "description", "quantity": "quantity", "unit": "unit",
    "rate": "rate", "line_discount": "discount", "tax": "tax_id", "account": "account_id",
}  # fmt: skip


def document_row(values: Mapping[str, object]) -> DocumentRow:
    """Return the line, with its document, that a row's values (by field key) describe; absent keys stay absent."""
    header = {name: values[key] for key, name in _HEADER.items() if key in values}
    if any(key.startswith(PREFIX) for key in values):
        header["custom_fields"] = custom_given(values)
    line = {name: values[key] for key, name in _OF_LINE.items() if key in values}
    return cast(DocumentRow, {"header": header, "line": line, "is_open": values.get("status") == "open"})
