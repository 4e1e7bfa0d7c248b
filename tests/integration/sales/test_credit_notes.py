"""Credit notes: goods come back at the cost at which they left."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.settle_documents import settle_documents
from daicho.documents.core.state import Action
from daicho.documents.queries._views import status_of
from daicho.documents.queries.document_view import document_view
from daicho.kernel.errors import RuleBroken
from daicho.ledger.models import JournalLine
from daicho.payments.commands.remove_use import remove_use
from daicho.payments.queries.settlements import settlements
from daicho.platform.work import reading
from daicho.sales.commands.credit_invoice import credit_invoice
from daicho.sales.kinds import CREDIT_NOTE, INVOICE
from daicho.stock.commands.create_adjustment import create_adjustment
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_invoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization(country="JP")


def books(ctx) -> dict[str, int]:
    """Base amounts by system key of the account, zero ones left out."""
    with reading(ctx):
        sums: dict[str, int] = {}
        for key, base in JournalLine.objects.values_list("account__system_key", "amount_minor"):
            sums[key] = sums.get(key, 0) + base
    return {key: total for key, total in sums.items() if total}


def receive(ctx, item_id, quantity, rate, day):
    row = {"item_id": item_id, "quantity": Decimal(quantity), "rate": Decimal(rate)}
    create_adjustment(ctx, fields={"date": day, "reason": "x", "lines": [row]})


def lines_of(ctx, kind, document_id):
    with reading(ctx):
        return document_view(ctx, kind=kind, document_id=document_id).lines


def test_goods_of_an_invoice_come_back_at_the_cost_at_which_they_left(ctx):
    item = make_item(ctx)
    receive(ctx, item, 2, 100, date(2026, 10, 1))
    receive(ctx, item, 2, 150, date(2026, 10, 2))
    invoice_id = make_invoice(ctx, lines=[line(item, 3)], is_open=True, date=date(2026, 10, 3))
    assert books(ctx)["cogs_default"] == 350
    (row,) = lines_of(ctx, INVOICE, invoice_id)
    part = {row.line_id: Decimal(1)}
    note_id = credit_invoice(ctx, invoice_id=invoice_id, quantities=part, fields={"date": date(2026, 10, 4)})
    found = books(ctx)
    assert found["accounts_receivable"] == 1500 - 500
    assert found["sales_default"] == -1500 + 500
    assert 200 <= found["cogs_default"] < 350
    with pytest.raises(RuleBroken) as error:
        change_state(ctx, kind=INVOICE, document_id=invoice_id, action=Action.VOID)
    assert error.value.code == 36
    with pytest.raises(RuleBroken) as error:
        credit_invoice(ctx, invoice_id=invoice_id, quantities={row.line_id: Decimal(3)})
    assert error.value.code == 4713
    credit_invoice(ctx, invoice_id=invoice_id, fields={"date": date(2026, 10, 5)})
    found = books(ctx)
    assert "accounts_receivable" not in found
    assert "cogs_default" not in found  # what left at 350 came back at 350
    with reading(ctx):
        (use,) = settlements(ctx, ref=("creditnote", note_id))
    remove_use(ctx, use_id=use.use_id)
    change_state(ctx, kind=CREDIT_NOTE, document_id=note_id, action=Action.VOID)
    assert books(ctx)["sales_default"] == -500


def test_credit_only_goods_stay_away(ctx):
    item = make_item(ctx)
    receive(ctx, item, 4, 100, date(2026, 10, 1))
    invoice_id = make_invoice(ctx, lines=[line(item, 4)], is_open=True, date=date(2026, 10, 3))
    (row,) = lines_of(ctx, INVOICE, invoice_id)
    with reading(ctx):
        customer = document_view(ctx, kind=INVOICE, document_id=invoice_id).contact_id
    given = [
        line(item, 3, rate=500, source_line_id=row.line_id),
        line(item, 1, rate=500, source_line_id=row.line_id, is_credit_only=True),
    ]
    create_document(ctx, kind=CREDIT_NOTE, fields={"contact_id": customer, "lines": given}, is_open=True)
    found = books(ctx)
    assert (found["cogs_default"], found["inventory_asset"]) == (100, 300)
    assert "accounts_receivable" not in found


def test_a_note_without_an_invoice_returns_goods_at_their_average_cost(ctx):
    item = make_item(ctx)
    receive(ctx, item, 4, 120, date(2026, 10, 1))
    fields = {"contact_id": make_customer(ctx), "lines": [line(item, 1)], "date": date(2026, 10, 2)}
    create_document(ctx, kind=CREDIT_NOTE, fields=fields, is_open=True)
    found = books(ctx)
    assert (found["cogs_default"], found["inventory_asset"]) == (-120, 600)


def test_a_note_is_closed_once_it_is_used_up(ctx):
    item = make_item(ctx, item_type="sales", product_type="service")
    fields = {"contact_id": make_customer(ctx), "lines": [line(item, 1)]}
    note_id = create_document(ctx, kind=CREDIT_NOTE, fields=fields, is_open=True)
    for change, status in ((200, "open"), (300, "closed"), (-500, "open")):
        settle_documents(ctx, kind=CREDIT_NOTE, changes={note_id: change})
        with reading(ctx):
            view = document_view(ctx, kind=CREDIT_NOTE, document_id=note_id)
            assert status_of(ctx, CREDIT_NOTE, view) == status
