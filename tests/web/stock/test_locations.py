"""Locations as people see them."""

from daicho.platform.work import reading
from daicho.stock.queries.locations import locations


def names(window):
    with reading(window.ctx):
        return {view.name: view for view in locations(window.ctx)}


def test_a_location_from_its_form_to_its_end(window):
    data = {"name": "大阪倉庫", "location_type": "line_item_only", "city": "大阪市", "country": "日本"}
    assert window.post("settings/locations/new/", data).status_code == 303
    made = names(window)["大阪倉庫"]
    path = f"settings/locations/{made.location_id}/"
    assert "大阪市" in window.get(path).content.decode()
    assert "大阪倉庫" in window.get("settings/locations/").content.decode()
    changed = {**data, "name": "堺倉庫", "initial-name": "大阪倉庫", "initial-city": "大阪市"}
    assert window.post(f"{path}edit/", changed).status_code == 303
    assert names(window)["堺倉庫"].address["city"] == "大阪市"
    assert window.post(f"{path}primary/").status_code == 303
    assert names(window)["堺倉庫"].is_primary
    first = names(window)["本社"].location_id
    assert window.post(f"settings/locations/{first}/deactivate/").status_code == 303
    assert not names(window)["本社"].is_active
    assert window.post(f"settings/locations/{first}/delete/").status_code == 303
    assert list(names(window)) == ["堺倉庫"]


def test_faults_stand_at_their_fields(window):
    answer = window.post("settings/locations/new/", {"name": "本社", "location_type": "general"})
    assert answer.status_code == 422
    assert "settings/locations/" in window.get("settings/").content.decode()
