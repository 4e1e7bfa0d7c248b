"""The pages of reports through the test client."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from daicho.ledger.queries.system_account import system_account
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.work import reading
from daicho.reporting.catalogue import REPORTS
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.sales import make_invoice


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


def test_every_figure_of_the_ageing_leads_to_its_documents(window):
    customer = make_customer(window.ctx, contact_name="Hana")
    work = line(None, 1, rate=1000, name="Work")
    made = make_invoice(
        window.ctx, customer, [work], is_open=True, date=date(2026, 9, 1), due=date(2026, 10, 20)
    )  # fmt: skip
    page = window.get("reports/araging/", as_of="2026-11-24").content.decode()
    assert "31–60 days" in page  # months in Japan
    assert window.url(f"contacts/{customer}/") in page
    assert "By the books" in page
    details = f"contact_id={customer}&amp;interval=30&amp;bucket=days_31_60"
    assert details in page
    query = {"as_of": "2026-11-24", "contact_id": str(customer), "interval": "30"}
    shown = window.get("reports/aragingdetails/", bucket="days_31_60", **query).content.decode()
    assert window.url(f"invoices/{made}/") in shown
    assert "1,000" in shown
    other = window.get("reports/aragingdetails/", bucket="current", **query).content.decode()
    assert window.url(f"invoices/{made}/") not in other


def test_a_moment_is_one_of_the_organisations_time_zone(window):
    page = window.get("reports/trialbalance/", known_at="2026-11-24T09:30:00").content.decode()
    assert 'value="2026-11-24T09:30:00"' in page
    same = window.get("reports/trialbalance/", known_at="2026-11-24T00:30:00+00:00").content.decode()
    assert 'value="2026-11-24T09:30:00"' in same
    assert window.get("reports/trialbalance/", known_at="then").status_code == 400
    assert "As it was known at 2026/11/24 09:30:00" in page
    files = {
        ending: window.get("reports/salesbyitem/", known_at="2026-11-24T09:30:00", format=ending).content
        for ending in ("csv", "xlsx", "pdf")
    }
    assert files["csv"].decode().splitlines()[-1].startswith("As it was known at 2026/11/24 09:30:00")
    (*_rows, last) = CalamineWorkbook.from_filelike(BytesIO(files["xlsx"])).get_sheet_by_index(0).to_python()
    assert last[0] == "As it was known at 2026/11/24 09:30:00"
    assert "As it was known at 2026/11/24 09:30:00" in PdfReader(BytesIO(files["pdf"])).pages[0].extract_text()


NAMES = [name for name, kind in REPORTS.items() if not {"account_id", "item_id"} & set(kind.asks)]


@pytest.mark.parametrize("name", NAMES)
def test_every_report_is_a_page_within_twelve_queries(window, name):
    with CaptureQueriesContext(connection) as queries:
        page = window.get(f"reports/{name}/")
    assert page.status_code == 200
    assert len(queries) <= 12


@pytest.mark.parametrize("day", ["9999-12-31", "1900-01-01"])
def test_no_day_is_too_far_away_for_a_sentence(window, day):
    for name in NAMES:
        for given in (
            {"as_of": day, "compare": "previous_period", "periods": "12"},
            {"from_date": day, "to_date": day, "compare": "previous_year", "periods": "3"},
            {"known_at": f"{day}T00:00:00"},
        ):
            assert window.get(f"reports/{name}/", **given).status_code < 500, (name, given)


def paper(window, locale, path, **query):
    """Return the first page of a report as PDF in a language."""
    get_user_model().objects.filter(id=window.user_id).update(locale=locale)
    return PdfReader(BytesIO(window.get(path, format="pdf", **query).content)).pages[0]


def test_a_report_on_paper_is_in_words_and_tells_whose_it_is_and_its_currency(window):
    opening = {"location_id": None, "quantity_micro": 45 * 10**6, "rate_micro": 360 * 10**6}
    make_item(window.ctx, "Open", opening_stock=[opening])
    with reading(window.ctx):
        account = system_account(window.ctx, "inventory_asset")
        name = organization_profile(window.ctx).name
    text = paper(window, "ja", "reports/accounttransactions/", account_id=str(account)).extract_text()
    assert [words for words in (name, "金額の単位:JPY", "期首在庫", "16,200") if words not in text] == []
    assert "openingstock" not in text
    lots = window.get("reports/accounttransactions/", account_id=str(account), format="csv").content.decode()
    assert "期首在庫" in lots
    summary = paper(window, "en", "reports/inventorysummary/").extract_text()
    assert ("45.000000" in summary, "45" in summary, "Amounts in" in summary) == (False, True, False)
    assert "Amounts in JPY" in window.get("reports/trialbalance/").content.decode()


def test_a_wide_report_leaves_room_for_names_on_paper(window):
    make_invoice(window.ctx, make_customer(window.ctx), [line(None, 1, rate=1000, name="Work")], is_open=True)
    for report, days in (("trialbalance", "as_of"), ("profitandloss", "to_date")):
        for periods in ("6", "12"):
            query = {"compare": "previous_period", "periods": periods, days: "2026-11-24"}
            text = paper(window, "en", f"reports/{report}/", **query).extract_text()
            name = "Accounts receivable" if report == "trialbalance" else "Total: Income"
            assert name in text, f"the name stands in one line: {text}"


def test_a_report_that_is_too_wide_stands_on_several_sheets_each_with_its_names(window):
    make_invoice(window.ctx, make_customer(window.ctx), [line(None, 1, rate=1000, name="Work")], is_open=True)
    asked = {"compare": "previous_year", "periods": "4", "from_date": "2026-01-01", "to_date": "2026-12-31"}
    content = window.get("reports/salesbycustomer/", format="pdf", **asked).content
    sheets = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    years = [[year for year in range(2020, 2027) if f"{year}/01/01" in text.split("Contact")[1]] for text in sheets]
    assert years == [[2025, 2026], [2023, 2024], [2022]]
    assert all("Sales by customer" in text for text in sheets)


def test_no_two_reports_are_called_the_same(window):
    get_user_model().objects.filter(id=window.user_id).update(locale="ja")
    titles = re.findall(r"<h3[^>]*>(.*?)</h3>", window.get("reports/").content.decode(), re.DOTALL)
    names = [re.sub("<[^>]*>", "", title).strip() for title in titles]
    assert len(names) > 20
    assert sorted(names) == sorted(set(names))
