"""The pages of reports through the test client."""

from daicho.ledger.queries.system_account import system_account
from daicho.platform.work import reading
from tests.build.catalog import make_item


def test_types_of_accounts_and_records_are_called_by_their_names(window):
    opening = {"location_id": None, "quantity_micro": 45 * 10**6, "rate_micro": 360 * 10**6}
    item = make_item(window.ctx, "Open", opening_stock=[opening])
    balance = window.get("reports/trialbalance/").content.decode()
    assert ("Stock</" in balance, ">stock</" in balance) == (True, False)
    with reading(window.ctx):
        account = system_account(window.ctx, "inventory_asset")
    lines = window.get("reports/accounttransactions/", account_id=str(account)).content.decode()
    assert "Opening stock" in lines
    assert "openingstock" not in lines
    assert window.url(f"items/{item}/") in lines
