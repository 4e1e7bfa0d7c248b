"""Assemblies as people see them."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.kernel.measure import MICRO
from daicho.organizations.commands.join_application import join_application
from daicho.platform.listing import Criteria
from daicho.platform.work import reading
from daicho.stock.queries.list_assemblies import list_assemblies
from daicho.stock.queries.locations import locations
from tests.build.catalog import make_item
from tests.build.composites import make_composite

WORK = {"item_type": "purchases", "product_type": "service", "purchase_rate_micro": 50 * MICRO}


@pytest.fixture
def parts(window):
    opening = [{"location_id": None, "quantity_micro": 10 * MICRO, "rate_micro": 100 * MICRO}]
    tea = make_item(window.ctx, "緑茶", opening_stock=opening)
    work = make_item(window.ctx, "包装作業", **WORK)
    return tea, work, make_composite(window.ctx, {tea: 2, work: 1}, "詰め合わせ")


def found(window):
    with reading(window.ctx):
        return list(list_assemblies(window.ctx, criteria=Criteria()).rows)


def home(window):
    with reading(window.ctx):
        return next(place.location_id for place in locations(window.ctx) if place.is_primary)


def head(window, box, *lines, **fields):
    rows = {"line": [f"n{place}" for place, _line in enumerate(lines)]}
    for place, (item_id, quantity) in enumerate(lines):
        rows |= {f"line-n{place}-item_id": item_id, f"line-n{place}-quantity": quantity}
    start = {"kind": "bundle", "item_id": box, "quantity": "2", "date": "2026-11-10", "location_id": home(window)}
    return start | rows | fields


def test_an_assembly_from_its_form_to_its_end(window, parts):
    tea, work, box = parts
    page = window.get("assemblies/new/", item_id=box).content.decode()
    assert "緑茶" in page
    assert "On hand: 10" in page
    sent = head(window, box, (tea, "4"), (work, "2"), ("", ""))
    assert window.post("assemblies/new/", sent | {"line-n1-rate": "60"}).status_code == 303
    (made,) = found(window)
    assert (made.number, made.state, made.total.minor) == ("ASM-00001", "bundled", 520)
    path = f"assemblies/{made.assembly_id}/"
    overview = window.get(path).content.decode()
    assert "詰め合わせ × 2" in overview
    assert "¥520" in overview
    assert "from the lot" in window.get(path, tab="stock").content.decode()
    assert "¥120" in window.get(path, tab="entries").content.decode()
    assert "ASM-00001" in window.get("assemblies/").content.decode()
    assert "ASM-00001" in window.get(f"items/{box}/", tab="transactions").content.decode()
    assert "ASM-00001" in window.get(f"items/{tea}/", tab="transactions").content.decode()
    assert window.get(f"{path}edit/").status_code == 200
    line = made.lines[0].line_id
    edit = head(window, box, quantity="1", line=[line], **{f"line-{line}-item_id": tea, f"line-{line}-quantity": "3"})
    assert window.post(f"{path}edit/", edit).status_code == 303
    assert [(view.total.minor, view.lines[0].line_id) for view in found(window)] == [(300, line)]
    assert "Components" in window.get(path, tab="history").content.decode()
    assert window.post(f"{path}draft/").status_code == 303
    assert [view.state for view in found(window)] == ["draft"]
    assert window.post(f"{path}delete/").status_code == 303
    assert found(window) == []


def test_a_draft_is_confirmed_and_carried_out(window, parts):
    tea, _work, box = parts
    sent = head(window, box, (tea, "4"), then="draft", kind="bundle")
    assert window.post("assemblies/new/", sent).status_code == 303
    (made,) = found(window)
    path = f"assemblies/{made.assembly_id}/"
    assert "Not carried out yet" in window.get(path).content.decode()
    for verb, state in (("confirm", "confirmed"), ("draft", "draft"), ("bundle", "bundled")):
        assert window.post(f"{path}{verb}/").status_code == 303
        assert [view.state for view in found(window)] == [state]
    again = head(window, box, (tea, "2"), kind="unbundle", quantity="1")
    assert window.get("assemblies/new/", kind="unbundle", item_id=box).status_code == 200
    assert window.post("assemblies/new/", again).status_code == 303
    assert [view.kind for view in found(window)] == ["unbundle", "bundle"]


def test_what_is_missing_is_told_before_and_refused_after(window, parts):
    tea, _work, box = parts
    sent = head(window, box, (tea, "12"))
    answer = window.post("assemblies/new/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There is not enough of" in page
    assert "missing: 2" in page
    assert window.post("assemblies/new/", head(window, box)).status_code == 422
    assert "must be greater than zero" in window.post("assemblies/new/", head(window, box, (tea, "0"))).content.decode()
    other = window.post("assemblies/new/", head(window, tea, (tea, "1")))
    assert "not an item that is assembled" in other.content.decode()
    assert found(window) == []


def rows_of(window, data):
    """Return item → quantity as the rows page answers, and the page."""
    page = window.post("assemblies/rows/", data).content.decode()
    rows = {}
    for row in page.split("data-line-remove")[:-1]:
        item = re.search(r'<option value="(\d+)" selected', row)
        quantity = re.search(r'<input[^>]*name="line-\w+-quantity"[^>]*>', row)
        if item and quantity:
            rows[int(item[1])] = re.search(r'value="([^"]*)"', quantity[0])[1]
    return rows, page


def test_the_rows_follow_the_head(window, parts):
    tea, work, box = parts
    empty = head(window, box) | {"rows_item_id": "", "rows_kind": "bundle", "rows_quantity": ""}
    rows, page = rows_of(window, empty)
    assert rows == {tea: "4", work: "2"}
    assert "missing" not in page
    known = {"rows_item_id": box, "rows_kind": "bundle", "rows_quantity": "2"}
    rows, page = rows_of(window, head(window, box, (tea, "4"), (work, "3"), quantity="6") | known)
    assert rows == {tea: "12", work: "9"}
    assert "missing: 2" in page
    rows, _page = rows_of(window, head(window, box, (tea, "4"), (work, "3"), kind="unbundle") | known)
    assert rows == {tea: "4"}
    rows, _page = rows_of(window, head(window, box, (tea, "x"), quantity="") | known)
    assert rows == {tea: "x"}


def test_rows_choices_and_the_way_from_the_item(window, parts):
    tea, work, box = parts
    options = window.get("assemblies/items/choices/", q="").json()["options"]
    assert [option["text"] for option in options] == ["詰め合わせ"]
    row = {"key": "a", "line": "a", "line-a-item_id": tea, "location_id": home(window)}
    assert "On hand: 10" in window.post("assemblies/row/", row).content.decode()
    assert f"assemblies/new/?item_id={box}" in window.get(f"items/{box}/").content.decode()
    assert work


def test_the_pages_make_at_most_twelve_queries(window, parts):
    tea, work, box = parts
    join_application(
        replace(window.ctx, organization_id=0), organization_id=window.ctx.organization_id, application="inventory"
    )
    assert window.post("assemblies/new/", head(window, box, (tea, "4"), (work, "2"))).status_code == 303
    (made,) = found(window)
    one = f"assemblies/{made.assembly_id}/"
    window.get("")
    for path in ("assemblies/", f"assemblies/new/?item_id={box}", one, f"{one}edit/", f"{one}?tab=history"):
        with CaptureQueriesContext(connection) as queries:
            assert window.get(path).status_code == 200
        assert len(queries) <= 12, (path, [query["sql"][:150] for query in queries.captured_queries])
