"""Sales returns: never more than was shipped; receives move the physical stock, credit notes the accounting one."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.catalog.queries.stock_figures import stock_figures
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.kernel.errors import InvalidInput, NotFound, RuleBroken
from daicho.kernel.measure import MICRO
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.core.locks import Scope
from daicho.ledger.models import JournalLine
from daicho.payments.commands.remove_use import remove_use
from daicho.payments.queries.settlements import settlements
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.sales.commands.change_return_state import change_return_state
from daicho.sales.commands.create_sales_return import create_sales_return
from daicho.sales.commands.credit_sales_return import credit_sales_return
from daicho.sales.commands.delete_return_receive import delete_return_receive
from daicho.sales.commands.delete_sales_return import delete_sales_return
from daicho.sales.commands.delete_shipment import delete_shipment
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.commands.mark_invoice_shipped import mark_invoice_shipped
from daicho.sales.commands.receive_sales_return import receive_sales_return
from daicho.sales.commands.update_sales_return import update_sales_return
from daicho.sales.core.sales_return import State
from daicho.sales.kinds import CREDIT_NOTE, INVOICE
from daicho.sales.queries.sales_return_detail import sales_return_detail
from tests.build.organization import make_organization
from tests.build.returns import Shipped, Sold

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization(country="JP")


@pytest.fixture
def sold(ctx):
    return Sold(ctx)


def stock(sold):
    """(accounting, physical) on hand."""
    with reading(sold.ctx):
        figures = stock_figures(sold.ctx, item_ids=[sold.tea])[sold.tea].figures
    return figures.on_hand // MICRO, figures.physical_on_hand // MICRO


def seen(ctx, return_id):
    with reading(ctx):
        view = sales_return_detail(ctx, return_id=return_id).view
    return view.status.value, view.receive_status, view.refund_status


def booked(ctx, key):
    with reading(ctx):
        return sum(JournalLine.objects.filter(account__system_key=key).values_list("amount_minor", flat=True))


def refused(code, call, *args, **kwargs):
    with pytest.raises((RuleBroken, InvalidInput)) as caught:
        call(*args, **kwargs)
    assert caught.value.code == code


def test_three_come_back_and_one_is_only_credited(ctx, sold):
    back = sold.give_back(3, 1)
    assert (stock(sold), seen(ctx, back)) == ((6, 6), ("approved", "not_received", "not_refunded"))
    receive_sales_return(ctx, return_id=back, fields={})
    assert (stock(sold), seen(ctx, back)) == ((6, 9), ("received", "received", "not_refunded"))
    note = credit_sales_return(ctx, return_id=back, fields={"date": date(2026, 10, 5)})
    assert stock(sold) == (9, 9)
    assert (booked(ctx, "cogs_default"), booked(ctx, "accounts_receivable")) == (100, 0)
    assert seen(ctx, back) == ("closed", "received", "refunded")
    with reading(ctx):
        view = document_view(ctx, kind=CREDIT_NOTE, document_id=note)
        detail = sales_return_detail(ctx, return_id=back)
    assert [(row.quantity.micro // MICRO, row.extra["is_credit_only"]) for row in view.lines] == [(3, None), (1, True)]
    assert ([row.number for row in detail.notes], detail.view.refunded.minor) == ([view.number], 2000)
    assert verify(ctx) == []


def test_parts_arrive_one_after_the_other(ctx, sold):
    back = sold.give_back(3)
    with reading(ctx):
        (line,) = sales_return_detail(ctx, return_id=back).lines
    part = {"lines": [{"line_id": line.line_id, "quantity": Decimal(2)}]}
    first = receive_sales_return(ctx, return_id=back, fields=part)
    assert (stock(sold), seen(ctx, back)[:2]) == ((6, 8), ("partially_received", "partially_received"))
    refused(4822, receive_sales_return, ctx, return_id=back, fields=part)
    receive_sales_return(ctx, return_id=back, fields={})
    assert seen(ctx, back)[0] == "received"
    refused(4016, receive_sales_return, ctx, return_id=back, fields={})
    delete_return_receive(ctx, receive_id=first)
    assert (stock(sold), seen(ctx, back)[0]) == ((6, 7), "partially_received")
    with pytest.raises(NotFound):
        delete_return_receive(ctx, receive_id=first)
    assert verify(ctx) == []


@pytest.mark.parametrize(("quantity", "credit_only", "code"), [(5, 0, 4821), (4, 1, 4821), (0, 0, 2), (-1, 5, 2)])
def test_not_more_comes_back_than_was_shipped(ctx, sold, quantity, credit_only, code):
    refused(code, sold.give_back, quantity, credit_only)
    sold.give_back(3)
    refused(4821, sold.give_back, 2)
    sold.give_back(0, 1)
    refused(4821, create_sales_return, ctx, invoice_id=sold.invoice, fields={})


def test_a_draft_takes_nothing_until_it_is_approved(ctx, sold):
    draft = sold.give_back(3, state=State.DRAFT)
    refused(4820, receive_sales_return, ctx, return_id=draft, fields={})
    refused(4820, credit_sales_return, ctx, return_id=draft)
    other = sold.give_back(2)
    refused(4821, change_return_state, ctx, return_id=draft, state=State.APPROVED)
    change_return_state(ctx, return_id=other, state=State.DRAFT)
    change_return_state(ctx, return_id=draft, state=State.APPROVED)
    receive_sales_return(ctx, return_id=draft, fields={})
    refused(4823, change_return_state, ctx, return_id=draft, state=State.DRAFT)


def test_what_was_not_shipped_does_not_come_back(ctx, sold):
    mark_invoice_shipped(ctx, invoice_id=sold.invoice, is_shipped=False)
    refused(4821, sold.give_back, 1)
    mark_invoice_shipped(ctx, invoice_id=sold.invoice)
    back = sold.give_back(1)
    refused(4825, mark_invoice_shipped, ctx, invoice_id=sold.invoice, is_shipped=False)
    refused(36, change_state, ctx, kind=INVOICE, document_id=sold.invoice, action=Action.VOID)
    delete_sales_return(ctx, return_id=back)
    change_state(ctx, kind=INVOICE, document_id=sold.invoice, action=Action.VOID)
    refused(4821, sold.give_back, 1)


def test_a_return_changes_as_far_as_nothing_was_done(ctx, sold):
    back = sold.give_back(2, 1)
    with reading(ctx):
        (line,) = sales_return_detail(ctx, return_id=back).lines
    one = {"line_id": line.line_id, "quantity": Decimal(1)}
    receive_sales_return(ctx, return_id=back, fields={"lines": [one]})
    less = {**one, "quantity": Decimal("0.5"), "credit_only": Decimal(1)}
    refused(4823, update_sales_return, ctx, return_id=back, fields={"lines": [less]})
    refused(4821, update_sales_return, ctx, return_id=back, fields={"lines": [{**one, "quantity": Decimal(5)}]})
    changed = {"lines": [{**one, "credit_only": Decimal(2)}], "reason": "割れていた", "number": "RMA-9"}
    update_sales_return(ctx, return_id=back, fields=changed)
    with reading(ctx):
        detail = sales_return_detail(ctx, return_id=back)
    (after,) = detail.lines
    assert (detail.view.number, detail.view.reason, detail.view.status) == ("RMA-9", "割れていた", "received")
    assert (after.line_id, after.progress.quantity, after.progress.credit_only) == (line.line_id, MICRO, 2 * MICRO)
    refused(4, sold.give_back, 1, number="RMA-9")


def test_what_was_credited_is_kept(ctx, sold):
    back = sold.give_back(2)
    receive = receive_sales_return(ctx, return_id=back, fields={})
    refused(4823, delete_sales_return, ctx, return_id=back)
    note = credit_sales_return(ctx, return_id=back)
    refused(4823, delete_return_receive, ctx, receive_id=receive)
    refused(4824, credit_sales_return, ctx, return_id=back)
    with reading(ctx):
        (use,) = settlements(ctx, ref=("creditnote", note))
    remove_use(ctx, use_id=use.use_id)
    assert seen(ctx, back) == ("closed", "received", "not_refunded")
    change_state(ctx, kind=CREDIT_NOTE, document_id=note, action=Action.VOID)
    assert seen(ctx, back)[0] == "received"
    credit_sales_return(ctx, return_id=back)
    refused(4822, change_state, ctx, kind=CREDIT_NOTE, document_id=note, action=Action.DRAFT)
    assert verify(ctx) == []


def test_the_void_note_of_a_deleted_return_stays(ctx, sold):
    back = sold.give_back(0, 1)
    note = credit_sales_return(ctx, return_id=back, is_open=False)
    refused(4823, delete_sales_return, ctx, return_id=back)
    change_state(ctx, kind=CREDIT_NOTE, document_id=note, action=Action.VOID)
    delete_sales_return(ctx, return_id=back)
    with reading(ctx):
        (line,) = document_view(ctx, kind=CREDIT_NOTE, document_id=note).lines
    assert line.extra["return_line_id"] is None
    assert verify(ctx) == []


def test_a_note_cannot_grow_beyond_its_return(ctx, sold):
    back = sold.give_back(2)
    receive_sales_return(ctx, return_id=back, fields={})
    note = credit_sales_return(ctx, return_id=back, is_open=False)
    with reading(ctx):
        (line,) = document_view(ctx, kind=CREDIT_NOTE, document_id=note).lines
    grown = {"lines": [{"line_id": line.line_id, "quantity": Decimal(3)}]}
    refused(4822, update_document, ctx, kind=CREDIT_NOTE, document_id=note, fields=grown)


def test_goods_of_an_order_come_back_as_far_as_they_were_shipped(ctx):
    shipped = Shipped(ctx)
    refused(4821, shipped.give_back, 5)
    back = shipped.give_back(2, 1)
    refused(4821, shipped.give_back, 2)
    refused(4825, delete_shipment, ctx, shipment_id=shipped.shipment)
    receive_sales_return(ctx, return_id=back, fields={})
    assert stock(shipped) == (10, 8)
    refused(4824, credit_sales_return, ctx, return_id=back)  # nothing was invoiced
    first = invoice_order(ctx, order_id=shipped.order, quantities={shipped.line: Decimal(2)}, is_open=True)
    second = invoice_order(ctx, order_id=shipped.order, quantities={shipped.line: Decimal(2)}, is_open=True)
    assert stock(shipped) == (6, 8)
    credit_sales_return(ctx, return_id=back)
    assert (stock(shipped), seen(ctx, back)) == ((8, 8), ("received", "received", "partially_refunded"))
    note = credit_sales_return(ctx, return_id=back)
    assert (stock(shipped), seen(ctx, back)) == ((8, 8), ("closed", "received", "refunded"))
    refused(4824, credit_sales_return, ctx, return_id=back)
    for invoice in (first, second):
        refused(36, change_state, ctx, kind=INVOICE, document_id=invoice, action=Action.VOID)
    with reading(ctx):
        (line,) = document_view(ctx, kind=CREDIT_NOTE, document_id=note).lines
    assert line.extra["is_credit_only"]
    assert verify(ctx) == []


def test_a_return_of_the_orders_invoice_credits_that_invoice(ctx):
    shipped = Shipped(ctx)
    invoice_order(ctx, order_id=shipped.order, quantities={shipped.line: Decimal(1)}, is_open=True)
    later = invoice_order(ctx, order_id=shipped.order, quantities={shipped.line: Decimal(3)}, is_open=True)
    back = create_sales_return(ctx, invoice_id=later, fields={})
    with reading(ctx):
        view = sales_return_detail(ctx, return_id=back).view
    assert (view.order_id, view.invoice_id, view.quantity) == (shipped.order, later, 4 * MICRO)
    receive_sales_return(ctx, return_id=back, fields={})
    note = credit_sales_return(ctx, return_id=back)
    with reading(ctx):
        (line,) = document_view(ctx, kind=CREDIT_NOTE, document_id=note).lines
    assert line.quantity.micro == 3 * MICRO
    assert verify(ctx) == []


def test_discounts_come_back_in_parts_and_add_up(ctx):
    sold = Sold(ctx, quantity=3, discount="100", shipping_charge=Decimal(300))
    totals = []
    for _each in range(3):
        back = sold.give_back(1)
        receive_sales_return(ctx, return_id=back, fields={})
        note = credit_sales_return(ctx, return_id=back)
        with reading(ctx):
            totals.append(document_view(ctx, kind=CREDIT_NOTE, document_id=note).total.minor)
    assert (sum(totals), sorted(totals)) == (1400, [466, 467, 467])
    assert booked(ctx, "accounts_receivable") == 300
    assert verify(ctx) == []


def test_locked_days_refuse_receives_and_credit_notes(ctx, sold):
    back = sold.give_back(2)
    receive = receive_sales_return(ctx, return_id=back, fields={"date": date(2026, 10, 20)})
    set_lock(ctx, fields={"scope": Scope.SALES, "until": date(2026, 10, 31), "reason": "closed"})
    refused(4310, delete_return_receive, ctx, receive_id=receive)
    refused(4310, receive_sales_return, ctx, return_id=sold.give_back(1), fields={"date": date(2026, 10, 31)})
    refused(4310, credit_sales_return, ctx, return_id=back, fields={"date": date(2026, 10, 31)})
    credit_sales_return(ctx, return_id=back, fields={"date": date(2026, 11, 1)})
    assert verify(ctx) == []


@pytest.mark.parametrize("field", ["number", "reason", "location_id"])
def test_bad_fields_are_named(sold, field):
    given = {"number": "x" * 101, "reason": "x" * 10_001, "location_id": 1}
    with pytest.raises(InvalidInput) as caught:
        sold.give_back(1, **{field: given[field]})
    assert field in caught.value.errors[0].field
