"""Reports on the cash basis: documents count as they are settled, and everything balances on every day."""

from datetime import date

import pytest

from daicho.platform.work import reading
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.report import CASH, Parameters
from daicho.reporting.queries.verify import verify
from tests.build.organization import make_organization
from tests.build.trading import Trader

pytestmark = pytest.mark.django_db
CONTROL = {"accounts_receivable", "accounts_payable"}


def ask(ctx, name, start, end, basis=CASH, **rest):
    with reading(ctx):
        return REPORTS[name].query(ctx, parameters=Parameters(start, end, basis=basis, **rest))


def signed(report):
    """Return account → balance of a trial balance, debit positive."""
    return {row["account_id"]: row["debit"] - row["credit"] for row in report.rows}


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_statements_balance_and_agree_on_the_cash_basis(seed):
    trader = Trader(make_organization(country="JP"), seed)
    steps = [trader.step() for _step in range(40)]
    assert verify(trader.ctx) == []
    for day in (date(2026, 9, 20), date(2026, 10, 15), date(2026, 12, 31)):
        start = date(2026, 9, 10)
        trial = ask(trader.ctx, "trialbalance", start, day)
        assert trial.totals["debit"] == trial.totals["credit"], steps
        assert {row["account_type"] for row in trial.rows} & CONTROL == set(), steps
        sheet = ask(trader.ctx, "balancesheet", start, day).totals
        assert sheet["assets"] == sheet["liabilities"] + sheet["equity"]
        ledger = ask(trader.ctx, "generalledger", start, day)
        assert ledger.totals["debit"] == ledger.totals["credit"]
        for row in ledger.rows:
            assert row["opening_balance"] + row["debit"] - row["credit"] == row["closing_balance"]
            assert (row["debit"] >= 0, row["credit"] >= 0) == (True, True), row
        closing = {row["account_id"]: row["closing_balance"] for row in ledger.rows if row["closing_balance"]}
        assert closing == signed(trial)
        profit = ask(trader.ctx, "profitandloss", start, day)
        moved = {row["account_id"]: row["debit"] - row["credit"] for row in ledger.rows}
        for row in profit.rows:
            assert abs(moved[row["account_id"]]) == abs(row["amount"])
        for row in ledger.rows:
            lines = ask(trader.ctx, "accounttransactions", start, day, account_id=row["account_id"])
            assert lines.totals["debit"] - lines.totals["credit"] == row["debit"] - row["credit"]
            if lines.rows:
                assert lines.rows[-1]["balance"] == row["closing_balance"]
