"""Foreign balances over a month's end: entered, valued, taken back by themselves (behaviour.md 4, 9)."""

import pytest

from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from tests.build.context import context
from tests.build.wire import Api, Reply, make_api

pytestmark = pytest.mark.django_db
PATH = "/basecurrencyadjustment"


@pytest.fixture
def api() -> Api:
    return make_api()


def line(account_id: str, amount: object, side: str, **more: object) -> dict[str, object]:
    return {"account_id": account_id, "amount": amount, "debit_or_credit": side, **more}


def refused(reply: Reply) -> int:
    """Return the code of a refusal."""
    assert reply.status == 400, reply.body
    return int(reply["code"])


class Books:
    """An organisation in yen that a customer owes 1,000 dollars, that owes a vendor 400 and holds 250."""

    def __init__(self, api: Api) -> None:
        self.api = api
        rows = api.get("/chartofaccounts")["chartofaccounts"]
        self.ids = {row["account_name"]: row["account_id"] for row in rows}
        currencies = api.get("/settings/currencies")["currencies"]
        self.dollar = next(row["currency_id"] for row in currencies if row["currency_code"] == "USD")
        rates = f"/settings/currencies/{self.dollar}/exchangerates"
        for day, rate in (("2026-04-01", 150), ("2026-05-01", 160)):
            api.post(rates, {"effective_date": day, "rate": rate})
        bank = {"account_name": "Dollar bank", "account_type": "bank", "currency_id": self.dollar}
        self.ids["bank"] = api.post("/chartofaccounts", bank)["chart_of_account"]["account_id"]
        customer, vendor = (
            api.post("/contacts", {"contact_name": kind, "contact_type": kind, "currency_id": self.dollar})
            for kind in ("customer", "vendor")
        )
        dollars = {"currency_id": self.dollar}
        lines = [
            line(self.ids["bank"], 250, "debit", **dollars),
            line(self.ids["買掛金"], 400, "credit", customer_id=vendor["contact"]["contact_id"], **dollars),
            line(self.ids["資本金"], 37500, "credit"),
        ]
        api.post("/settings/openingbalances", {"date": "2026-04-01", "accounts": lines})
        journal = {
            "journal_date": "2026-04-10",
            "currency_id": self.dollar,
            "line_items": [
                line(self.ids["売掛金"], 1000, "debit", customer_id=customer["contact"]["contact_id"]),
                line(self.ids["売上"], 1000, "credit"),
            ],
        }
        api.post("/journals", journal)

    def adjust(self, rate: object = 155, **more: object) -> dict[str, object]:
        accounts = ",".join(self.ids[name] for name in ("売掛金", "買掛金", "bank"))
        body = {"currency_id": self.dollar, "adjustment_date": "2026-04-30", "exchange_rate": rate, "notes": "月末"}
        return self.api.post(PATH, {**body, **more}, account_ids=accounts)["data"]

    def on(self, day: str) -> dict[str, float]:
        """Return account name → balance, debit positive, of those that the adjustment is about."""
        rows = self.api.get("/reports/trialbalance", as_of=day)["report"]["rows"]
        balances = {row["account_name"]: row["debit"] - row["credit"] for row in rows}
        assert sum(balances.values()) == 0
        return {name: balances.get(name, 0) for name in ("売掛金", "買掛金", "Dollar bank", "為替差益", "為替差損")}

    def is_clean(self) -> bool:
        ctx = context(self.api.organization_id)
        with reading(ctx):
            return verify(ctx) == []


@pytest.fixture
def books(api: Api) -> Books:
    return Books(api)


BEFORE = {"売掛金": 150000, "買掛金": -60000, "Dollar bank": 37500, "為替差益": 0, "為替差損": 0}
ADJUSTED = {"売掛金": 155000, "買掛金": -62000, "Dollar bank": 38750, "為替差益": -6250, "為替差損": 2000}


def test_a_month_end_is_valued_and_taken_back_on_the_next_day(books: Books):
    asked = {"currency_id": books.dollar, "adjustment_date": "2026-04-30", "exchange_rate": 155, "notes": "x"}
    proposed = books.api.get(f"{PATH}/accounts", **asked)["data"]["accounts"]
    assert {row["account_name"]: row["gain_or_loss"] for row in proposed} == {
        "売掛金": 5000,
        "買掛金": -2000,
        "Dollar bank": 1250,
    }
    assert books.on("2026-04-30") == BEFORE
    made = books.adjust()
    assert made["gain_or_loss"] == 4250
    assert made["accounts"] == proposed
    assert books.on("2026-04-29") == BEFORE
    assert books.on("2026-04-30") == ADJUSTED
    assert books.on("2026-05-01") == BEFORE
    assert books.is_clean()
    rows = books.api.get(PATH, filter_by="Date.All", sort_column="gain_or_loss")["base_currency_adjustments"]
    assert [row["base_currency_adjustment_id"] for row in rows] == [made["base_currency_adjustment_id"]]
    books.api.delete(f"{PATH}/{made['base_currency_adjustment_id']}")
    assert books.on("2026-04-30") == BEFORE
    assert books.is_clean()
    assert books.api.get(f"{PATH}/{made['base_currency_adjustment_id']}").status == 404


def test_an_adjustment_of_the_next_month_knows_nothing_of_the_last(books: Books):
    books.adjust()
    made = books.adjust(rate=140, adjustment_date="2026-05-01")
    assert made["gain_or_loss"] == -8500
    assert books.on("2026-05-02") == BEFORE
    assert books.is_clean()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"notes": " "}, 4),
        ({"exchange_rate": 0}, 2),
        ({"exchange_rate": None}, 4),
        ({"adjustment_date": None}, 4),
        ({"currency_id": "1"}, 2),
        ({"exchange_rate": 150}, 4322),
    ],
)
def test_what_is_wrong_is_told(books: Books, change: dict[str, object], code: int):
    accounts = books.ids["bank"]
    body = {"currency_id": books.dollar, "adjustment_date": "2026-04-30", "exchange_rate": 155, "notes": "x", **change}
    assert refused(books.api.post(PATH, body, account_ids=accounts)) == code
    assert books.on("2026-04-30") == BEFORE


def test_accounts_are_named_once_a_day(books: Books):
    body = {"currency_id": books.dollar, "adjustment_date": "2026-04-30", "exchange_rate": 155, "notes": "x"}
    assert refused(books.api.post(PATH, body)) == 4
    assert refused(books.api.post(PATH, body, account_ids=books.ids["売上"])) == 2
    books.adjust()
    assert refused(books.api.post(PATH, body, account_ids=books.ids["bank"])) == 4323


def test_both_days_have_to_be_open(books: Books):
    books.api.put("/settings/transactionlocks", {"transaction_lock_date": "2026-04-30", "reason": "x", "lock_scope": 4})
    body = {"currency_id": books.dollar, "adjustment_date": "2026-04-30", "exchange_rate": 155, "notes": "x"}
    assert refused(books.api.post(PATH, body, account_ids=books.ids["bank"])) == 4310
