"""A year-end of the books alone: opening balances, journals in two currencies, locks, reversals, what the proof says.

Covers behaviour.md 6, 7.1 and §14 case 13 as far as journals go.
"""

from datetime import date

import pytest

from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from tests.build.wire import Api, make_api

pytestmark = pytest.mark.django_db


@pytest.fixture
def api() -> Api:
    return make_api()


def accounts_of(api: Api) -> dict[str, str]:
    """Return account name → id."""
    return {row["account_name"]: row["account_id"] for row in api.get("/chartofaccounts")["chartofaccounts"]}


def line(account_id: str, amount: object, side: str, **more: str) -> dict[str, object]:
    return {"account_id": account_id, "amount": amount, "debit_or_credit": side, **more}


def balance(api: Api, account_id: str) -> int:
    """Return the account's balance on its normal side."""
    return int(api.get(f"/chartofaccounts/{account_id}")["chart_of_account"]["closing_balance"])


def is_clean(api: Api) -> bool:
    from tests.build.context import context

    ctx = context(api.organization_id)
    with reading(ctx):
        return list(verify(ctx)) == []


def test_a_year_of_the_books(api: Api):
    accounts = accounts_of(api)
    bank, capital, receivable = accounts["普通預金"], accounts["資本金"], accounts["売掛金"]
    customer = api.post("/contacts", {"contact_name": "青空商会", "contact_type": "customer"})["contact"]["contact_id"]

    # The books begin: the customer owes 120,000, the bank holds 880,000.
    opening = [
        line(bank, 880000, "debit"),
        line(receivable, 120000, "debit", customer_id=customer),
        line(capital, 1000000, "credit"),
    ]
    body = {"date": "2026-04-01", "accounts": opening}
    assert api.post("/settings/openingbalances", body)["opening_balance"]["opening_balance_adjustment"] == 0
    assert balance(api, accounts["開始残高調整"]) == 0

    # Rent is paid, the customer pays, an accrual is written on the last day and taken back on the next.
    def journal(day: str, *lines: dict[str, object], **more: object) -> dict[str, object]:
        reply = api.post("/journals", {"journal_date": day, "line_items": list(lines), **more})
        assert reply.status == 201, reply.body
        made: dict[str, object] = reply["journal"]
        return made

    rent, cash = accounts["地代家賃"], bank
    journal("2026-04-25", line(rent, 88000, "debit"), line(cash, 88000, "credit"))
    journal("2026-05-10", line(cash, 120000, "debit"), line(receivable, 120000, "credit", customer_id=customer))
    accrual = journal("2027-03-31", line(rent, 88000, "debit"), line(accounts["未払金"], 88000, "credit"))
    draft = journal("2027-03-31", line(rent, 1, "debit"), line(cash, 1, "credit"), status="draft")
    assert (balance(api, rent), balance(api, receivable), balance(api, bank)) == (176000, 0, 912000)
    assert api.get(f"/contacts/{customer}")["contact"]["outstanding_receivable_amount"] == 0

    # The year is closed: nothing gets in, nothing gets out; the day after is open.
    lock = {"lock_scope": 0, "transaction_lock_date": "2027-03-31", "reason": "決算確定"}
    assert api.put("/settings/transactionlocks", lock).status == 200
    path = f"/journals/{accrual['journal_id']}"
    late = {"journal_date": "2027-03-31", "line_items": [line(rent, 5, "debit"), line(cash, 5, "credit")]}
    for reply in (
        api.put(path, {"journal_date": "2027-03-31", "notes": "late"}),
        api.put(path, {"journal_date": "2027-04-01"}),
        api.delete(path),
        api.post("/journals", late),
        api.post(f"/journals/{draft['journal_id']}/status/publish"),
        api.delete("/settings/openingbalances"),
    ):
        assert (reply.status, reply["code"]) == (400, 4310)
        assert "2027-03-31" in reply["message"]
    tomorrow = api.post("/journals", {**late, "journal_date": "2027-04-01"})
    assert tomorrow.status == 201
    moved = api.put(f"/journals/{tomorrow['journal']['journal_id']}", {"journal_date": "2027-03-31"})
    assert moved["code"] == 4310

    # One day is opened again for the auditor's correction.
    days = {"lock_scope": 0, "start_date": "2027-03-31", "end_date": "2027-03-31", "reason": "監査"}
    api.put("/settings/transactionlocks/partialunlock", days)
    assert api.post(f"/journals/{draft['journal_id']}/status/publish").status == 200
    assert balance(api, rent) == 176006

    trial = api.get("/reports/trialbalance", to_date="2027-03-31")
    assert trial.status == 200
    assert is_clean(api)


def test_the_books_of_opening_stock_and_journals_tie_out(api: Api):
    accounts = accounts_of(api)
    item = {"name": "煎茶", "item_type": "inventory", "initial_stock": 10, "initial_stock_rate": 700}
    assert api.post("/items", item).status == 201
    stock = [line(accounts["在庫資産"], 7000, "debit"), line(accounts["資本金"], 7000, "credit")]
    wrong = [line(accounts["在庫資産"], 7001, "debit")]
    assert api.post("/settings/openingbalances", {"date": "2026-04-01", "accounts": wrong})["code"] == 4320
    opening = api.post("/settings/openingbalances", {"date": "2026-04-01", "accounts": stock})["opening_balance"]
    assert (opening["opening_stock_value"], opening["opening_balance_adjustment"]) == (7000, 0)
    assert opening["is_opening_stock_matched"] is True
    assert balance(api, accounts["開始残高調整"]) == 0
    by_hand = [line(accounts["在庫資産"], 5, "debit"), line(accounts["普通預金"], 5, "credit")]
    assert api.post("/journals", {"journal_date": str(date(2026, 5, 1)), "line_items": by_hand})["code"] == 11016
    assert is_clean(api)
