"""Batches and serial numbers under the lines of stock's forms, and on the pages of its documents."""

import pytest

from daicho.kernel.measure import MICRO
from daicho.platform.listing import Criteria
from daicho.platform.work import reading
from daicho.stock.commands.create_location import create_location
from daicho.stock.queries.batches_on_hand import batches_on_hand
from daicho.stock.queries.list_adjustments import list_adjustments
from daicho.stock.queries.list_assemblies import list_assemblies
from daicho.stock.queries.list_transfers import list_transfers
from tests.build.catalog import make_item
from tests.build.composites import make_composite
from tests.web.stock.test_documents import found, head, home


@pytest.fixture
def flour(window):
    return make_item(window.ctx, "小麦粉", tracking="batch")


def there(window, *items):
    with reading(window.ctx):
        return {batch.number: batch for batch in batches_on_hand(window.ctx, item_ids=items)}


def count_in(window, item_id, **batches):
    """Count batches in by the form: number → quantity."""
    fields = {"line": ["a"], "line-a-item_id": item_id, "line-a-quantity": sum(batches.values()), "line-a-rate": 10}
    rows = {
        "line-a-batches": "new",
        "line-a-batch_number": list(batches),
        "line-a-batch_quantity": list(batches.values()),
    }
    days = {"line-a-batch_made": ["2026-05-01"] * len(batches), "line-a-batch_expires": ["2026-12-31"] * len(batches)}
    return window.post("inventoryadjustments/new/", head(window, **fields, **rows, **days))


def test_batches_come_in_and_go_by_the_form(window, flour):
    assert count_in(window, flour, A=3, B=2).status_code == 303
    batches = there(window, flour)
    assert {number: batch.quantity // MICRO for number, batch in batches.items()} == {"A": 3, "B": 2}
    assert str(batches["A"].expires_on) == "2026-12-31"
    taken = {"line": ["a"], "line-a-item_id": flour, "line-a-quantity": "-2", "line-a-batches": "pick"}
    unnamed = window.post("inventoryadjustments/new/", head(window, **taken))
    assert unnamed.status_code == 422
    page = unnamed.content.decode()
    name = f"line-a-batch-{batches['A'].batch_id}"
    assert f'name="{name}"' in page
    assert "0 of 2" in page
    assert window.post("inventoryadjustments/new/", head(window, **taken, **{name: "2"})).status_code == 303
    (lost, made) = found(window, list_adjustments)
    shown = window.get(f"inventoryadjustments/{lost.adjustment_id}/").content.decode()
    assert "<li>A" in shown
    assert "<li>B" not in shown
    edit = window.get(f"inventoryadjustments/{lost.adjustment_id}/edit/").content.decode()
    line = lost.lines[0].line_id
    assert f'name="line-{line}-batch-{batches["A"].batch_id}" value="2"' in edit
    assert 'value="A"' in window.get(f"inventoryadjustments/{made.adjustment_id}/edit/").content.decode()


def test_one_batch_without_a_quantity_takes_that_of_its_line(window, flour):
    fields = {"line": ["a"], "line-a-item_id": flour, "line-a-quantity": "4", "line-a-rate": "10"}
    fields |= {"line-a-batches": "new", "line-a-batch_number": ["A", ""]}
    assert window.post("inventoryadjustments/new/", head(window, **fields)).status_code == 303
    assert there(window, flour)["A"].quantity == 4 * MICRO


@pytest.mark.parametrize(
    "wrong",
    [{"line-a-batch_quantity": ["x"]}, {"line-a-batch_expires": ["2026-13-01"]}, {"line-a-batch_number": ["N" * 101]}],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(window, flour, wrong):
    fields = {"line": ["a"], "line-a-item_id": flour, "line-a-quantity": "4", "line-a-rate": "10"}
    fields |= {"line-a-batches": "new", "line-a-batch_number": ["LOT-77"], **wrong}
    answer = window.post("inventoryadjustments/new/", head(window, **fields))
    assert answer.status_code == 422
    assert "line_items" not in answer.content.decode()
    assert found(window, list_adjustments) == []


def test_serial_numbers_are_written_one_below_the_other(window):
    phone = make_item(window.ctx, "電話", tracking="serial")
    fields = {"line": ["a"], "line-a-item_id": phone, "line-a-quantity": "3", "line-a-rate": "10"}
    fields |= {"line-a-batches": "serial"}
    two = window.post("inventoryadjustments/new/", head(window, **fields, **{"line-a-serials": "S1\nS2"}))
    assert two.status_code == 422
    assert "2 of 3" in two.content.decode()
    sent = head(window, **fields, **{"line-a-serials": "S1\r\nS2, S3\n"})
    assert window.post("inventoryadjustments/new/", sent).status_code == 303
    assert set(there(window, phone)) == {"S1", "S2", "S3"}
    (made,) = found(window, list_adjustments)
    assert "S2" in window.get(f"inventoryadjustments/{made.adjustment_id}/").content.decode()


def test_the_entry_follows_item_quantity_and_place(window, flour):
    osaka = create_location(window.ctx, fields={"name": "大阪"})
    count_in(window, flour, A=3)
    sent = {"key": "a", "line-a-item_id": flour, "location_id": home(window)}
    assert 'value="wait"' in window.post("stock/rows/quantity/", sent).content.decode()
    asked = {"batch_prefix": "line-a", "batch_way": "signed", "batch_place": "location_id", **sent}
    out = window.post("stock/batches/fields/", {**asked, "line-a-quantity": "-1"}).content.decode()
    assert 'value="pick"' in out
    assert "line-a-batch-" in out
    away = window.post("stock/batches/fields/", {**asked, "line-a-quantity": "-1", "location_id": osaka})
    assert "line-a-batch-" not in away.content.decode()
    new = window.post("stock/batches/fields/", {**asked, "line-a-quantity": "1", "batch_more": "1"}).content.decode()
    assert new.count('name="line-a-batch_number"') == 3
    for broken in ({"batch_way": "up"}, {"batch_prefix": "a b"}, {"line-a-item_id": "x"}, {"batch_place": "<"}):
        assert window.post("stock/batches/fields/", {**asked, **broken}).content == b""


def test_transfers_and_assemblies_name_batches(window, flour):
    osaka = create_location(window.ctx, fields={"name": "大阪"})
    count_in(window, flour, A=5)
    batch = there(window, flour)["A"].batch_id
    ends = {"date": "2026-11-02", "from_location_id": home(window), "to_location_id": osaka, "then": "transfer"}
    row = {"line": ["a"], "line-a-item_id": flour, "line-a-quantity": "2", "line-a-batches": "pick"}
    sent = {**ends, **row, f"line-a-batch-{batch}": "2"}
    assert window.post("transferorders/new/", sent).status_code == 303
    (order,) = found(window, list_transfers)
    assert "<li>A" in window.get(f"transferorders/{order.transfer_id}/").content.decode()
    edit = window.get(f"transferorders/{order.transfer_id}/edit/").content.decode()
    assert f'-batch-{batch}" value="2"' in edit

    bread = make_composite(window.ctx, {flour: 2}, "パン", tracking="batch")
    page = window.get("assemblies/new/", item_id=bread).content.decode()
    assert 'name="made-batch_number"' in page
    assert f"-batch-{batch}" in page
    made = {"kind": "bundle", "item_id": bread, "quantity": "1", "date": "2026-11-03", "location_id": home(window)}
    made |= {**row, f"line-a-batch-{batch}": "2", "made-batches": "new", "made-batch_number": ["P-1"]}
    assert window.post("assemblies/new/", made).status_code == 303
    with reading(window.ctx):
        (assembly,) = list_assemblies(window.ctx, criteria=Criteria()).rows
    shown = window.get(f"assemblies/{assembly.assembly_id}/").content.decode()
    assert "<li>P-1" in shown
    assert "<li>A" in shown
    assert window.get(f"assemblies/{assembly.assembly_id}/edit/").status_code == 200
