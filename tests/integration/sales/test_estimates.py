"""Estimates: offered, accepted or declined, and what becomes of them."""

from datetime import date

import pytest

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.clone_document import clone_document
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.core.state import Action
from daicho.documents.queries._views import status_of
from daicho.documents.queries.document_view import document_view
from daicho.kernel.errors import RuleBroken
from daicho.platform.work import reading
from daicho.sales.commands.convert_estimate import convert_estimate
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.kinds import ESTIMATE, INVOICE, SALES_ORDER
from daicho.sales.queries.related_documents import related_documents
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line, make_document
from tests.build.organization import make_organization
from tests.build.wire import api_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization(country="JP")


@pytest.fixture
def estimate(ctx):
    return make_document(ctx, ESTIMATE, make_customer(ctx), [line(make_item(ctx), 3)], due=date(2026, 12, 31))


def status(ctx, document_id, kind=ESTIMATE):
    with reading(ctx):
        return status_of(ctx, kind, document_view(ctx, kind=kind, document_id=document_id))


def act(ctx, document_id, *actions, kind=ESTIMATE):
    for action in actions:
        change_state(ctx, kind=kind, document_id=document_id, action=action)


def test_an_accepted_estimate_becomes_an_order_and_the_order_an_invoice(ctx, estimate):
    with pytest.raises(RuleBroken) as error:
        convert_estimate(ctx, estimate_id=estimate, target=SALES_ORDER)
    assert error.value.code == 4700
    act(ctx, estimate, Action.OPEN)
    assert status(ctx, estimate) == "sent"
    order = convert_estimate(ctx, estimate_id=estimate, target=SALES_ORDER)
    assert status(ctx, estimate) == "accepted"
    with pytest.raises(RuleBroken) as error:
        convert_estimate(ctx, estimate_id=estimate, target=INVOICE)
    assert error.value.code == 36
    act(ctx, order, Action.OPEN, kind=SALES_ORDER)
    invoice = invoice_order(ctx, order_id=order)
    with reading(ctx):
        chain = [row.kind for row in related_documents(ctx, kind="invoice", document_id=invoice)]
        assert chain == ["estimate", "salesorder"]
        assert [row.kind for row in related_documents(ctx, kind="estimate", document_id=estimate)] == [
            "salesorder",
            "invoice",
        ]
    clone = clone_document(ctx, kind=SALES_ORDER, document_id=order)
    with reading(ctx):
        assert document_view(ctx, kind=SALES_ORDER, document_id=clone).extra["estimate_id"] is None
    with pytest.raises(RuleBroken) as error:
        delete_document(ctx, kind=ESTIMATE, document_id=estimate)
    assert error.value.code == 36


def test_an_estimate_is_declined_and_expires(ctx, estimate):
    act(ctx, estimate, Action.OPEN, Action.DECLINE)
    assert status(ctx, estimate) == "declined"
    act(ctx, estimate, Action.ACCEPT, Action.DECLINE, Action.DRAFT)
    late = make_document(ctx, ESTIMATE, make_customer(ctx), [line(make_item(ctx, "x"))], due=date(2026, 11, 23))
    act(ctx, late, Action.OPEN)
    assert status(ctx, late) == "expired"


def test_the_wire_knows_estimates(ctx):
    books = api_of(ctx)
    body = {"customer_id": str(make_customer(ctx)), "expiry_date": "2026-11-01", "line_items": [{"name": "x"}]}
    reply = books.post("/estimates", body)
    assert reply.status == 201, reply.body
    path = f"/estimates/{reply['estimate']['estimate_id']}"
    assert books.post(f"{path}/status/sent")["code"] == 0
    assert books.get(path)["estimate"]["status"] == "expired"
    assert len(books.get("/estimates", status="expired")["estimates"]) == 1
    assert books.get("/estimates", filter_by="Status.Sent")["estimates"] == []
    for verb in ("accepted", "declined"):
        assert books.post(f"{path}/status/{verb}")["code"] == 0
        assert books.get(path)["estimate"]["status"] == verb
    assert books.delete(path)["code"] == 0
