"""Taxes as people see them."""

from daicho.platform.work import reading
from daicho.taxes.queries.authorities import authorities
from daicho.taxes.queries.exemptions import exemptions
from daicho.taxes.queries.tax_list import tax_list


def taxes(window):
    with reading(window.ctx):
        return {tax.name: tax for tax in tax_list(window.ctx).rows}


def test_a_tax_gets_a_further_rate(window):
    answer = window.post(
        "taxes/new/", {"tax_name": "City", "tax_percentage": "2.5", "tax_category": "standard", "tax_type": "tax"}
    )
    assert answer.status_code == 303
    tax = taxes(window)["City"]
    path = f"taxes/{tax.tax_id}/"
    assert window.post(f"{path}rates/new/", {"tax_percentage": "3", "valid_from": "2099-04-01"}).status_code == 303
    page = window.get(path).content.decode()
    assert "2.5%" in page
    assert "2099/04/01" in page
    later = taxes(window)["City"].rates[-1]
    assert window.post(f"{path}rates/{later.rate_id}/delete/").status_code == 303
    assert len(taxes(window)["City"].rates) == 1
    data = {"tax_name": "Town", "tax_category": "standard", "tax_type": "tax", "is_value_added": "on"}
    assert window.post(f"{path}edit/", data).status_code == 303
    assert window.post(f"{path}deactivate/").status_code == 303
    assert window.post(f"{path}delete/").status_code == 303
    assert "Town" not in taxes(window)


def test_the_list_shows_the_rates_of_today(window):
    page = window.get("taxes/").content.decode()
    assert "消費税 10%" in page
    assert "軽減" in page


def test_a_group(window):
    known = taxes(window)
    ids = [known["消費税 10%"].tax_id, known["消費税 8%(軽減)"].tax_id]
    assert window.post("taxes/groups/new/", {"tax_group_name": "One", "taxes": ids[:1]}).status_code == 422
    assert window.post("taxes/groups/new/", {"tax_group_name": "Both", "taxes": ids}).status_code == 303
    group = taxes(window)["Both"]
    assert "18%" in window.get(f"taxes/{group.tax_id}/").content.decode()
    data = {"tax_group_name": "Two", "taxes": ids}
    assert window.post(f"taxes/{group.tax_id}/edit/", data).status_code == 303
    assert window.post(f"taxes/{group.tax_id}/delete/").status_code == 303


def test_authorities_and_exemptions(window):
    assert window.post("taxes/authorities/new/", {"tax_authority_name": "税務署"}).status_code == 303
    assert window.post("taxes/exemptions/new/", {"tax_exemption_code": "D", "type": "item"}).status_code == 303
    with reading(window.ctx):
        authority, exemption = authorities(window.ctx)[0], exemptions(window.ctx)[0]
    assert "税務署" in window.get("taxes/authorities/").content.decode()
    assert "Item" in window.get("taxes/exemptions/").content.decode()
    one, other = f"taxes/authorities/{authority.authority_id}/", f"taxes/exemptions/{exemption.exemption_id}/"
    assert window.post(one, {"tax_authority_name": "県"}).status_code == 303
    assert window.post(other, {"tax_exemption_code": "E", "type": "customer"}).status_code == 303
    assert window.get(one).status_code == window.get(other).status_code == 200
    assert window.post(f"{one}delete/").status_code == 303
    assert window.post(f"{other}delete/").status_code == 303
    assert window.get(one).status_code == window.get(other).status_code == 404
