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

    `kind` and `status` are msgids; `page` and `record_id` say where it opens; amounts are in minor units of
    `currency_code`. `statement_amount` is what it adds to (or takes from) what is owed; None: not part of a statement.
    """

    kind: str
    page: str
    path_name: str
    record_id: int
    number: str
    day: date
    status: str
    currency_code: str
    total: int
    statement_amount: int | None = None


def _no_amounts(ctx: Ctx, contact_ids: Sequence[int]) -> Mapping[int, OpenAmounts]:
    return {}


def _no_transactions(ctx: Ctx, contact_id: int, start: date | None, end: date | None) -> Sequence[Transaction]:
    return ()


def _nobody(ctx: Ctx) -> frozenset[int]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class ContactUse:
    """How one higher package uses contacts; whether it uses one at all is said by IN_USE["contact"].

    - `move(ctx, source_id, target_id)`: let everything that refers to one contact refer to the other; called in the
      transaction of a merge.
    - `transactions(ctx, contact_id, start, end)`: documents of the contact from `start` to `end` (None: open), newest
      first.
    - `open_amounts(ctx, contact_ids)`: what is open, for those contacts where anything is.
    - `unpaid(ctx)`, `overdue(ctx)`: contacts with unpaid or overdue invoices.
    """

    move: Callable[[Ctx, int, int], None]
    transactions: Callable[[Ctx, int, date | None, date | None], Sequence[Transaction]] = _no_transactions
    open_amounts: Callable[[Ctx, Sequence[int]], Mapping[int, OpenAmounts]] = _no_amounts
    unpaid: Callable[[Ctx], frozenset[int]] = _nobody
    overdue: Callable[[Ctx], frozenset[int]] = _nobody
