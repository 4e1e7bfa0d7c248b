"""What every report said at a moment it says again for that moment, whatever was done since."""

from dataclasses import replace
from datetime import date

import pytest

from daicho.platform.work import reading
from daicho.reporting.api.operations import report_json
from daicho.reporting.catalogue import REPORTS
from daicho.reporting.core.report import ACCRUAL, CASH
from daicho.reporting.queries.verify import verify
from tests.build.journals import accounts_by_key
from tests.build.organization import make_organization
from tests.build.trading import Trader, merge

pytestmark = pytest.mark.django_db
DAYS = (date(2026, 10, 15), date(2026, 12, 31))
STEPS, KEPT = 44, 15


def _asked(trader, day):
    """Yield (report, parameters) of everything there is to ask of `day`."""
    ids = {"account_id": accounts_by_key(trader.ctx)["inventory_asset"], "item_id": trader.goods[0]}
    for kind in REPORTS.values():
        days = {"from_date": "2026-09-10", "to_date": str(day)} if kind.is_period else {"as_of": str(day)}
        given = {key: str(value) for key, value in ids.items() if key in kind.asks}
        for stock in ("accounting", "physical") if "stock" in kind.asks else ("accounting",):
            for basis in (ACCRUAL, CASH) if kind.has_cash_basis else (ACCRUAL,):
                yield kind, {**days, **given, "stock": stock, "basis": basis}


def _said(trader, day, known_at=None):
    """Return what every report says; `known_at` asks for a moment in the past."""
    moment = {"known_at": known_at.isoformat()} if known_at else {}
    answers = {}
    with reading(trader.ctx):
        for kind, given in _asked(trader, day):
            asked = kind.asked(trader.ctx, given | moment)
            answers[kind.name, *given.values()] = report_json(kind.query(trader.ctx, parameters=asked), asked)
    return answers


@pytest.mark.parametrize(("seed", "day"), enumerate(DAYS))
def test_every_report_says_again_what_it_said(seed, day):
    trader = Trader(make_organization(country="JP"), seed)
    steps = [trader.step() for _step in range(STEPS // 2)]
    kept = {trader.ctx.now: _said(trader, day)}
    for number in range(STEPS // 2, STEPS):
        steps.append(merge(trader) if number == STEPS - 8 else trader.step())
        if number % KEPT == 0:
            kept[trader.ctx.now] = _said(trader, day)
    trader.ctx = replace(trader.ctx, now=trader.ctx.now.replace(year=2027))
    assert verify(trader.ctx) == []
    differing = {}
    for moment, answers in kept.items():
        again = _said(trader, day, moment)
        differing |= {(key, moment): (again[key], answers[key]) for key in answers if again[key] != answers[key]}
    assert sorted({key[0] for key, _moment in differing}) == [], (next(iter(differing.items())), steps)
