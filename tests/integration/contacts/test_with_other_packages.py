"""Contacts and what other packages know of them: orders, preferred vendors, taxes, open amounts."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.catalog.queries.item_detail import item_detail
from daicho.contacts.commands.delete_contact import delete_contact
from daicho.contacts.commands.merge_contacts import merge_contacts
from daicho.contacts.commands.update_contact import update_contact
from daicho.contacts.core.contact import ContactFields
from daicho.contacts.core.terms import PaymentTerms
from daicho.contacts.core.uses import ContactUse, OpenAmounts, Transaction
from daicho.contacts.queries.contact_balances import contact_balances
from daicho.contacts.queries.contact_list import contact_list
from daicho.contacts.queries.contact_statement import contact_statement
from daicho.contacts.queries.contact_transactions import contact_transactions
from daicho.contacts.queries.due_date import due_date
from daicho.kernel.errors import Forbidden, RuleBroken
from daicho.platform.changes import changes_after
from daicho.platform.listing import Criteria
from daicho.platform.work import reading
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.context import context
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_sales_order

pytestmark = pytest.mark.django_db


def order_for(ctx, contact_id):
    return make_sales_order(ctx, contact_id, [line(name="Delivery", rate=100)])


def test_a_contact_with_an_order_stays_what_it_is():
    ctx = make_organization()
    contact_id = make_customer(ctx)
    order_for(ctx, contact_id)
    cases: list[tuple[ContactFields, int]] = [({"contact_type": "vendor"}, 4100), ({"currency_code": "USD"}, 4101)]
    for fields, code in cases:
        with pytest.raises(RuleBroken) as refused:
            update_contact(ctx, contact_id=contact_id, fields=fields)
        assert refused.value.code == code
    update_contact(ctx, contact_id=contact_id, fields={"contact_type": "customer", "notes": "x"})
    with pytest.raises(RuleBroken) as refused:
        delete_contact(ctx, contact_id=contact_id)
    assert refused.value.code == 36
    free = make_customer(ctx)
    update_contact(ctx, contact_id=free, fields={"contact_type": "vendor", "currency_code": "USD"})


def test_orders_follow_a_merge():
    ctx = make_organization()
    survivor, merged = make_customer(ctx), make_customer(ctx)
    order_for(ctx, merged)
    merge_contacts(ctx, contact_id=survivor, merged_ids=[merged])
    with reading(ctx):
        assert len(contact_transactions(ctx, contact_id=survivor)) == 1
        assert contact_transactions(ctx, contact_id=merged) == []
        done = [(row.entity_id, row.action) for row in changes_after(ctx, sequence=0) if row.entity == "contact"]
        assert done[-2:] == [(merged, "merged"), (survivor, "merged")]


def test_a_preferred_vendor_follows_a_merge_and_is_not_deleted():
    ctx = make_organization()
    survivor, merged = make_vendor(ctx), make_vendor(ctx)
    item_id = make_item(ctx, vendor_id=merged)
    with pytest.raises(RuleBroken) as refused:
        delete_contact(ctx, contact_id=merged)
    assert refused.value.code == 36
    merge_contacts(ctx, contact_id=survivor, merged_ids=[merged])
    with reading(ctx):
        assert item_detail(ctx, item_ids=[item_id])[0].vendor_id == survivor


def test_what_a_role_lacks_is_refused():
    ctx = make_organization()
    contact_id = make_customer(ctx)
    weak = context(ctx.organization_id, "contacts.view")
    for run in (
        lambda: delete_contact(weak, contact_id=contact_id),
        lambda: update_contact(weak, contact_id=contact_id, fields={}),
        lambda: merge_contacts(weak, contact_id=contact_id, merged_ids=[1]),
        lambda: make_customer(weak),
    ):
        with pytest.raises(Forbidden):
            run()


def invoice(number, day, amount):
    return Transaction(
        "Invoice", "invoice", "invoice_id", number, f"INV-{number}", day, "Sent", "JPY", abs(amount), amount
    )


TRANSACTIONS = [
    invoice(1, date(2026, 10, 5), 1000),
    invoice(2, date(2026, 11, 5), 500),
    invoice(3, date(2026, 11, 20), -300),
]
OPEN: dict[int, OpenAmounts] = {}
LEDGER = ContactUse(
    move=lambda ctx, source_id, target_id: None,
    transactions=lambda ctx, contact_id, start, end: TRANSACTIONS,
    open_amounts=lambda ctx, contact_ids: {key: OPEN[key] for key in contact_ids if key in OPEN},
    with_open_amounts=lambda ctx: frozenset(OPEN),
    unpaid=lambda ctx: frozenset(OPEN),
)


@pytest.fixture
def ledger(settings):
    """A package that knows of invoices."""
    settings.DAICHO_CONTACT_USES = (f"{__name__}.LEDGER", f"{__name__}.LEDGER")
    OPEN.clear()
    return OPEN


def test_balances_are_the_sum_of_what_packages_tell(ledger):
    ctx = make_organization()
    first, second, third = (make_customer(ctx, contact_name=name) for name in "ABC")
    ledger[second] = OpenAmounts(receivable=600, receivable_base=600)
    ledger[third] = OpenAmounts(receivable=100, receivable_base=100)
    with reading(ctx):
        assert contact_balances(ctx, currencies={first: "JPY", second: "JPY"})[second].receivable == 1200
        for page, expected in ((1, [second, third]), (2, [first])):
            criteria = Criteria(
                page=page, per_page=2, sort="outstanding_receivable_amount", descending=True, with_total=True
            )
            rows = contact_list(ctx, criteria=criteria)
            assert [row.contact_id for row in rows.rows] == expected
            assert rows.total == 3
        rows = contact_list(ctx, criteria=Criteria(per_page=2, sort="outstanding_receivable_amount"))
        assert [row.contact_id for row in rows.rows] == [first, third]
        assert rows.has_more
        assert len(contact_list(ctx, criteria=Criteria(view="Invoice.Unpaid")).rows) == 2


def test_the_credit_limit_is_exceeded_by_what_is_open(ledger):
    ctx = make_organization()
    within, beyond = make_customer(ctx, credit_limit=Decimal(1200)), make_customer(ctx, credit_limit=Decimal(1199))
    ledger.update({within: OpenAmounts(receivable=600), beyond: OpenAmounts(receivable=600)})
    with reading(ctx):
        rows = contact_list(ctx, criteria=Criteria(view="Status.CreditLimitExceed")).rows
        assert [row.contact_id for row in rows] == [beyond]


def test_a_statement_begins_with_what_was_open(settings):
    settings.DAICHO_CONTACT_USES = (f"{__name__}.LEDGER",)
    ctx = make_organization()
    contact_id = make_customer(ctx)
    with reading(ctx):
        statement = contact_statement(ctx, contact_id=contact_id, start=date(2026, 11, 1), end=date(2026, 11, 30))
        assert (statement.opening, statement.closing) == (1000, 1200)
        assert [line.balance for line in statement.lines] == [1500, 1200]


def test_bank_holidays_are_those_of_the_country():
    terms = PaymentTerms("closing", holiday_rule="next")
    japan, elsewhere = make_organization(), make_organization(name="Harbor", country="US", currency_code="USD")
    with reading(japan):
        assert due_date(japan, terms=terms, day=date(2026, 11, 20)) == date(2027, 1, 4)
    with reading(elsewhere):
        assert due_date(elsewhere, terms=terms, day=date(2026, 11, 20)) == date(2026, 12, 31)
