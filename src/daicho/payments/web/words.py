"""Words of payments, for pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from daicho.payments.core.fields import MODES
from daicho.payments.kinds import DOCUMENTS, PAYMENT_KINDS, PaymentKind
from daicho.payments.queries._records import SettledRecord
from daicho.payments.queries._views import PaymentView
from daicho.platform.web.cells import Badge
from daicho.sales.kinds import RETAINER_INVOICE

CHANGED: Mapping[str, Any] = {
    "number": _("Number"),
    "contact_id": _("Contact"),
    "date": _("Date"),
    "mode": _("Payment mode"),
    "amount_minor": _("Amount"),
    "fees_minor": _("Bank charges"),
    "account_id": _("Account"),
    "location_id": _("Location"),
    "retainer_id": _("Retainer invoice"),
    "reference": _("Reference number"),
    "description": _("Notes"),
    "exchange_rate_micro": _("Exchange rate"),
    "uses": _("Applied to"),
}


@dataclass(frozen=True, slots=True)
class Labels:
    """Texts of the pages of a kind of payment."""

    plural: Any
    new: Any
    contact: Any
    new_contact: Any
    account: Any
    empty_title: Any
    empty_text: Any
    choose: Any


LABELS: Mapping[str, Labels] = {
    "customerpayment": Labels(
        plural=_("Payments received"),
        new=_("Record a payment received"),
        contact=_("Customer"),
        new_contact=_("New customer"),
        account=_("Deposit to"),
        empty_title=_("No payments received yet"),
        empty_text=_("What customers pay stands here, with the invoices it settles."),
        choose=_("Choose a customer to see what is open."),
    ),
    "vendorpayment": Labels(
        plural=_("Payments made"),
        new=_("Record a payment made"),
        contact=_("Vendor"),
        new_contact=_("New vendor"),
        account=_("Paid through"),
        empty_title=_("No payments made yet"),
        empty_text=_("What you pay to vendors stands here, with the bills it settles."),
        choose=_("Choose a vendor to see what is open."),
    ),
}


def mode_name(mode: str) -> str:
    """Return how a way of paying is called; what clients named otherwise stays as it is."""
    return gettext(MODES[mode]) if mode in MODES else mode


def unused_badge(view: PaymentView) -> Badge:
    """Return whether something of the payment is unused."""
    return Badge(gettext("Partly unused"), "yellow") if view.unused.minor else Badge(gettext("Fully applied"), "green")


def credit_name(record: SettledRecord) -> str:
    """Return how what settles is called in a list: by its kind and number, and the retainer invoice that it pays."""
    name = f"{kind_name(record.ref[0])} {record.number}"
    if not record.retainer:
        return name
    return gettext("%(retainer)s, paid by %(payment)s") % {
        "retainer": f"{gettext(RETAINER_INVOICE.words.name)} {record.retainer}", "payment": record.number,
    }  # fmt: skip


def kind_name(name: str) -> str:
    """Return how a kind of payment or document is called."""
    kind: PaymentKind | Any = PAYMENT_KINDS.get(name) or DOCUMENTS[name]
    return gettext(kind.words.name)
