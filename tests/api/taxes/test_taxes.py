"""Taxes, groups, authorities and exemptions on the wire."""

from decimal import Decimal

import pytest

from tests.build.wire import make_api

KEYS = {
    "tax_id", "tax_name", "tax_percentage", "tax_type", "tax_factor", "tax_specific_type", "tax_authority_id",
    "tax_authority_name", "is_value_added", "is_default_tax", "is_editable", "output_tax_account_name",
    "purchase_tax_account_name", "tax_account_id", "purchase_tax_account_id", "tds_payable_account_id", "country",
    "country_code", "purchase_tax_expense_account_id",
}  # fmt: skip


def test_the_taxes_of_japan(api):
    rows = api.get("/settings/taxes")["taxes"]
    assert [(row["tax_name"], row["tax_percentage"]) for row in rows] == [
        ("消費税 10%", 10), ("消費税 8%(軽減)", 8), ("非課税", 0), ("免税", 0), ("対象外", 0),
    ]  # fmt: skip
    assert set(rows[0]) >= KEYS
    assert rows[0]["rates"][-1] == {"valid_from": "2019-10-01", "tax_percentage": 10}
    assert [row["is_default_tax"] for row in rows].count(True) == 1


@pytest.mark.django_db
def test_elsewhere_a_plain_set():
    api = make_api("inventory", country="US", currency_code="USD", language_code="en")
    assert [row["tax_name"] for row in api.get("/settings/taxes")["taxes"]] == ["Standard Rate", "Zero Rate", "Exempt"]


def test_a_tax_and_its_rates(api):
    made = api.post("/settings/taxes", {"tax_name": "City", "tax_percentage": 2.5, "tax_authority_name": "City hall"})
    assert made.status == 201
    tax = made["tax"]
    assert (tax["tax_percentage"], tax["tax_authority_name"], tax["tax_category"]) == (
        Decimal("2.5"),
        "City hall",
        "standard",
    )
    path = f"/settings/taxes/{tax['tax_id']}"
    assert len(api.put(path, {"tax_percentage": 3})["tax"]["rates"]) == 1
    later = api.put(path, {"tax_percentage": 4, "valid_from": "2099-01-01"})["tax"]
    assert (later["tax_percentage"], len(later["rates"])) == (3, 2)
    now = api.put(path, {"tax_percentage": 5})["tax"]
    assert (now["tax_percentage"], len(now["rates"]), now["tax_name"]) == (5, 3, "City")
    assert api.delete(path)["code"] == 0
    assert api.get(path)["code"] == 1002


def test_a_group(api):
    taxes = api.get("/settings/taxes")["taxes"]
    ids = [taxes[0]["tax_id"], taxes[1]["tax_id"]]
    group = api.post("/settings/taxgroups", {"tax_group_name": "Both", "taxes": ",".join(ids)})["tax_group"]
    assert group["tax_group_percentage"] == 18
    assert [tax["tax_id"] for tax in group["taxes"]] == ids
    path = f"/settings/taxgroups/{group['tax_group_id']}"
    assert api.put(path, {"tax_group_name": "Two", "taxes": ids[::-1]})["tax_group"]["taxes"][0]["tax_id"] == ids[1]
    assert api.get("/settings/taxes")["taxes"][-1]["tax_type"] == "tax_group"
    assert api.delete(f"/settings/taxes/{ids[0]}")["code"] == 36
    assert api.get(f"/settings/taxgroups/{ids[0]}")["code"] == 1002
    assert api.post("/settings/taxgroups", {"tax_group_name": "One", "taxes": ids[0]})["code"] == 2
    assert api.get(path)["tax_group"]["tax_group_name"] == "Two"
    assert api.delete(path)["code"] == 0


def test_authorities(api):
    made = api.post("/settings/taxauthorities", {"tax_authority_name": "税務署", "registration_number": "T1"})
    assert (made.status, made["tax_authority"]["registration_number"]) == (201, "T1")
    path = f"/settings/taxauthorities/{made['tax_authority']['tax_authority_id']}"
    assert api.put(path, {"description": "横浜"})["tax_authority"]["tax_authority_name"] == "税務署"
    assert api.get("/settings/taxauthorities")["tax_authorities"] == [api.get(path)["tax_authority"]]
    assert api.post("/settings/taxauthorities", {"tax_authority_name": "税務署"})["code"] == 4
    assert api.post("/settings/taxes", {"tax_name": "x", "tax_authority_id": path.rsplit("/", 1)[1]})["code"] == 0
    assert api.delete(path)["code"] == 36


def test_exemptions(api):
    made = api.post("/settings/taxexemptions", {"tax_exemption_code": "DIPLOMAT", "type": "customer"})
    assert made.status == 201
    path = f"/settings/taxexemptions/{made['tax_exemption']['tax_exemption_id']}"
    assert api.put(path, {"type": "item"})["tax_exemption"]["tax_exemption_code"] == "DIPLOMAT"
    assert api.get("/settings/taxexemptions")["tax_exemptions"][0]["type"] == "item"
    assert api.post("/settings/taxexemptions", {"tax_exemption_code": "x", "type": "colour"})["code"] == 2
    assert api.delete(path)["code"] == 0
    assert api.get(path).status == 404


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, 4),
        ({"tax_name": "消費税 10%"}, 4),
        ({"tax_name": "x", "tax_percentage": 101}, 2),
        ({"tax_name": "x", "tax_percentage": "ten"}, 2),
        ({"tax_name": "x", "tax_type": "colour"}, 2),
        ({"tax_name": "x", "tax_authority_id": "7"}, 2),
        ({"tax_name": "x", "purchase_tax_expense_account_id": "7"}, 2),
    ],
)
def test_what_is_wrong_is_named(api, body, code):
    assert api.post("/settings/taxes", body)["code"] == code


def test_a_tax_that_nothing_names_is_deleted(api):
    tax_id = api.get("/settings/taxes")["taxes"][1]["tax_id"]
    assert api.delete(f"/settings/taxes/{tax_id}")["code"] == 0


def test_what_items_and_taxes_name_stays(api):
    reason = api.post("/settings/taxexemptions", {"tax_exemption_code": "D", "type": "item"})["tax_exemption"]
    account = api.post("/chartofaccounts", {"account_name": "控除外", "account_type": "expense"})["chart_of_account"]
    api.post("/settings/taxes", {"tax_name": "x", "purchase_tax_expense_account_id": account["account_id"]})
    api.post("/items", {"name": "x", "is_taxable": False, "tax_exemption_id": reason["tax_exemption_id"]})
    assert api.delete(f"/settings/taxexemptions/{reason['tax_exemption_id']}")["code"] == 36
    assert api.delete(f"/chartofaccounts/{account['account_id']}")["code"] == 36
