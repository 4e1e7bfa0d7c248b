"""The two kinds of payments, and which documents settle and are settled."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from daicho.documents.core.kind import Kind, Words
from daicho.kernel.text import noop as _
from daicho.ledger.core.locks import Scope
from daicho.purchases.kinds import BILL, VENDOR_CREDIT
from daicho.sales.kinds import CREDIT_NOTE, INVOICE, RETAINER_INVOICE


@dataclass(frozen=True, slots=True)
class PaymentNames:
    """How the wire calls the fields that differ by kind; `fees` is empty where there are none."""

    contact_id: str
    contact_name: str
    account_id: str
    uses: str
    target_id: str
    fees: str = ""

    def use(self, place: int, field: str) -> str:
        """Return the name of a field of the use at `place`: "invoices[0].amount_applied"."""
        return f"{self.uses}[{place}].{field}"


@dataclass(frozen=True, slots=True, eq=False)
class PaymentKind:
    """A kind of payment.

    `side` is 1 for money in, -1 for money out. `target` is what it settles, `credit` the kind of document that settles
    the same. `retainer` is what may be paid in advance: such a payment is unused money until it is applied. The
    accounts are system keys: the control account, unused money, tax kept back.
    """

    entity: Literal["customerpayment", "vendorpayment"]
    side: Literal[1, -1]
    contact_type: Literal["customer", "vendor"]
    scope: Scope
    target: Kind
    credit: Kind
    control: str
    advances: str
    withheld: str
    words: Words
    names: PaymentNames
    retainer: Kind | None = None


CUSTOMER_PAYMENT = PaymentKind(
    entity="customerpayment",
    side=1,
    contact_type="customer",
    scope=Scope.SALES,
    target=INVOICE,
    credit=CREDIT_NOTE,
    control="accounts_receivable",
    advances="customer_advances",
    withheld="withholding_receivable",
    words=Words(
        name=_("Payment received"),
        plural=_("Payments received"),
        does_not_exist=_("Payment does not exist."),
        title=_("Receipt"),
    ),
    names=PaymentNames(
        contact_id="customer_id",
        contact_name="customer_name",
        account_id="account_id",
        uses="invoices",
        target_id="invoice_id",
        fees="bank_charges",
    ),
    retainer=RETAINER_INVOICE,
)
VENDOR_PAYMENT = PaymentKind(
    entity="vendorpayment",
    side=-1,
    contact_type="vendor",
    scope=Scope.PURCHASES,
    target=BILL,
    credit=VENDOR_CREDIT,
    control="accounts_payable",
    advances="vendor_advances",
    withheld="withholding_payable",
    words=Words(
        name=_("Payment made"),
        plural=_("Payments made"),
        does_not_exist=_("Payment does not exist."),
        title=_("Payment advice"),
    ),
    names=PaymentNames(
        contact_id="vendor_id",
        contact_name="vendor_name",
        account_id="paid_through_account_id",
        uses="bills",
        target_id="bill_id",
    ),
)
PAYMENT_KINDS: Mapping[str, PaymentKind] = {kind.entity: kind for kind in (CUSTOMER_PAYMENT, VENDOR_PAYMENT)}

SIDES: Mapping[str, PaymentKind] = {
    name: kind for kind in PAYMENT_KINDS.values() for name in (kind.entity, kind.target.entity, kind.credit.entity)
}
"""Kind of payment or document → the kind of payment on whose side it stands."""

DOCUMENTS: Mapping[str, Kind] = {
    document.entity: document for kind in PAYMENT_KINDS.values() for document in (kind.target, kind.credit)
}
"""Kind of document that settles or is settled → its kind."""


def gives(name: str) -> bool:
    """Tell whether records of kind `name` settle others: payments and credits do."""
    return name in SIDES and name != SIDES[name].target.entity
