"""Journals on the wire."""

from decimal import Decimal

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def accounts(api):
    """Return account name → id of the Japanese chart."""
    rows = api.get("/chartofaccounts")["chartofaccounts"]
    return {row["account_name"]: row["account_id"] for row in rows}


def body(accounts, amount=12000, **more):
    return {
        "journal_date": "2026-11-10",
        "reference_number": "R-1",
        "notes": "家賃",
        "line_items": [
            {"account_id": accounts["地代家賃"], "amount": amount, "debit_or_credit": "debit", "description": "11月分"},
            {"account_id": accounts["現金"], "amount": amount, "debit_or_credit": "credit"},
        ],
        **more,
    }


def test_a_journal_is_written_read_changed_and_deleted(api, accounts):
    reply = api.post("/journals", body(accounts))
    assert reply.status == 201
    journal = reply["journal"]
    assert (journal["status"], journal["entry_number"], journal["total"]) == ("published", "00001", 12000)
    assert [line["debit_or_credit"] for line in journal["line_items"]] == ["debit", "credit"]
    path = f"/journals/{journal['journal_id']}"
    changed = api.put(path, {"journal_date": "2026-11-11", "notes": "変更"})["journal"]
    assert (changed["journal_date"], changed["notes"], changed["reference_number"]) == ("2026-11-11", "変更", "R-1")
    assert [line["line_id"] for line in changed["line_items"]] == [line["line_id"] for line in journal["line_items"]]
    rows = api.get("/chartofaccounts/transactions", account_id=accounts["地代家賃"])["transactions"]
    (row, *_back) = rows
    assert (row["transaction_type"], row["entry_number"]) == ("journal", "00001")
    assert sum(row["debit_amount"] - row["credit_amount"] for row in rows) == 12000
    assert api.get(path)["journal"]["journal_id"] == journal["journal_id"]
    assert api.delete(path).status == 200
    assert (api.get(path).status, api.get(path)["code"]) == (404, 1002)


def test_a_draft_is_published_once(api, accounts):
    journal = api.post("/journals", body(accounts, status="draft"))["journal"]
    assert journal["status"] == "draft"
    publish = f"/journals/{journal['journal_id']}/status/publish"
    assert api.post(publish).status == 200
    assert api.post(publish)["code"] == 4314


def test_lists_filter_and_sort(api, accounts):
    for amount in (300, 200, 100):
        api.post("/journals", body(accounts, amount, reference_number=f"REF-{amount}"))

    def totals(**query):
        return [row["total"] for row in api.get("/journals", **query)["journals"]]

    assert totals(sort_column="total", sort_order="A") == [100, 200, 300]
    assert totals(total_greater_than=150, sort_column="total", sort_order="D") == [300, 200]
    assert totals(reference_number="REF-200") == [200]
    assert totals(date_start="2026-11-11") == []
    assert len(totals(filter_by="JournalDate.ThisYear")) == 3
    assert totals(customer_id="12345678901234567") == []


def test_a_currency_and_its_rate(api, accounts):
    usd = next(row for row in api.get("/settings/currencies")["currencies"] if row["currency_code"] == "USD")
    journal = api.post(
        "/journals", body(accounts, Decimal("10.50"), currency_id=usd["currency_id"], exchange_rate=Decimal("150.2"))
    )["journal"]
    assert (journal["currency_code"], journal["total"], journal["bcy_total"]) == ("USD", Decimal("10.50"), 1577)
    assert journal["line_items"][0]["bcy_amount"] == 1577


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"journal_date": ""}, 4),
        ({"journal_date": "soon"}, 2),
        ({"line_items": []}, 4016),
        ({"status": "void"}, 2),
        ({"currency_id": "12345678901234567"}, 2),
        ({"exchange_rate": 0}, 2),
    ],
)
def test_what_is_wrong_is_told(api, accounts, change, code):
    reply = api.post("/journals", body(accounts, **change))
    assert (reply.status, reply["code"]) == (400, code)


def test_control_accounts_and_taxes_are_refused(api, accounts):
    wrong = body(accounts)
    wrong["line_items"][0]["account_id"] = accounts["在庫資産"]
    assert api.post("/journals", wrong)["code"] == 11016
    wrong["line_items"][0] |= {"account_id": accounts["売掛金"]}
    assert api.post("/journals", wrong)["code"] == 4312
    wrong["line_items"][0] |= {"account_id": accounts["仮払消費税"], "tax_id": tax_of(api, 10)}
    assert api.post("/journals", wrong)["code"] == 4316
    wrong["line_items"][0] |= {"account_id": accounts["地代家賃"], "tax_id": "12345678901234567"}
    reply = api.post("/journals", wrong)
    assert (reply["code"], "line_items[0].tax_id" in reply["message"]) == (2, True)


def tax_of(api, percentage):
    rows = api.get("/settings/taxes")["taxes"]
    return next(row["tax_id"] for row in rows if row["tax_percentage"] == percentage)


def test_tax_on_a_line(api, accounts):
    tax_id = tax_of(api, 10)
    wanted = body(accounts, 1100, is_inclusive_tax=True)
    wanted["line_items"][0]["tax_id"] = tax_id
    journal = api.post("/journals", wanted)["journal"]
    line, cash = journal["line_items"]
    shown = {name: line[name] for name in ("tax_id", "tax_type", "tax_percentage", "tax_direction", "amount")}
    assert shown == {
        "tax_id": tax_id, "tax_type": "tax", "tax_percentage": "10", "tax_direction": "purchase", "amount": 1100,
    }  # fmt: skip
    assert cash["tax_id"] == cash["tax_percentage"] == ""
    assert journal["taxes"] == [
        {"tax_name": line["tax_name"], "tax_amount": 100, "debit_or_credit": "debit", "tax_account": True}
    ]
    path = f"/journals/{journal['journal_id']}"
    same = api.put(path, {"line_items": journal["line_items"]})["journal"]
    assert same["taxes"] == journal["taxes"]
    wanted["line_items"][0] |= {"amount": 1000, "tax_direction": "sale"}
    sold = api.put(path, {"is_inclusive_tax": False, "line_items": wanted["line_items"]})["journal"]
    assert (sold["line_item_total"], sold["total"], sold["taxes"][0]["tax_amount"]) == (1000, 1100, 100)
    assert sold["line_items"][0]["tax_direction"] == "sale"
    rows = api.get("/reports/taxsummary", from_date="2026-11-01", to_date="2026-11-30")["report"]["rows"]
    assert [(row["taxable_sales"], row["output_tax"]) for row in rows] == [(-1000, -100)]
    assert api.delete(f"/settings/taxes/{tax_id}")["code"] == 36


def test_locked_days(api, accounts):
    journal = api.post("/journals", body(accounts))["journal"]
    api.put("/settings/transactionlocks", {"transaction_lock_date": "2026-11-10", "reason": "月次"})
    path = f"/journals/{journal['journal_id']}"
    assert api.put(path, {"journal_date": "2026-11-10", "notes": "x"})["code"] == 4310
    assert api.put(path, {"journal_date": "2026-11-11"})["code"] == 4310
    assert api.delete(path)["code"] == 4310
    assert api.post("/journals", body(accounts))["code"] == 4310
    assert api.post("/journals", body(accounts, journal_date="2026-11-11")).status == 201


def test_files_and_comments(api, accounts):
    path = f"/journals/{api.post('/journals', body(accounts))['journal']['journal_id']}"
    assert api.upload(f"{path}/attachment", "attachment", "voucher.pdf", b"%PDF-1.4\n%%EOF\n").status == 200
    assert api.post(f"{path}/attachment")["code"] == 4
    reply = api.post(f"{path}/comments", {"description": "確認済み"})
    assert reply.status == 201
    comment_id = reply["comment"][0]["comment_id"]
    assert api.delete(f"{path}/comments/{comment_id}").status == 200
    assert api.delete(f"{path}/comments/{comment_id}").status == 404
    assert api.post("/journals/12345678901234567/comments", {"description": "x"}).status == 404
