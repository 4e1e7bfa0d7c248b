"""What documents of any kind do, shown on sales orders."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from daicho.catalog.commands.delete_item import delete_item
from daicho.catalog.queries.stock_figures import stock_figures
from daicho.contacts.commands.delete_contact import delete_contact
from daicho.contacts.commands.merge_contacts import merge_contacts
from daicho.contacts.queries.contact_transactions import contact_transactions
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.clone_document import clone_document
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.commands.mail_document import mail_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.letter import LetterFields
from daicho.documents.core.state import Action, State
from daicho.documents.queries.document_view import document_view
from daicho.documents.queries.list_documents import list_documents
from daicho.kernel.context import Actor
from daicho.kernel.errors import DaichoError, Forbidden, InvalidInput, NotFound, RuleBroken
from daicho.kernel.measure import MICRO
from daicho.organizations.commands.set_approval import set_approval
from daicho.platform.custom_fields import define_field
from daicho.platform.jobs import claim, run
from daicho.platform.listing import Criteria
from daicho.platform.mail import deliver, mail_about
from daicho.platform.work import reading
from daicho.sales.kinds import SALES_ORDER
from daicho.sales.models import SalesOrder, SalesOrderLine
from daicho.stock.commands.create_location import create_location
from daicho.stock.commands.delete_location import delete_location
from daicho.stock.commands.set_location_active import set_location_active
from daicho.taxes.queries.taxes import tax_choices
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_sales_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization()


def view_of(ctx, order):
    with reading(ctx):
        return document_view(ctx, kind=SALES_ORDER, document_id=order)


def update(ctx, order, **fields: Any):
    given: Any = fields
    update_document(ctx, kind=SALES_ORDER, document_id=order, fields=given)


def act(ctx, order, action):
    change_state(ctx, kind=SALES_ORDER, document_id=order, action=action)


def refused(code):
    return pytest.raises(RuleBroken, check=lambda error: error.code == code)


def tax(ctx, name="消費税 10%"):
    with reading(ctx):
        return next(choice.tax_id for choice in tax_choices(ctx) if choice.name == name)


def test_an_order_of_five_lines_takes_few_statements(ctx):
    items = [make_item(ctx, f"item {number}", tax_id=tax(ctx)) for number in range(5)]
    customer = make_customer(ctx)
    with CaptureQueriesContext(connection) as queries:
        make_sales_order(ctx, customer, [line(item, 2) for item in items])
    own = [
        query["sql"]
        for query in queries.captured_queries
        if not any(word in query["sql"] for word in ("SAVEPOINT", "organizationhead", "auditrecord"))
    ]
    assert len(own) <= 12, "\n".join(statement[:120] for statement in own)


def test_a_page_of_orders_takes_few_statements(ctx):
    for _ in range(3):
        make_sales_order(ctx)
    with reading(ctx), CaptureQueriesContext(connection) as queries:
        page = list_documents(ctx, kind=SALES_ORDER, criteria=Criteria())
    assert (len(page.rows), len(queries)) == (3, 4)


def test_lines_begin_with_what_the_item_says(ctx):
    item = make_item(ctx, "煎茶", sku="T1", unit="袋", description="静岡", tax_id=tax(ctx))
    made = view_of(
        ctx, make_sales_order(ctx, lines=[line(item, 3), line(item, 1, rate="99.5", name="特", tax_id=None)])
    )
    first, second = made.lines
    assert (first.name, first.sku, first.unit, first.description, first.tax_name) == (
        "煎茶", "T1", "袋", "静岡", "消費税 10%",
    )  # fmt: skip
    assert (first.account_name, first.amount.minor, first.tax_amount.minor) == ("売上", 1500, 150)
    assert (second.name, second.rate.value, second.amount.minor, second.tax_id) == ("特", Decimal("99.5"), 100, None)
    assert made.total.minor == 1750


def test_what_is_inactive_or_not_for_sale_is_refused(ctx):
    bought = make_item(ctx, "bought", item_type="purchases")
    with pytest.raises(InvalidInput, match="not for sale"):
        make_sales_order(ctx, lines=[line(bought)])
    with pytest.raises(InvalidInput, match="customer_id"):
        make_sales_order(ctx, make_vendor(ctx))


def test_every_error_is_told_at_once(ctx):
    bad = [line(None, 0, name="x"), line(99), line(None, 1, name="y", discount="-1")]
    with pytest.raises(InvalidInput) as caught:
        make_sales_order(ctx, lines=bad, discount="200%")
    assert {error.field for error in caught.value.errors} == {
        "discount", "line_items[0].quantity", "line_items[1].item_id", "line_items[2].discount",
    }  # fmt: skip


def test_a_foreign_order_is_priced_at_the_rate_of_its_day(ctx):
    item = make_item(ctx, "tea")
    customer = make_customer(ctx, currency_code="USD")
    made = view_of(ctx, make_sales_order(ctx, customer, [line(item, 2)], exchange_rate=Decimal(150)))
    assert (made.total.value, made.base_total.minor) == (Decimal("6.67"), 1001)
    assert made.lines[0].rate.value == Decimal("3.333333")


def test_an_update_keeps_lines_that_stay(ctx):
    order = make_sales_order(ctx, lines=[line(None, 1, name="a", rate=10), line(None, 1, name="b", rate=20)])
    first = view_of(ctx, order).lines[0].line_id
    update(ctx, order, lines=[{"line_id": first, "quantity": Decimal(4)}], reference="R")
    made = view_of(ctx, order)
    assert [(kept.line_id, kept.name, kept.amount.minor) for kept in made.lines] == [(first, "a", 40)]
    assert (made.reference, made.total.minor) == ("R", 40)
    with pytest.raises(InvalidInput):
        update(ctx, order, lines=[{"line_id": 5, "name": "c"}])


def test_states_and_what_they_allow(ctx):
    order = make_sales_order(ctx)
    with refused(4700):
        act(ctx, order, Action.APPROVE)
    act(ctx, order, Action.OPEN)
    act(ctx, order, Action.OPEN)
    update(ctx, order, notes="still editable")
    act(ctx, order, Action.VOID)
    with refused(4703):
        update(ctx, order, notes="x")
    act(ctx, order, Action.DRAFT)
    act(ctx, order, Action.VOID)
    act(ctx, order, Action.OPEN)
    assert view_of(ctx, order).state is State.OPEN
    delete_document(ctx, kind=SALES_ORDER, document_id=order)
    with pytest.raises(NotFound):
        view_of(ctx, order)


def test_approval_when_the_organisation_wants_it(ctx):
    set_approval(ctx, module="salesorders", mode="simple")
    order = make_sales_order(ctx)
    with refused(4705):
        act(ctx, order, Action.OPEN)
    act(ctx, order, Action.SUBMIT)
    clerk = replace(ctx, actor=Actor(ctx.actor.user_id, "clerk", frozenset({"salesorders.edit"})))
    with pytest.raises(Forbidden):
        act(clerk, order, Action.APPROVE)
    author = replace(ctx, actor=Actor(7, "author", frozenset({"salesorders.edit", "salesorders.approve"})))
    own = make_sales_order(replace(ctx, actor=Actor(7, "author", ctx.actor.permissions)))
    act(author, own, Action.SUBMIT)
    with refused(4706):
        act(author, own, Action.APPROVE)
    act(ctx, order, Action.APPROVE)
    update(ctx, order, notes="changed")
    assert view_of(ctx, order).state is State.PENDING_APPROVAL
    act(ctx, order, Action.APPROVE)
    act(ctx, order, Action.OPEN)


def test_voiding_is_no_way_around_an_approval(ctx):
    set_approval(ctx, module="salesorders", mode="simple")
    order = make_sales_order(ctx)
    act(ctx, order, Action.VOID)
    with refused(4705):
        act(ctx, order, Action.OPEN)
    for action in (Action.DRAFT, Action.SUBMIT, Action.APPROVE, Action.OPEN, Action.VOID, Action.OPEN):
        act(ctx, order, action)
    assert view_of(ctx, order).state is State.OPEN, "it was approved as it is"
    for action in (Action.VOID, Action.DRAFT, Action.VOID):
        act(ctx, order, action)
    with refused(4705):
        act(ctx, order, Action.OPEN)


def test_mail_goes_out_with_the_paper_and_confirms(ctx):
    order = make_sales_order(ctx)
    letter = LetterFields(to=["a@example.jp"], cc=["c@example.jp"], subject="受注", body="ありがとうございます")
    mail_document(ctx, kind=SALES_ORDER, document_id=order, letter=letter)
    assert view_of(ctx, order).state is State.OPEN
    job = claim(ctx.now)
    assert job is not None
    assert run(job, ctx, deliver, lambda: ctx.now)
    (message,) = mail.outbox
    assert (message.to, message.cc, message.attachments[0][0]) == (["a@example.jp"], ["c@example.jp"], "SO-00001.pdf")
    with reading(ctx):
        assert mail_about(ctx, entity="salesorder", entity_id=order)[0].state == "sent"
    with pytest.raises(InvalidInput):
        mail_document(ctx, kind=SALES_ORDER, document_id=order, letter=LetterFields(to=["x"], subject="a", body=""))


def test_a_clone_is_a_draft_of_today(ctx):
    order = make_sales_order(ctx, date=date(2026, 1, 5), number="OLD", discount="10%", notes="n")
    act(ctx, order, Action.OPEN)
    copy = view_of(ctx, clone_document(ctx, kind=SALES_ORDER, document_id=order))
    assert (copy.state, copy.date, copy.number) == (State.DRAFT, ctx.today, "SO-00001")
    assert (copy.total, copy.notes) == (view_of(ctx, order).total, "n")


def test_custom_fields_belong_to_the_order(ctx):
    define_field(ctx, fields={"entity": "salesorder", "label": "Gift", "data_type": "check_box", "is_mandatory": True})
    with pytest.raises(InvalidInput, match="cf_gift"):
        make_sales_order(ctx)
    order = make_sales_order(ctx, custom_fields=[{"api_name": "cf_gift", "value": True}])
    assert view_of(ctx, order).custom[0].plain is True


def test_what_an_order_refers_to_is_kept(ctx):
    item, customer = make_item(ctx), make_customer(ctx)
    order = make_sales_order(ctx, customer, [line(item)])
    with pytest.raises(DaichoError):
        delete_item(ctx, item_id=item)
    with pytest.raises(DaichoError):
        delete_contact(ctx, contact_id=customer)
    other = make_customer(ctx)
    merge_contacts(ctx, contact_id=other, merged_ids=[customer])
    assert view_of(ctx, order).contact_id == other
    with reading(ctx):
        assert [row.number for row in contact_transactions(ctx, contact_id=other)] == ["SO-00001"]


@pytest.mark.parametrize("column", ["total_minor", "tax_minor", "sub_total_minor"])
def test_the_database_refuses_totals_that_do_not_add_up(ctx, column):
    order = make_sales_order(ctx)
    with reading(ctx), pytest.raises(IntegrityError), transaction.atomic():
        SalesOrder.objects.filter(id=order).update(**{column: 7})
    with reading(ctx), pytest.raises(IntegrityError), transaction.atomic():
        SalesOrderLine.objects.update(quantity_micro=0)


def make_location(ctx, name, **fields: Any):
    return create_location(ctx, fields={"name": name, **fields})


def test_a_line_waits_at_its_own_location_or_at_that_of_its_order(ctx):
    item, shop, depot = make_item(ctx, "tea"), make_location(ctx, "店"), make_location(ctx, "倉庫")
    order = make_sales_order(ctx, lines=[line(item, 2), line(item, 3, location_id=depot)], location_id=shop)
    act(ctx, order, Action.OPEN)
    act(ctx, make_sales_order(ctx, lines=[line(item, 4)]), Action.OPEN)
    view = view_of(ctx, order)
    assert (view.location_name, [row.location_name for row in view.lines]) == ("店", ["", "倉庫"])
    with reading(ctx):
        stock = stock_figures(ctx, item_ids=[item])[item]
        waiting = {row.location_id: row.figures.committed // MICRO for row in stock.locations}
        primary = next(row.location_id for row in stock.locations if row.is_primary)
    assert waiting == {primary: 4, shop: 2, depot: 3}
    assert stock.figures.committed // MICRO == 9
    with pytest.raises(RuleBroken, match="in use"):
        delete_location(ctx, location_id=depot)


def test_an_inactive_location_takes_no_new_orders_and_stays_on_old_ones(ctx):
    shop = make_location(ctx, "店")
    order = make_sales_order(ctx, lines=[line(make_item(ctx), 2, location_id=shop)], location_id=shop)
    set_location_active(ctx, location_id=shop, is_active=False)
    update(ctx, order, reference="R")
    assert view_of(ctx, order).location_id == shop
    with pytest.raises(InvalidInput) as caught:
        make_sales_order(ctx, lines=[line(make_item(ctx, "b"), 1, location_id=shop)], location_id=shop)
    assert {error.field for error in caught.value.errors} == {"location_id", "line_items[0].location_id"}
    with pytest.raises(InvalidInput, match="location_id"):
        make_sales_order(ctx, location_id=1)
    update(ctx, order, location_id=None)
    assert view_of(ctx, order).location_id is None
