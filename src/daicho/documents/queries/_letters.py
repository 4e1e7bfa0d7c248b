"""The letters that documents go out with, unless the organisation has words of its own."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from daicho.documents.core.kind import Kind
from daicho.documents.core.paper_style import PLACEHOLDERS

_SUBJECTS = {
    "salesorder": gettext_noop("Sales order %(number)s from %(organization)s"),
    "purchaseorder": gettext_noop("Purchase order %(number)s from %(organization)s"),
    "invoice.reminder": gettext_noop("Reminder: invoice %(number)s from %(organization)s"),
    "estimate": gettext_noop("Estimate %(number)s from %(organization)s"),
    "invoice": gettext_noop("Invoice %(number)s from %(organization)s"),
    "retainerinvoice": gettext_noop("Retainer invoice %(number)s from %(organization)s"),
    "creditnote": gettext_noop("Credit note %(number)s from %(organization)s"),
    "bill": gettext_noop("Your bill %(number)s"),
    "vendorcredit": gettext_noop("Vendor credit %(number)s"),
}
_BODIES = {
    "salesorder": gettext_noop(
        "%(greeting)s\n\nThank you for your order. Please find our confirmation attached.\n\n"
        "Order number: %(number)s\nOrder date: %(date)s\nTotal: %(total)s\n\n%(sender)s\n%(organization)s"
    ),
    "purchaseorder": gettext_noop(
        "%(greeting)s\n\nPlease find our purchase order attached.\n\n"
        "Order number: %(number)s\nOrder date: %(date)s\nTotal: %(total)s\n\n%(sender)s\n%(organization)s"
    ),
    "invoice.reminder": gettext_noop(
        "%(greeting)s\n\nWe have not received your payment of the attached invoice yet. Should you have paid "
        "meanwhile, please ignore this letter.\n\nInvoice number: %(number)s\nDue date: %(due)s\n"
        "Balance due: %(balance)s\n\n%(sender)s\n%(organization)s"
    ),
    "estimate": gettext_noop(
        "%(greeting)s\n\nPlease find our estimate attached.\n\n"
        "Estimate number: %(number)s\nDate: %(date)s\nTotal: %(total)s\n\n%(sender)s\n%(organization)s"
    ),
    "creditnote": gettext_noop(
        "%(greeting)s\n\nPlease find our credit note attached.\n\n"
        "Credit note number: %(number)s\nDate: %(date)s\nTotal: %(total)s\n\n%(sender)s\n%(organization)s"
    ),
    "invoice": gettext_noop(
        "%(greeting)s\n\nThank you for your business. Please find our invoice attached.\n\n"
        "Invoice number: %(number)s\nInvoice date: %(date)s\nTotal: %(total)s\nDue date: %(due)s\n\n"
        "%(sender)s\n%(organization)s"
    ),
    "retainerinvoice": gettext_noop(
        "%(greeting)s\n\nPlease find attached our request for a payment in advance. It will be credited to the invoice "
        "that follows.\n\nInvoice number: %(number)s\nInvoice date: %(date)s\nTotal: %(total)s\n\n"
        "%(sender)s\n%(organization)s"
    ),
    "bill": gettext_noop(
        "%(greeting)s\n\nPlease find attached how we booked your bill.\n\n"
        "Bill number: %(number)s\nBill date: %(date)s\nTotal: %(total)s\nDue date: %(due)s\n\n"
        "%(sender)s\n%(organization)s"
    ),
    "vendorcredit": gettext_noop(
        "%(greeting)s\n\nPlease find attached what we expect to be credited with.\n\n"
        "Number: %(number)s\nDate: %(date)s\nTotal: %(total)s\n\n%(sender)s\n%(organization)s"
    ),
}


def standard_letter(name: str) -> dict[str, str]:
    """Return subject and body of a letter ("invoice", "invoice.reminder") in the active language, with placeholders."""
    braced = {placeholder: f"{{{placeholder}}}" for placeholder in PLACEHOLDERS}
    return {"subject": _(_SUBJECTS[name]) % braced, "body": _(_BODIES[name]) % braced}


def letter_names(kind: Kind) -> list[str]:
    """Return the letters that documents of `kind` go out with, the usual one first."""
    return sorted(name for name in _SUBJECTS if name.split(".")[0] == kind.entity)
