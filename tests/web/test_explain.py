"""Explain this number: lots, later differences and causes, as sentences and by the API."""

import re
from datetime import date

import pytest
from django.contrib.auth import get_user_model

from daicho.kernel.errors import InvalidInput, NotFound
from daicho.platform.work import reading
from daicho.reporting.queries._explained import explained_source
from daicho.reporting.queries.explain_cost import explain_cost
from daicho.stock.core.event import Kind
from tests.build.bills import make_bill
from tests.build.catalog import make_item
from tests.build.contacts import make_vendor
from tests.build.documents import line
from tests.build.sales import make_invoice
from tests.build.stock import make_shop


@pytest.mark.django_db
def test_a_cost_names_its_lots_and_what_changed_it():
    shop = make_shop()
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 10, date(2026, 4, 2), value=1000))
    shop.post("S1", shop.movement("S1", Kind.OUTFLOW, 4, date(2026, 4, 5)))
    shop.post("B0", shop.movement("B0", Kind.INFLOW, 4, date(2026, 4, 1), value=800))
    with reading(shop.ctx):
        from daicho.stock.models import StockEventRow

        kind, source_id = StockEventRow.objects.filter(source_number="S1").values_list("source_kind", "source_id")[0]
        explained = explain_cost(shop.ctx, kind=kind, source_id=source_id)
        (effect,) = explained.effects
        assert (explained.number, effect.value.minor) == ("S1", -800)
        assert [(lot.number, lot.value.minor) for lot in effect.lots] == [("B0", 800)]
        with pytest.raises(NotFound):
            explain_cost(shop.ctx, kind=kind, source_id=1)
    for given in ({}, {"source_type": "bill"}, {"source_type": "bill", "source_id": "x"}):
        with pytest.raises(InvalidInput):
            explained_source(given)


def test_the_page_says_it_in_sentences(window):
    opening = {"location_id": None, "quantity_micro": 45 * 10**6, "rate_micro": 360 * 10**6}
    item = make_item(window.ctx, "Open", opening_stock=[opening])
    page = window.get("reports/explain/", source_type="openingstock", source_id=str(item))
    assert page.status_code == 200
    assert "Open" in page.content.decode()
    assert window.get("reports/explain/", source_type="openingstock", source_id="7").status_code == 404
    assert window.get("reports/explain/").status_code == 302
    assert window.get("reports/explain/", source_id="1").status_code == 400


@pytest.fixture
def sold(window):
    """Ten teas bought at 100 each, twelve sold, then five at 150; and then four more at 200, dated before all."""
    tea = make_item(window.ctx, "Tea")
    vendor = make_vendor(window.ctx)
    make_bill(window.ctx, vendor, [line(tea, 10, rate=100)], number="B-1", date=date(2026, 4, 2))
    made = make_invoice(window.ctx, None, [line(tea, 16, rate=500)], is_open=True, date=date(2026, 4, 5))
    make_bill(window.ctx, vendor, [line(tea, 5, rate=150)], number="B-2", date=date(2026, 4, 10))
    make_bill(window.ctx, vendor, [line(tea, 4, rate=200)], number="B-0", date=date(2026, 4, 1))
    return made


def test_lots_later_differences_and_causes_are_told_in_words(window, sold):
    asked = {"source_type": "invoice", "source_id": str(sold)}
    page = window.get("reports/explain/", **asked).content.decode()
    assert window.url(f"invoices/{sold}/") in page
    assert "4 from lot B-0 of 2026/04/01 at about ¥200 each = ¥800" in page
    assert "2 from lot B-2 of 2026/04/10 at about ¥150 each = ¥300" in page
    assert "on 2026/04/10, because B-2 of 2026/04/10 made the cost known later" in page
    assert "What changed this cost after it was posted" in page
    assert {"Bill B-0", "Bill B-2"} == set(re.findall(r"Bill B-[0-9]", page))
    get_user_model().objects.filter(id=window.user_id).update(locale="ja")
    page = window.get("reports/explain/", **asked).content.decode()
    assert "B-0" in page
    for english in ("made the cost known later", "from lot", "What changed"):
        assert english not in page


def test_profit_and_loss_leads_by_documents_to_explanations(window, sold):
    statement = window.get("reports/profitandloss/", from_date="2026-04-01", to_date="2026-04-30").content.decode()
    (address,) = set(re.findall(r'href="[^"]*(reports/costbydocument/[^"]+)"', statement))
    page = window.client.get(window.url(address.replace("&amp;", "&"))).content.decode()
    explanation = f"reports/explain/?source_type=invoice&amp;source_id={sold}"
    assert explanation in page
    assert window.url(f"invoices/{sold}/") in page
