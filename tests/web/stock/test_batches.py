"""Batches and serial numbers as people see them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.platform.work import reading
from daicho.stock.core.event import Kind
from daicho.stock.queries.batches_on_hand import batches_on_hand
from tests.build.catalog import make_item
from tests.build.stock import make_shop
from tests.web.conftest import Window, signed_in

DAY = date(2026, 7, 1)
MOST_QUERIES = 12


def known(window):
    with reading(window.ctx):
        return {row.number: row for row in batches_on_hand(window.ctx)}


def text_of(window, path, **query):
    answer = window.get(path, **query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_batch_from_its_form_to_its_end(window):
    tea = make_item(window.ctx, tracking="batch")
    make_item(window.ctx, "Rice")
    offered = window.get("batches/items/choices/").json()["options"]
    assert [option["text"] for option in offered] == ["Green tea"]
    data = {"item_id": tea, "number": "L-2026-01", "manufactured_on": "2026-01-05", "expires_on": "2026-12-31"}
    assert window.post("batches/new/", data).status_code == 303
    batch = known(window)["L-2026-01"]
    path = f"batches/{batch.batch_id}/"
    assert "Green tea" in text_of(window, path)
    assert "L-2026-01" in text_of(window, "batches/", view="batches")
    assert "L-2026-01" not in text_of(window, "batches/", view="serials")
    changed = {"number": "L-2026-02", "expires_on": "2027-01-31", "initial-number": "L-2026-01"}
    assert window.post(f"{path}edit/", changed).status_code == 303
    assert known(window)["L-2026-02"].expires_on == date(2027, 1, 31)
    assert "Expires on" in text_of(window, path, tab="history")
    assert window.post(f"{path}deactivate/").status_code == 303
    assert not known(window)["L-2026-02"].is_active
    assert window.post(f"{path}activate/").status_code == 303
    assert window.post(f"{path}delete/").status_code == 303
    assert known(window) == {}


def test_faults_stand_at_their_fields(window):
    tea = make_item(window.ctx, tracking="serial")
    data = {"item_id": tea, "number": "S-1"}
    assert window.post("batches/new/", data).status_code == 303
    for wrong in (data, {"number": "S-2"}, {**data, "number": "S-2", "expires_on": "2026-12-31"}):
        assert window.post("batches/new/", wrong).status_code == 422


@pytest.mark.django_db
def test_its_page_and_that_of_its_item_show_where_it_is(settings):
    settings.ROOT_URLCONF = "tests.web.urls"
    shop = make_shop(items=2)
    shop.keep_in_batches()
    shop.post("B1", shop.movement("B1", Kind.INFLOW, 5, DAY, value=500))
    user_id = shop.ctx.actor.user_id
    window = Window(signed_in(user_id), shop.ctx, user_id)

    def page(path, **query):
        with CaptureQueriesContext(connection) as queries:
            answer = window.client.get(window.url(path, "inventory"), query)
        assert answer.status_code == 200
        assert len(queries) <= MOST_QUERIES, (path, len(queries))
        return answer.content.decode()

    page("")  # what a process reads once
    shown = page(f"batches/{shop.items[0]}/")
    assert all(text in shown for text in ("L0", "Item 0", "Shop", "B1", "500"))
    assert "L0" in page("batches/", view="on_hand")
    assert "L1" not in page("batches/", view="on_hand")
    tab = page(f"items/{shop.item_of(0)}/", tab="batches")
    assert all(text in tab for text in ("L0", "L1", "Shop", f"batches/{shop.items[0]}/"))
