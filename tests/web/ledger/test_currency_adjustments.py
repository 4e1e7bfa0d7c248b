"""Base currency adjustments as people see them."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.ledger.queries.list_currency_adjustments import list_currency_adjustments
from daicho.platform.listing import Criteria
from daicho.platform.work import reading
from tests.build.contacts import make_contact
from tests.build.journals import accounts_by_key, journal_line, make_journal

pytestmark = pytest.mark.django_db
PATH = "currencyadjustments/"


@pytest.fixture
def receivable(window) -> int:
    """A customer owes 1,000 dollars, in the books at 150 yen. Return the account."""
    keys = accounts_by_key(window.ctx)
    customer_id = make_contact(window.ctx, contact_name="Pacific Coffee", currency_code="USD")
    lines = [
        journal_line(keys["accounts_receivable"], 1000, contact_id=customer_id),
        journal_line(keys["sales_default"], 0, 1000),
    ]
    make_journal(window.ctx, date=date(2026, 10, 10), currency_code="USD", exchange_rate=Decimal(150), lines=lines)
    return keys["accounts_receivable"]


def typed(receivable: int, rate: str = "155", **more: object) -> dict[str, object]:
    """Return the fields of the form with the receivable ticked."""
    form = {"date": "2026-10-31", "currency_code": "USD", "exchange_rate": rate, "notes": "月末"}
    return {**form, "account_ids": str(receivable), "shown_ids": str(receivable), **more}


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_differences_show_while_typing(window, receivable):
    page = text_of(window.post(f"{PATH}preview/", typed(receivable)))
    for words in ("Pacific Coffee", "¥150,000", "¥155,000", "¥5,000", "checked"):
        assert words in page
    without = typed(receivable)
    del without["account_ids"]
    assert "checked" not in text_of(window.post(f"{PATH}preview/", without))


@pytest.mark.parametrize("rate", ["", "much", "-1", "9" * 30])
def test_what_is_no_rate_shows_no_differences(window, receivable, rate):
    answer = window.post(f"{PATH}preview/", typed(receivable, rate))
    assert answer.status_code == 200
    assert "Pacific Coffee" not in text_of(answer)


def test_an_adjustment_is_made_shown_and_deleted(window, receivable):
    made = window.post(f"{PATH}new/", typed(receivable))
    assert made.status_code == 303
    page = text_of(window.client.get(made["Location"]))
    assert "¥5,000" in page
    assert "Pacific Coffee" in page
    assert text_of(window.client.get(made["Location"], {"tab": "entries"})).count("¥5,000") >= 4
    assert "¥5,000" in text_of(window.get(PATH))
    adjustment_id = made["Location"].rstrip("/").rsplit("/", 1)[1]
    assert window.post(f"{PATH}{adjustment_id}/delete/").status_code == 303
    with reading(window.ctx):
        assert not list_currency_adjustments(window.ctx, criteria=Criteria()).rows


def test_what_is_in_the_base_currency_only_has_an_amount_in_its_account(window, receivable):
    window.post(f"{PATH}new/", typed(receivable))
    page = text_of(window.get(f"accounts/{receivable}/", tab="transactions"))
    assert page.count("¥5,000") == 2, "what was gained, and what is taken back the next day"
    assert "$1,000.00" in page


def test_what_was_typed_stays_where_nothing_differs(window, receivable):
    answer = window.post(f"{PATH}new/", typed(receivable, "150"))
    assert answer.status_code == 422
    assert "Pacific Coffee" in text_of(answer)


def test_the_pages_ask_little(window, receivable):
    made = window.post(f"{PATH}new/", typed(receivable))
    adjustment_id = made["Location"].rstrip("/").rsplit("/", 1)[1]
    for path in (PATH, f"{PATH}new/", f"{PATH}{adjustment_id}/"):
        with CaptureQueriesContext(connection) as captured:
            assert window.get(path).status_code == 200
        assert len(captured) <= 12, (path, len(captured))
