"""What the ledger knows of contacts: it stands below them, so it is told from here (config/wiring.py)."""

from collections.abc import Mapping, Sequence
from datetime import date

from daicho.contacts.core.uses import ContactUse, OpenAmounts, Transaction
from daicho.kernel.context import Ctx
from daicho.kernel.text import noop as _
from daicho.ledger.commands.replace_contact import replace_contact
from daicho.ledger.queries.contact_currency_sums import contact_currency_sums
from daicho.ledger.queries.contact_sums import contact_sums
from daicho.ledger.queries.contacts_in_books import contacts_in_books
from daicho.ledger.queries.contacts_with_balance import contacts_with_balance
from daicho.ledger.queries.journals_of_contact import ContactJournal, journals_of_contact
from daicho.organizations.queries.base_currency import base_currency
from daicho.payments.queries.unused_credits import UnusedCredits, unused_credits

_STATUS = {"draft": _("Draft"), "published": _("Published")}


def _move(ctx: Ctx, source_id: int, target_id: int) -> None:
    replace_contact(ctx, source_id=source_id, target_id=target_id)


def _with_transactions(ctx: Ctx, contact_ids: Sequence[int]) -> set[int]:
    return contacts_in_books(ctx, ids=contact_ids)


def _open_amounts(ctx: Ctx, currencies: Mapping[int, str]) -> Mapping[int, OpenAmounts]:
    """Return what is open of receivables and payables, and the credits beside it that are not used yet.

    Open credit notes stand in the receivable account: they are shown as unused credits, with the unused payments. A
    balance on its wrong side is an unused credit as well.
    """
    sums = contact_sums(ctx, contact_ids=list(currencies)) if currencies else {}
    if not sums:
        return {}
    base = base_currency(ctx)
    foreign = {contact_id: currencies[contact_id] for contact_id in sums if currencies[contact_id] != base}
    own = {**sums, **(contact_currency_sums(ctx, currencies=foreign) if foreign else {})}
    unused = unused_credits(ctx, contact_ids=sums.keys())
    found = {}
    for contact_id, in_base in sums.items():
        in_own = own[contact_id]
        customer, vendor = (unused.get((kind, contact_id), UnusedCredits()) for kind in ("customer", "vendor"))
        receivable, credit = _apart(in_own.receivable, customer.credits.own, customer.payments.own)
        receivable_base, credit_base = _apart(in_base.receivable, customer.credits.base, customer.payments.base)
        payable, debit = _apart(-in_own.payable, vendor.credits.own, vendor.payments.own)
        payable_base, debit_base = _apart(-in_base.payable, vendor.credits.base, vendor.payments.base)
        found[contact_id] = OpenAmounts(
            receivable, receivable_base, credit, credit_base, payable, payable_base, debit, debit_base
        )
    return found


def _apart(balance: int, credits: int, payments: int) -> tuple[int, int]:
    """Return what is owed and what of credits is unused, where `balance` has the open `credits` taken off already."""
    owed = balance + credits
    return max(owed, 0), credits + payments + max(-owed, 0)


def _transactions(ctx: Ctx, contact_id: int, start: date | None, end: date | None) -> Sequence[Transaction]:
    if not ctx.actor.may("journals.view"):
        return ()
    found = journals_of_contact(ctx, contact_id=contact_id, start=start, end=end)
    return [_transaction(journal) for journal in found]


def _transaction(journal: ContactJournal) -> Transaction:
    return Transaction(
        kind=_("Journal") if journal.number else _("Opening balance"),
        page="journal" if journal.number else "",
        page_key="journal_id",
        record_id=journal.record_id,
        number=journal.number,
        day=journal.day,
        status=_STATUS[journal.state],
        currency_code=journal.currency_code,
        total=abs(journal.amount),
        statement_amount=journal.amount if journal.state == "published" else None,
    )


CONTACTS = ContactUse(
    move=_move,
    with_transactions=_with_transactions,
    transactions=_transactions,
    open_amounts=_open_amounts,
    with_open_amounts=contacts_with_balance,
)
