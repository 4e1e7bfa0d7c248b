"""Composite items as people see them."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.catalog.queries.composite_detail import composite_detail
from daicho.kernel.measure import MICRO
from daicho.organizations.commands.join_application import join_application
from daicho.platform.work import reading
from tests.build.catalog import make_item
from tests.build.composites import make_composite
from tests.build.contacts import make_customer
from tests.build.documents import line as document_line
from tests.build.sales import make_invoice


@pytest.fixture
def parts(window):
    opening = [{"location_id": None, "quantity_micro": 10 * MICRO, "rate_micro": 100 * MICRO}]
    tea = make_item(window.ctx, "緑茶", opening_stock=opening)
    tin = make_item(window.ctx, "缶", opening_stock=opening)
    work = make_item(
        window.ctx, "包装作業", item_type="purchases", product_type="service", purchase_rate_micro=50 * MICRO
    )
    return tea, tin, work


def shown(window, item_id):
    with reading(window.ctx):
        return composite_detail(window.ctx, item_id=item_id)


def made_by(answer):
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    return int(answer.headers["Location"].rstrip("/").rpartition("/")[2])


def sent(*lines, **fields):
    rows = {"line": [f"n{place}" for place, _line in enumerate(lines)], "name": "詰め合わせ", "rate": "2000"}
    for place, (item_id, quantity) in enumerate(lines):
        rows |= {f"line-n{place}-item_id": item_id, f"line-n{place}-quantity": quantity}
    return rows | fields


def test_an_assembly_from_its_form_to_its_recipe(window, parts):
    tea, tin, work = parts
    page = window.get("compositeitems/new/").content.decode()
    assert "Quantity for one" in page
    assert 'name="track_inventory"' not in page
    item_id = made_by(window.post("compositeitems/new/", sent((tea, "2"), (tin, "1"), (work, "0.5"), ("", ""))))
    item = shown(window, item_id)
    assert (item.combo_type, item.item_type, item.rate_micro) == ("assembly", "inventory", 2000 * MICRO)
    assert [(part.card.item_id, part.quantity_micro) for part in item.recipe] == [
        (tea, 2 * MICRO),
        (tin, MICRO),
        (work, MICRO // 2),
    ]
    recipe = window.get(f"items/{item_id}/", tab="recipe").content.decode()
    assert "What is in stock makes 5." in recipe
    assert "詰め合わせ" in window.get("compositeitems/").content.decode()
    assert "緑茶" not in window.get("compositeitems/").content.decode()
    assert "詰め合わせ" in window.get("items/", view="composites").content.decode()
    assert window.get(f"items/{item_id}/edit/").status_code == 200
    line = item.recipe[0].line_id
    edit = {"name": "詰め合わせ", "line": [line, "n1"], f"line-{line}-item_id": tea, f"line-{line}-quantity": "3"}
    assert window.post(f"items/{item_id}/edit/", edit | {"line-n1-item_id": ""}).status_code == 303
    assert [(part.line_id, part.quantity_micro) for part in shown(window, item_id).recipe] == [(line, 3 * MICRO)]
    assert "Components" in window.get(f"items/{item_id}/", tab="history").content.decode()


def test_a_kit_shows_what_its_components_make(window, parts):
    tea, tin, _work = parts
    page = window.get("compositeitems/new/", combo_type="kit").content.decode()
    assert 'name="purchase_rate"' not in page
    kit = made_by(window.post("compositeitems/new/?combo_type=kit", sent((tea, "4"), (tin, "1"))))
    assert shown(window, kit).stock.figures.on_hand == 2 * MICRO
    overview = window.get(f"items/{kit}/").content.decode()
    assert "Accounting stock" in overview
    assert "Kit" in overview
    clone = window.get("compositeitems/new/", clone=kit).content.decode()
    assert "緑茶" in clone
    assert 'value="4"' in clone


def test_faults_stand_in_their_lines(window, parts):
    tea, tin, _work = parts
    assert window.post("compositeitems/new/", sent()).status_code == 422
    answer = window.post("compositeitems/new/", sent((tea, "1"), (tin, "0")))
    assert answer.status_code == 422
    assert "must be greater than zero" in answer.content.decode()
    inner = make_composite(window.ctx, {tea: 1}, "内箱")
    outer = make_composite(window.ctx, {inner: 1}, "外箱")
    circle = {"name": "内箱", "line": ["n1"], "line-n1-item_id": outer, "line-n1-quantity": "1"}
    answer = window.post(f"items/{inner}/edit/", circle)
    assert answer.status_code == 422
    assert "is itself made of this item" in answer.content.decode()


def test_rows_and_choices(window, parts):
    tea, _tin, work = parts
    make_composite(window.ctx, {tea: 1}, "緑茶キット", combo_type="kit")
    options = window.get("compositeitems/components/choices/", q="緑茶").json()["options"]
    assert [option["text"] for option in options] == ["緑茶"]
    row = {"key": "a", "line": "a", "line-a-item_id": tea}
    assert "On hand: 10" in window.post("compositeitems/components/row/", row).content.decode()
    row["line-a-item_id"] = work
    assert "On hand" not in window.post("compositeitems/components/row/", row).content.decode()


def test_the_pages_make_at_most_twelve_queries(window, parts):
    tea, tin, work = parts
    join_application(
        replace(window.ctx, organization_id=0), organization_id=window.ctx.organization_id, application="inventory"
    )
    box = make_composite(window.ctx, {tea: 1, tin: 2, work: 1})
    kit = make_composite(window.ctx, {tea: 1, box: 2}, "Kit", combo_type="kit")
    window.get("")
    for path in ("compositeitems/", "items/", "compositeitems/new/", *(f"items/{one}/{rest}" for one in (box, kit)
                 for rest in ("", "edit/", "?tab=recipe", "?tab=stock", "?tab=images", "?tab=history"))):  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            assert window.get(path).status_code == 200
        assert len(queries) <= 12, (path, [query["sql"][:150] for query in queries.captured_queries])


def test_an_invoice_of_a_kit_tells_what_is_available_and_may_be_shipped(window, parts):
    tea, tin, _work = parts
    kit = make_composite(window.ctx, {tea: 4, tin: 1}, "お試し", combo_type="kit")
    line = {"line": ["a"], "line-a-item_id": kit, "line-a-quantity": "1", "line-a-rate": "2000"}
    head = {"contact_id": make_customer(window.ctx), "date": "2026-11-20", "currency_code": "JPY"}
    assert "Available: 2" in window.post("invoices/totals/", head | line).content.decode()
    invoice = make_invoice(window.ctx, lines=[document_line(kit, 1)], is_open=True)
    assert "Mark as shipped" in window.get(f"invoices/{invoice}/").content.decode()
