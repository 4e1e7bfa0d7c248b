"""The badge in the frame and the proof behind it."""

from daicho.platform.db.ids import new_id
from daicho.platform.work import reading, unit_of_work
from daicho.reporting.queries.verify import verify
from daicho.reporting.queries.verify_tied_out import verify_tied_out
from daicho.stock.models import StockTotal, StockValue
from tests.build.catalog import make_item


def test_the_frame_asks_for_the_badge_and_the_proof_adds_up(window):
    opening = {"location_id": None, "quantity_micro": 45 * 10**6, "rate_micro": 360 * 10**6}
    make_item(window.ctx, "Open", opening_stock=[opening])
    assert "reports/tied-out/badge/?after=" in window.get("reports/").content.decode()
    assert "text-green" in window.get("reports/tied-out/badge/").content.decode()
    assert window.get("reports/tied-out/").content.decode().count("16,200") == 2


def test_a_disagreement_is_shown_by_the_badge_and_its_amount_by_the_proof(window):
    opening = {"location_id": None, "quantity_micro": 45 * 10**6, "rate_micro": 360 * 10**6}
    make_item(window.ctx, "Open", opening_stock=[opening])
    with unit_of_work(window.ctx):
        StockTotal.objects.update(value_minor=16_190)
    badge = window.get("reports/tied-out/badge/").content.decode()
    assert "text-green" not in badge
    assert "They differ: run daicho verify." in badge
    proof = window.get("reports/tied-out/").content.decode()
    assert proof.count("16,200") == 2  # the rows still agree: it is the monthly sum that is wrong
    with reading(window.ctx):
        assert {mismatch.check for mismatch in verify(window.ctx)} >= {"stock sums"}


def test_the_proof_sums_rows_and_shows_by_how_much_they_differ(window):
    opening = {"location_id": None, "quantity_micro": 45 * 10**6, "rate_micro": 360 * 10**6}
    make_item(window.ctx, "Open", opening_stock=[opening])
    with unit_of_work(window.ctx):
        (value,) = StockValue.objects.all()
        value.id, value.value_minor = new_id(), -50
        StockValue.objects.bulk_create([value])
    proof = window.get("reports/tied-out/").content.decode()
    assert "text-red" in proof
    assert "16,150" in proof
    with reading(window.ctx):
        found = [mismatch.detail for mismatch in verify_tied_out(window.ctx)]
    assert found == ["stock 16150, books 16200"]
