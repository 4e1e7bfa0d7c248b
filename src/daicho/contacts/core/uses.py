"""What higher packages tell this one about contacts; their tables are named in `config/wiring.py` CONTACT_USES."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daicho.kernel.context import Ctx


@dataclass(frozen=True, slots=True)
class OpenAmounts:
    """What is open with a contact, in minor units of the contact's currency and (`_base`) of the base currency."""

    receivable: int = 0
    receivable_base: int = 0
    unused_credits_receivable: int = 0
    unused_credits_receivable_base: int = 0
    payable: int = 0
    payable_base: int = 0
    unused_credits_payable: int = 0
    unused_credits_payable_base: int = 0


@dataclass(frozen=True, slots=True)
class Transaction:
    """A document of a contact as its transactions tab and its statement show it.

    `kind` and `status` are msgids; it opens on page `page` with its id as `page_key` ("salesorder", "salesorder_id").
    Amounts are in minor units of `currency_code`; `statement_amount` is what the document adds to what is owed (a
    payment takes off), None where it is no part of a statement (an order).
    """

    kind: str
    page: str
    page_key: str
    record_id: int
    number: str
    day: date
    status: str
    currency_code: str
    total: int
    statement_amount: int | None = None


@dataclass(frozen=True, slots=True)
class Refund:
    """Money given back to a customer out of a credit note; amounts in minor units of the currency and the base."""

    refund_id: int
    creditnote_id: int
    creditnote_number: str
    day: date
    mode: str
    reference_number: str
    description: str
    currency_code: str
    amount: int
    amount_base: int


@dataclass(frozen=True, slots=True)
class UnusedPayment:
    """A payment of a retainer that is not used up; amounts in minor units of `currency_code`."""

    payment_id: int
    number: str
    day: date
    mode: str
    reference_number: str
    description: str
    currency_code: str
    amount: int
    unused: int


def _no_refunds(ctx: Ctx, contact_id: int) -> Sequence[Refund]:
    return ()


def _no_payments(ctx: Ctx, contact_id: int) -> Sequence[UnusedPayment]:
    return ()


def _no_amounts(ctx: Ctx, currencies: Mapping[int, str]) -> Mapping[int, OpenAmounts]:
    return {}


def _no_transactions(ctx: Ctx, contact_id: int, start: date | None, end: date | None) -> Sequence[Transaction]:
    return ()


def _none_of(ctx: Ctx, contact_ids: Sequence[int]) -> set[int]:
    return set()


def _nobody(ctx: Ctx) -> frozenset[int]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class ContactUse:
    """How one higher package uses contacts; whether it uses one at all is said by IN_USE["contact"].

    - `move(ctx, source_id, target_id)`: let everything that refers to one contact refer to the other; called in the
      transaction of a merge.
    - `with_transactions(ctx, contact_ids)`: those of the contacts that the package's documents are for.
    - `transactions(ctx, contact_id, start, end)`: documents of the contact from `start` to `end` (None: open), newest
      first.
    - `open_amounts(ctx, currencies)`: what is open, for those contacts (id → their currency) where anything is.
    - `with_open_amounts(ctx)`: contacts with anything open; `unpaid(ctx)`, `overdue(ctx)`: those with unpaid or overdue
      invoices.
    - `contact_type`: whom the documents are for, where all are for customers, or all for vendors.
    - `refunds(ctx, contact_id)`, `unused_retainer_payments(ctx, contact_id)`: newest first.
    """

    move: Callable[[Ctx, int, int], None]
    with_transactions: Callable[[Ctx, Sequence[int]], set[int]] = _none_of
    transactions: Callable[[Ctx, int, date | None, date | None], Sequence[Transaction]] = _no_transactions
    open_amounts: Callable[[Ctx, Mapping[int, str]], Mapping[int, OpenAmounts]] = _no_amounts
    with_open_amounts: Callable[[Ctx], frozenset[int]] = _nobody
    unpaid: Callable[[Ctx], frozenset[int]] = _nobody
    overdue: Callable[[Ctx], frozenset[int]] = _nobody
    refunds: Callable[[Ctx, int], Sequence[Refund]] = _no_refunds
    unused_retainer_payments: Callable[[Ctx, int], Sequence[UnusedPayment]] = _no_payments
    contact_type: str = ""
