"""What was posted to an account."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.ledger.core.account_type import AccountClass, types_of
from daicho.ledger.models import JournalLine
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.listing import Criteria, Filter, Listing, Rows, filter_rows, page_of

TRANSACTION_TYPES = {
    "invoice": "invoice",
    "customer_payment": "customerpayment",
    "bills": "bill",
    "vendor_payment": "vendorpayment",
    "credit_notes": "creditnote",
    "creditnote_refund": "creditnoterefund",
    "expense": "expense",
    "card_payment": "cardpayment",
    "purchase_or_charges": "purchase",
    "journal": "journal",
    "deposit": "deposit",
    "refund": "refund",
    "transfer_fund": "transferfund",
    "base_currency_adjustment": "basecurrencyadjustment",
    "opening_balance": "openingbalance",
    "sales_without_invoices": "salewithoutinvoice",
    "expense_refund": "expenserefund",
    "tax_refund": "taxrefund",
    "receipt_from_initial_debtors": "receiptfrominitialdebtor",
    "owner_contribution": "ownercontribution",
    "interest_income": "interestincome",
    "other_income": "otherincome",
    "owner_drawings": "ownerdrawing",
    "payment_to_initial_creditors": "paymenttoinitialcreditor",
}
"""`transaction_type` on the wire → kind of the source."""


@dataclass(frozen=True, slots=True)
class AccountTransaction:
    """A posted line. `amount` in minor units of `currency_code`, debit positive.

    What has no amount in the document's currency (exchange differences) is told in the base currency.
    """

    line_id: int
    account_id: int
    account_name: str
    day: date
    source_kind: str
    source_id: int
    source_number: str
    contact_id: int
    currency_code: str
    amount: int


_EXPENSES = (AccountClass.COST_OF_GOODS_SOLD, AccountClass.EXPENSE)

TRANSACTION_LISTING = Listing(
    filters=(
        Filter("date", "day", "date"),
        Filter("transaction_type", "entry__source_kind", "choice", choices=TRANSACTION_TYPES),
        Filter("amount", "currency_amount_minor", "amount"),
    ),
    sorts={"account_name": "account__name", "account_type": "account__account_type", "date": "day"},
    default_sort="day",
    default_descending=True,
    search=("entry__source_number",),
    views={
        "AccountType.All": lambda _ctx: Q(),
        "AccountType.Active": lambda _ctx: Q(account__is_active=True),
        "AccountType.Inactive": lambda _ctx: Q(account__is_active=False),
        "AccountType.Asset": lambda _ctx: Q(account__account_type__in=types_of(AccountClass.ASSET)),
        "AccountType.Liability": lambda _ctx: Q(account__account_type__in=types_of(AccountClass.LIABILITY)),
        "AccountType.Equity": lambda _ctx: Q(account__account_type__in=types_of(AccountClass.EQUITY)),
        "AccountType.Income": lambda _ctx: Q(account__account_type__in=types_of(AccountClass.INCOME)),
        "AccountType.Expense": lambda _ctx: Q(account__account_type__in=types_of(*_EXPENSES)),
    },
)
_FIELDS = (
    "id", "account_id", "account__name", "day", "entry__source_kind", "entry__source_id", "entry__source_number",
    "contact_id", "currency_code", "currency_amount_minor", "amount_minor",
)  # fmt: skip


def account_transactions(ctx: Ctx, *, account_id: int, criteria: Criteria) -> Rows[AccountTransaction]:
    """Return a page of the lines posted to an account, newest first."""
    lines = JournalLine.objects.filter(account_id=account_id)
    rows = filter_rows(ctx, lines, TRANSACTION_LISTING, criteria).values_list(*_FIELDS)
    page = page_of(rows, criteria)
    base = organization_profile(ctx).base_currency
    found = [
        AccountTransaction(*row, *((currency, own) if own else (base, booked)))
        for *row, currency, own, booked in page.rows
    ]
    return Rows(found, page.has_more, page.total)
