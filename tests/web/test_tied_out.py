"""The badge in the frame and the proof behind it."""

from tests.build.catalog import make_item


def test_the_frame_asks_for_the_badge_and_the_proof_adds_up(window):
    opening = {"location_id": None, "quantity_micro": 45 * 10**6, "rate_micro": 360 * 10**6}
    make_item(window.ctx, "Open", opening_stock=[opening])
    assert "reports/tied-out/badge/?after=" in window.get("reports/").content.decode()
    assert "text-green" in window.get("reports/tied-out/badge/").content.decode()
    assert window.get("reports/tied-out/").content.decode().count("16,200") == 2
