"""What the books know of contacts: open amounts, transactions, merges, deletion."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.contacts.commands.delete_contact import delete_contact
from daicho.contacts.commands.merge_contacts import merge_contacts
from daicho.contacts.queries.contact_balances import contact_balances
from daicho.contacts.queries.contact_currencies import contact_currencies
from daicho.kernel.errors import RuleBroken
from daicho.ledger.commands.set_opening_balances import set_opening_balances
from daicho.ledger.queries.contacts_with_balance import contacts_with_balance
from daicho.ledger.queries.verify_ledger import verify_ledger
from daicho.platform.work import reading
from daicho.processes.uses import CONTACTS
from tests.build.contacts import make_customer, make_vendor
from tests.build.journals import accounts_by_key, journal_line, make_journal
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization()


@pytest.fixture
def keys(ctx):
    return accounts_by_key(ctx)


def owed(ctx, contact_id):
    with reading(ctx):
        currencies = contact_currencies(ctx, contact_ids=[contact_id])
        return contact_balances(ctx, currencies=currencies)[contact_id]


def sale(ctx, keys, contact_id, amount, **more):
    lines = [
        journal_line(keys["accounts_receivable"], debit=amount, contact_id=contact_id),
        journal_line(keys["sales_default"], credit=amount),
    ]
    return make_journal(ctx, lines=lines, **more)


def test_open_amounts_are_the_balances_of_receivable_and_payable(ctx, keys):
    customer, vendor = make_customer(ctx), make_vendor(ctx)
    sale(ctx, keys, customer, 500)
    lines = [journal_line(keys["accounts_payable"], credit=80, contact_id=vendor)]
    set_opening_balances(ctx, fields={"lines": lines})
    assert (owed(ctx, customer).receivable, owed(ctx, customer).receivable_base) == (500, 500)
    assert (owed(ctx, vendor).payable, owed(ctx, vendor).receivable) == (80, 0)
    with reading(ctx):
        assert contacts_with_balance(ctx) == {customer, vendor}
        (opening,) = CONTACTS.transactions(ctx, vendor, None, None)
        (journal,) = CONTACTS.transactions(ctx, customer, date(2026, 11, 1), date(2026, 11, 30))
    assert (opening.kind, opening.statement_amount) == ("Opening balance", 80)
    assert (journal.number, journal.statement_amount) == ("00001", 500)


def test_a_credit_is_unused(ctx, keys):
    customer = make_customer(ctx)
    lines = [
        journal_line(keys["bank_default"], debit=300),
        journal_line(keys["accounts_receivable"], credit=300, contact_id=customer),
    ]
    make_journal(ctx, lines=lines)
    assert (owed(ctx, customer).receivable, owed(ctx, customer).unused_credits_receivable) == (0, 300)


def test_amounts_in_the_contact_currency(ctx, keys):
    customer = make_customer(ctx, currency_code="USD")
    sale(ctx, keys, customer, "10.50", currency_code="USD", exchange_rate=Decimal(150))
    assert (owed(ctx, customer).receivable, owed(ctx, customer).receivable_base) == (1050, 1575)


def test_the_books_follow_a_merge(ctx, keys):
    one, other = make_customer(ctx), make_customer(ctx)
    sale(ctx, keys, one, 500)
    set_opening_balances(ctx, fields={"lines": [journal_line(keys["accounts_receivable"], debit=70, contact_id=one)]})
    merge_contacts(ctx, contact_id=other, merged_ids=[one])
    assert owed(ctx, other).receivable == 570
    with reading(ctx):
        assert contacts_with_balance(ctx) == {other}
        assert list(verify_ledger(ctx)) == []


def test_a_contact_in_the_books_is_not_deleted(ctx, keys):
    customer = make_customer(ctx)
    sale(ctx, keys, customer, 500, is_draft=True)
    with pytest.raises(RuleBroken) as refused:
        delete_contact(ctx, contact_id=customer)
    assert refused.value.code == 36
