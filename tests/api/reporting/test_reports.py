"""The reports API: every report, as JSON, CSV, XLSX and PDF, with sentences for what is wrong."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from daicho.reporting.catalogue import REPORTS
from tests.build.wire import make_api

NAMES = [name for name, kind in REPORTS.items() if not {"account_id", "item_id"} & set(kind.asks)]


@pytest.mark.parametrize("name", NAMES)
def test_every_report_answers_before_anything_is_posted(api, name):
    reply = api.get(f"/reports/{name}")
    assert (reply.status, reply["code"], reply["report"]["name"]) == (200, 0, name)
    assert set(reply["report"]) - {"ties"} == {"name", "rows", "totals"}


@pytest.mark.parametrize("ending", ["csv", "xlsx", "pdf"])
@pytest.mark.parametrize("name", NAMES)
def test_every_report_is_a_file_too(api, name, ending):
    reply = api.get(f"/reports/{name}", accept=ending)
    assert reply.status == 200
    start = {"csv": b"\xef\xbb\xbf", "xlsx": b"PK", "pdf": b"%PDF-"}[ending]
    assert reply.content.startswith(start)


def test_the_accept_header_asks_as_well(api):
    reply = api.within(headers={"Accept": "application/pdf"}).get("/reports/trialbalance", as_of="2026-11-24")
    text = PdfReader(BytesIO(reply.content)).pages[0].extract_text()
    assert "Trial balance" in text
    assert "2026-11-24" in text


@pytest.mark.parametrize(
    ("name", "query", "field"),
    [
        ("profitandloss", {"from_date": "2026-13-01"}, "from_date"),
        ("profitandloss", {"from_date": "2026-12-31", "to_date": "2026-01-01"}, "from_date"),
        ("trialbalance", {"as_of": "yesterday"}, "as_of"),
        ("trialbalance", {"known_at": "then"}, "known_at"),
        ("trialbalance", {"basis": "barter"}, "basis"),
        ("inventorysummary", {"stock": "imaginary"}, "stock"),
        ("accounttransactions", {}, "account_id"),
        ("fifocostlots", {"item_id": "x"}, "item_id"),
        ("araging", {"interval": "7"}, "interval"),
        ("aragingdetails", {"bucket": "days_1_30"}, "bucket"),
        ("apagingdetails", {"contact_id": "x"}, "contact_id"),
    ],
)
def test_what_is_wrong_is_named(api, name, query, field):
    reply = api.get(f"/reports/{name}", **query)
    assert reply.status == 400
    assert field in reply["message"]


def test_records_that_are_not_there(api):
    assert api.get("/reports/accounttransactions", account_id="1").status == 404
    assert api.get("/reports/fifocostlots", item_id="1").status == 404


def test_ageing_is_the_control_account(api):
    customer = api.post("/contacts", {"contact_name": "花"})["contact"]["contact_id"]
    line = {"name": "Work", "quantity": 1, "rate": 1000}
    dates = {"date": "2026-10-01", "due_date": "2026-10-31"}
    made = api.post("/invoices", {"customer_id": customer, "line_items": [line], **dates})["invoice"]
    api.post(f"/invoices/{made['invoice_id']}/status/sent", None)
    body = {"customer_id": customer, "amount": 400, "payment_mode": "cash", "date": "2026-11-01"}
    used = [{"invoice_id": made["invoice_id"], "amount_applied": 300}]
    assert api.post("/customerpayments", {**body, "invoices": used}).status == 201
    for client in (api, api.within(application="inventory")):
        if client is not api:
            client.post(f"/organizations/{api.organization_id}/join", None)
        report = client.get("/reports/araging", as_of="2026-11-24")["report"]
        (row,) = report["rows"]
        late = {"current": 0, "days_1_15": 0, "days_16_30": 700, "days_31_45": 0, "days_over_45": 0, "total": 700}
        assert row == {"contact_id": customer, "contact_name": "花", **late}
        assert (report["totals"], report["ties"]) == (late, [{"name": "By the books", "total": 700}])
    (row,) = api.get("/reports/customerbalances", as_of="2026-11-24")["report"]["rows"]
    assert (row["invoiced"], row["received"], row["balance"], row["unused"]) == (1000, 300, 700, 100)
    wide = api.get("/reports/aragingdetails", as_of="2026-11-24", interval="30", bucket="days_1_30")["report"]
    assert [(row["source_id"], row["bucket"]) for row in wide["rows"]] == [(made["invoice_id"], "days_1_30")]


def test_inventory_shows_the_shared_reports_only(db):
    inventory = make_api("inventory")
    assert inventory.get("/reports/inventoryvaluation").status == 200
    assert inventory.get("/reports/trialbalance").status == 404


CASH = {name for name, kind in REPORTS.items() if kind.has_cash_basis}


@pytest.mark.parametrize("name", NAMES)
def test_the_cash_basis_is_there_or_refused_with_a_sentence(api, name):
    reply = api.get(f"/reports/{name}", basis="cash")
    if name in CASH:
        assert (reply.status, reply["report"]["basis"]) == (200, "cash")
    else:
        sentence = "This report exists on the accrual basis only."
        assert (reply.status, reply["code"], reply["message"]) == (400, 110817, sentence)
    assert api.get(f"/reports/{name}", basis="accrual").status == 200


def test_statements_exist_on_the_cash_basis():
    assert {"profitandloss", "balancesheet", "trialbalance", "generalledger", "accounttransactions"} == CASH


def test_clients_that_name_no_basis_get_what_is_posted(api):
    api.put(f"/organizations/{api.organization_id}", {"tax_basis": "cash"})
    assert "basis" not in api.get("/reports/trialbalance")["report"]
    assert api.get("/reports/trialbalance", basis="cash")["report"]["basis"] == "cash"


@pytest.mark.parametrize("name", [name for name, kind in REPORTS.items() if kind.compares])
def test_reports_stand_beside_earlier_periods(api, name):
    report = api.get(f"/reports/{name}", compare="previous_year", periods="2", to_date="2026-11-24")["report"]
    assert len(report["compared"]) == 2
    assert {key.removesuffix("_1") for key in report["totals"] if key.endswith("_1")} <= set(report["totals"])
    text = api.get(f"/reports/{name}", compare="previous_period", accept="csv").content.decode()
    assert text.count(str(2026)) >= 1


@pytest.mark.parametrize(("query", "field"), [({"compare": "luck"}, "compare"), ({"periods": "13"}, "periods")])
def test_comparisons_that_are_none(api, query, field):
    reply = api.get("/reports/profitandloss", **{"compare": "previous_year", **query})
    assert (reply.status, field in reply["message"]) == (400, True)


def test_a_cost_is_explained(api):
    item = api.post("/items", {"name": "茶", "item_type": "inventory", "rate": 500, "purchase_rate": 100})["item"]
    vendor, customer = (
        api.post("/contacts", {"contact_name": kind, "contact_type": kind})["contact"]["contact_id"]
        for kind in ("vendor", "customer")
    )

    def buy(number, quantity, rate, day):
        line = {"item_id": item["item_id"], "quantity": quantity, "rate": rate}
        bill = {"vendor_id": vendor, "bill_number": number, "date": day, "line_items": [line]}
        made = api.post("/bills", bill)["bill"]
        api.post(f"/bills/{made['bill_id']}/status/open", None)

    buy("B-1", 10, 100, "2026-10-02")
    line = {"item_id": item["item_id"], "quantity": 4, "rate": 500}
    body = {"customer_id": customer, "date": "2026-10-05", "line_items": [line]}
    invoice = api.post("/invoices", body)["invoice"]["invoice_id"]
    api.post(f"/invoices/{invoice}/status/sent", None)
    buy("B-0", 4, 200, "2026-10-01")
    asked = {"source_type": "invoice", "source_id": invoice}
    explanation = api.get("/reports/explain", **asked)["explanation"]
    (movement,) = explanation["movements"]
    assert (movement["item_name"], movement["quantity"], movement["value"]) == ("茶", -4, -800)
    assert movement["lots"] == [{"source": "B-0", "date": "2026-10-01", "quantity": 4, "value": 800}]
    assert movement["differences"] == []
    (change,) = explanation["changes"]
    assert {key: change[key] for key in ("cause_type", "cause", "date", "cost")} == {
        "cause_type": "bill", "cause": "B-0", "date": "2026-10-05", "cost": 400,
    }  # fmt: skip
    assert api.get("/reports/explain", source_type="invoice", source_id="1").status == 404
    for wrong in ({}, {"source_type": "invoice"}, {**asked, "source_id": "x"}):
        assert api.get("/reports/explain", **wrong).status == 400
