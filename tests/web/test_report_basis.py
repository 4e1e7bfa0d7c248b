"""The basis of a report on its page: the choice, the title, the way on, and files."""

from datetime import date
from io import BytesIO
from urllib.parse import parse_qs, urlparse

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from daicho.reporting.catalogue import REPORTS
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.journals import accounts_by_key
from tests.build.payments import make_payment
from tests.build.sales import make_invoice

CASH = [name for name, kind in REPORTS.items() if kind.has_cash_basis]
YEAR = {"from_date": "2026-04-01", "to_date": "2027-03-31", "as_of": "2027-03-31"}


@pytest.fixture
def half_paid(window):
    """An invoice over two of an item in stock at 1,000, of which 500 are paid."""
    opening = {"location_id": None, "quantity_micro": 45 * 10**6, "rate_micro": 300 * 10**6}
    item, customer = make_item(window.ctx, "Tea", opening_stock=[opening]), make_customer(window.ctx)
    sold = [line(item, 2, rate=1000)]
    invoice = make_invoice(window.ctx, customer, sold, is_open=True, date=date(2026, 11, 1))
    make_payment(window.ctx, customer, 500, {invoice: 500}, date=date(2026, 11, 10))
    return invoice


def links(page):
    """Return the queries of the links in the table of a report, by the report that they lead to."""
    found = {}
    for part in page.content.decode().partition("report-table")[2].split('href="')[1:]:
        url = urlparse(part.partition('"')[0].replace("&amp;", "&"))
        found.setdefault(url.path.rstrip("/").rpartition("/")[2], []).append(parse_qs(url.query))
    return found


def test_figures_count_as_they_are_paid_and_lead_on_with_their_basis(window, half_paid):
    page = window.get("reports/profitandloss/", basis="cash", **YEAR)
    shown = page.content.decode()
    assert '<option value="cash" selected>Cash basis</option>' in shown
    assert " · Cash basis · Amounts in JPY" in shown
    assert {name: {query["basis"][0] for query in queries} for name, queries in links(page).items()} == {
        "accounttransactions": {"cash"}
    }
    (sales, *_rest) = links(page)["accounttransactions"]
    lines = window.get("reports/accounttransactions/", **{key: value[0] for key, value in sales.items()})
    assert ("500" in lines.content.decode(), "2,000" in lines.content.decode()) == (True, False)
    assert window.url(f"invoices/{half_paid}/") in lines.content.decode()


def test_on_the_accrual_basis_cost_still_leads_to_its_documents(window, half_paid):
    page = window.get("reports/profitandloss/", **YEAR)
    assert " · Accrual basis · " in page.content.decode()
    assert links(page).keys() == {"accounttransactions", "costbydocument"}
    assert {query["basis"][0] for query in links(page)["accounttransactions"]} == {"accrual"}


def test_files_say_that_they_are_on_the_cash_basis(window, half_paid):
    query = {"basis": "cash", "known_at": "2099-01-01T00:00:00", **YEAR}
    csv, xlsx, pdf = (
        window.get("reports/trialbalance/", format=ending, **query).content for ending in ("csv", "xlsx", "pdf")
    )
    rows = [row.rstrip(",") for row in csv.decode().splitlines()]
    assert (rows[-2], rows[-1].startswith("As it was known at")) == ("Cash basis", True)
    assert CalamineWorkbook.from_filelike(BytesIO(xlsx)).get_sheet_by_index(0).to_python()[-2][0] == "Cash basis"
    assert "Cash basis" in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert "basis" not in window.get("reports/trialbalance/", format="csv").content.decode()
    accrual = window.get("reports/trialbalance/", format="pdf").content
    assert "Accrual basis" in PdfReader(BytesIO(accrual)).pages[0].extract_text()


def test_the_organization_says_where_reports_begin(window, half_paid):
    get_user_model().objects.filter(id=window.user_id).update(locale="ja")
    assert "発生主義 · " in window.get("reports/balancesheet/").content.decode()
    window.post("settings/preferences/", _preferences(window))
    shown = window.get("reports/balancesheet/").content.decode()
    assert ("現金主義 · " in shown, '<option value="cash" selected>現金主義</option>' in shown) == (True, True)
    assert "発生主義 · " in window.get("reports/balancesheet/", basis="accrual").content.decode()
    assert "basis=accrual" in window.get("").content.decode()


def _preferences(window):
    form = window.get("settings/preferences/").context["form"]
    return {name: form[name].value() or "" for name in form.fields} | {"tax_basis": "cash"}


@pytest.mark.parametrize("name", CASH)
def test_the_cash_basis_takes_twelve_queries_as_well(window, half_paid, name):
    account = str(accounts_by_key(window.ctx)["sales_default"])
    for more in ({"compare": "previous_period", "periods": "12"}, {"known_at": "2099-01-01T00:00:00"}):
        query = {"basis": "cash", "account_id": account, **YEAR, **more}
        window.get(f"reports/{name}/", **query)
        with CaptureQueriesContext(connection) as queries:
            page = window.get(f"reports/{name}/", **query)
        assert page.status_code == 200
        assert len(queries) <= 12, "\n".join(query["sql"][:120] for query in queries.captured_queries)
        assert len(links(page)) > 0


def test_other_reports_refuse_the_cash_basis_with_a_sentence(window, half_paid):
    page = window.get("reports/taxsummary/", basis="cash")
    assert page.status_code == 400
    assert "This report exists on the accrual basis only." in page.content.decode()
    assert 'name="basis"' not in window.get("reports/taxsummary/").content.decode()


@pytest.mark.parametrize("day", ["2999-12-31", "1900-01-01"])
def test_no_day_is_too_far_away_for_the_cash_basis(window, half_paid, day):
    account = str(accounts_by_key(window.ctx)["sales_default"])
    for name in CASH:
        days = {"from_date": day, "to_date": day, "as_of": day, "account_id": account}
        for more in ({"compare": "previous_year", "periods": "12"}, {"known_at": f"{day}T00:00:00"}):
            assert window.get(f"reports/{name}/", basis="cash", **days, **more).status_code == 200, (name, more)
