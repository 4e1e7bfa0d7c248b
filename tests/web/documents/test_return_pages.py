"""The pages of sales returns: from a shipped order or invoice to the credit note."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.platform.work import reading
from daicho.sales.commands.credit_sales_return import credit_sales_return
from daicho.sales.commands.receive_sales_return import receive_sales_return
from daicho.sales.kinds import CREDIT_NOTE
from daicho.sales.models import CreditNote, SalesReturn, SalesReturnReceive
from tests.build.returns import Shipped, Sold


def only(window, model):
    with reading(window.ctx):
        return model.objects.values_list("id", flat=True).get()


def shown(window, path, **query):
    response = window.get(path, **query)
    assert response.status_code == 200, response.content.decode()[:500]
    return response.content.decode()


def sent(window, path, **data):
    response = window.post(path, data)
    assert response.status_code == 303, response.content.decode()[-3000:]


def test_an_order_comes_back_page_by_page(window):
    sold = Shipped(window.ctx)
    assert f"salesorders/{sold.order}/return/" in shown(window, f"salesorders/{sold.order}/")
    form = shown(window, f"salesorders/{sold.order}/return/")
    assert 'value="4"' in form
    data = {"date": "2026-11-24", f"quantity_{sold.line}": "3", f"credit_only_{sold.line}": "1", "reason": "破損"}
    sent(window, f"salesorders/{sold.order}/return/", **data, then="draft")
    path = f"salesreturns/{only(window, SalesReturn)}/"
    page = shown(window, path)
    assert "RMA-00001" in page
    assert f"{path}approve/" in page
    assert f"{path}receive/" not in page
    sent(window, f"{path}approve/")
    assert f"{path}receive/" in shown(window, path)
    assert "破損" in shown(window, f"{path}edit/")
    sent(window, f"{path}edit/", **{**data, "reason": "色違い"})
    for tab in ("overview", "history"):
        assert "色違い" in shown(window, path, tab=tab)
    receiving = shown(window, f"{path}receive/")
    key = receiving.split('name="quantity_')[1].split('"')[0]
    sent(window, f"{path}receive/", **{"date": "2026-11-24", f"quantity_{key}": "2"})
    receive = f"salesreturnreceives/{only(window, SalesReturnReceive)}/"
    assert receive in shown(window, path)
    for tab in ("overview", "stock"):
        assert "RR-00001" in shown(window, receive, tab=tab)
    sent(window, f"{path}credit/")  # nothing was invoiced: told, nothing made
    with reading(window.ctx):
        assert not CreditNote.objects.exists()
    sent(window, f"{receive}delete/")
    sent(window, f"{path}draft/")
    sent(window, f"{path}delete/")
    assert "RMA-00001" not in shown(window, "salesreturns/")


def test_an_invoice_comes_back_and_is_credited(window):
    sold = Sold(window.ctx)
    assert f"invoices/{sold.invoice}/return/" in shown(window, f"invoices/{sold.invoice}/")
    data = {"date": "2026-11-24", f"quantity_{sold.line}": "", f"credit_only_{sold.line}": "1"}
    sent(window, f"invoices/{sold.invoice}/return/", **data)
    path = f"salesreturns/{only(window, SalesReturn)}/"
    sent(window, f"{path}credit/")
    note = only(window, CreditNote)
    assert shown(window, f"creditnotes/{note}/edit/")
    change_state(window.ctx, kind=CREDIT_NOTE, document_id=note, action=Action.OPEN)
    page = shown(window, path)
    assert f"creditnotes/{note}/" in page
    for related in (f"creditnotes/{note}/", f"invoices/{sold.invoice}/"):
        assert path in shown(window, related)
    assert "RMA-00001" in shown(window, "salesreturns/", status="closed")
    assert "RMA-00001" in shown(window, "salesreturns/", refund_status="refunded")


def test_too_much_is_told_at_the_form_and_nothing_is_lost(window):
    sold = Sold(window.ctx)
    data = {"date": "2026-11-24", f"quantity_{sold.line}": "4", f"credit_only_{sold.line}": "1", "reason": "破損"}
    response = window.post(f"invoices/{sold.invoice}/return/", data)
    assert response.status_code == 422
    assert "More would come back" in response.content.decode()
    assert "破損" in response.content.decode()
    response = window.post(f"invoices/{sold.invoice}/return/", {**data, f"quantity_{sold.line}": "-1"})
    assert response.status_code == 422
    assert "negative" in response.content.decode()
    back = sold.give_back(2)
    receiving = shown(window, f"salesreturns/{back}/receive/")
    key = receiving.split('name="quantity_')[1].split('"')[0]
    response = window.post(f"salesreturns/{back}/receive/", {"date": "2026-11-24", f"quantity_{key}": "3"})
    assert response.status_code == 422
    assert "More would be received" in response.content.decode()


@pytest.mark.parametrize("path", ["salesreturns/", "salesreturns/{back}/", "salesreturns/{back}/edit/",
                                  "salesreturns/{back}/receive/", "salesreturnreceives/{receive}/",
                                  "salesorders/{order}/", "salesorders/{order}/return/"])  # fmt: skip
def test_pages_ask_little(window, path):
    sold = Shipped(window.ctx)
    back = sold.give_back(1)
    receive = receive_sales_return(window.ctx, return_id=back, fields={})
    sold.give_back(1)
    address = path.format(back=back, receive=receive, order=sold.order)
    shown(window, address)
    with CaptureQueriesContext(connection) as queries:
        shown(window, address)
    assert len(queries) <= 12, "\n".join(query["sql"][:200] for query in queries.captured_queries)


@pytest.mark.parametrize("path", ["creditnotes/{note}/", "invoices/{invoice}/"])
def test_pages_around_a_return_ask_little(window, path):
    sold = Sold(window.ctx)
    back = sold.give_back(1)
    receive_sales_return(window.ctx, return_id=back, fields={})
    note = credit_sales_return(window.ctx, return_id=back)
    address = path.format(note=note, invoice=sold.invoice)
    shown(window, address)
    with CaptureQueriesContext(connection) as queries:
        shown(window, address)
    assert len(queries) <= 12, "\n".join(query["sql"][:200] for query in queries.captured_queries)
