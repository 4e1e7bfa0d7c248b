"""Explain this number: lots, later differences and causes, as sentences and by the API."""

from datetime import date

import pytest

from daicho.kernel.errors import InvalidInput, NotFound
from daicho.platform.work import reading
from daicho.reporting.queries._explained import explained_source
from daicho.reporting.queries.explain_cost import explain_cost
from daicho.stock.core.event import Kind
from tests.build.catalog import make_item
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
