"""The pages of sales and purchase orders through the test client."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.documents.commands.update_document import update_document
from daicho.documents.queries.document_view import document_view
from daicho.platform.work import reading
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.sales.kinds import SALES_ORDER
from daicho.sales.models import SalesOrder
from daicho.sales.web.pages import SALES_ORDERS
from daicho.stock.commands.create_location import create_location
from daicho.taxes.queries.taxes import tax_choices
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.purchases import make_purchase_order
from tests.build.sales import make_sales_order

ORDER = {
    "date": "2026-11-24",
    "due": "2026-12-01",
    "reference": "R-1",
    "salesperson_name": "田中",
    "discount": "10%",
    "shipping_charge": "500",
    "line": ["n1", "n2", "n3"],
    "line-n1-quantity": "3",
    "line-n2-name": "水引",
    "line-n2-quantity": "２",
    "line-n2-rate": "1,000",
    "line-n3-quantity": "1",
}


def sent(window, **changes):
    item = make_item(window.ctx, "煎茶", rate_micro=1200 * 10**6)
    customer = make_customer(window.ctx)
    return {**ORDER, "contact_id": str(customer), "line-n1-item_id": str(item), **changes}


def view_of(window, order, kind=SALES_ORDER):
    with reading(window.ctx):
        return document_view(window.ctx, kind=kind, document_id=order)


def only_order(window):
    with reading(window.ctx):
        return SalesOrder.objects.get().id


def test_an_order_is_made_and_confirmed_by_the_form(window):
    assert window.get("salesorders/new/").status_code == 200
    response = window.post("salesorders/new/", sent(window, then="open"))
    assert response.status_code == 303, response.content.decode()
    order = only_order(window)
    assert response["Location"] == window.url(f"salesorders/{order}/")
    made = view_of(window, order)
    assert [(row.name, row.quantity.value, row.amount.minor) for row in made.lines] == [
        ("煎茶", 3, 3600),
        ("水引", 2, 2000),
    ]
    assert (made.state.value, made.discount_amount.minor, made.total.minor) == ("open", 560, 5540)
    assert (made.reference, made.salesperson_name) == ("R-1", "田中")
    text = window.get(f"salesorders/{order}/").content.decode()
    assert "水引" in text
    for tab in ("mail", "history"):
        assert window.get(f"salesorders/{order}/", tab=tab).status_code == 200


def test_errors_stand_at_their_line_and_nothing_is_lost(window):
    data = sent(window, **{"line-n2-quantity": "0", "line-n2-discount": "abc"})
    response = window.post("salesorders/new/", data)
    text = response.content.decode()
    assert response.status_code == 422
    assert text.count("field-error") >= 1
    assert 'value="R-1"' in text
    assert "煎茶" in text
    assert window.post("salesorders/new/", sent(window, **{"line-n2-quantity": "0"})).status_code == 422
    assert window.post("salesorders/new/", {"date": "2026-11-24"}).status_code == 422


def test_totals_follow_what_is_typed(window):
    response = window.post("salesorders/totals/", sent(window))
    text = response.content.decode()
    assert "¥5,540" in text
    assert 'id="amount-n1"' in text
    assert "¥3,600" in text
    half = window.post(
        "salesorders/totals/", {"line": ["a"], "line-a-name": "x", "line-a-rate": "7", "line-a-discount": "%"}
    )
    assert half.status_code == 200
    for data in (
        {},
        {"line": ["a", "<b>"], "line-a-item_id": "99"},
        {"contact_id": "5", "line": ["a"], "line-a-name": "x"},
    ):
        assert window.post("salesorders/totals/", data).status_code == 200


def test_an_item_fills_its_line(window):
    with reading(window.ctx):
        tax = next(iter(tax_choices(window.ctx)))
    item = make_item(window.ctx, "玄米茶", rate_micro=800 * 10**6, unit="袋", tax_id=tax.tax_id)
    text = window.post(
        "salesorders/line/", {"key": "n1", "line-n1-item_id": str(item), "line-n1-quantity": "4"}
    ).content.decode()
    for part in ("玄米茶", 'value="800"', 'value="4"', 'value="袋"', f'value="{tax.tax_id}" selected'):
        assert part in text
    assert window.get("salesorders/line/").status_code == 200
    assert window.post("salesorders/line/", {"key": "n1", "line-n1-item_id": "9"}).status_code == 200
    assert window.get("salesorders/items/", q="玄米").json()["options"][0]["text"] == "玄米茶"


def test_an_edit_sends_only_what_changed(window):
    order = make_sales_order(window.ctx, lines=[line(None, 2, name="a", rate=10), line(None, 1, name="b", rate=20)])
    made = view_of(window, order)
    keys = [str(row.line_id) for row in made.lines]
    page = window.get(f"salesorders/{order}/edit/")
    assert page.status_code == 200
    data = {
        "contact_id": str(made.contact_id), "number": made.number, "date": made.date.isoformat(),
        "currency_code": "JPY", "template": "standard", "line": keys, "notes": "neu",
    }  # fmt: skip
    for key, row in zip(keys, made.lines, strict=True):
        data |= {
            f"line-{key}-name": row.name,
            f"line-{key}-quantity": str(row.quantity.value),
            f"line-{key}-rate": str(row.rate.value),
        }
    assert window.post(f"salesorders/{order}/edit/", data).status_code == 303
    assert (view_of(window, order).notes, view_of(window, order).total.minor) == ("neu", 40)
    assert window.post(f"salesorders/{order}/edit/", {**data, "line": keys[1:]}).status_code == 303
    assert view_of(window, order).total.minor == 20


def test_actions_lead_through_the_states(window):
    order = make_sales_order(window.ctx)
    for action, state in (("open", "open"), ("void", "void"), ("draft", "draft")):
        assert window.post(f"salesorders/{order}/{action}/", {}).status_code in {302, 303}
        assert view_of(window, order).state.value == state
    assert window.post(f"salesorders/{order}/clone/", {}).status_code == 303
    assert window.post(f"salesorders/{order}/template/", {"template": "compact"}).status_code == 303
    pdf = window.get(f"salesorders/{order}/pdf/", inline="1")
    assert (pdf["Content-Type"], pdf.content[:4]) == ("application/pdf", b"%PDF")
    assert window.get(f"salesorders/{order}/addresses/").status_code == 200
    assert window.post(f"salesorders/{order}/addresses/", {"billing_address_city": "川崎市"}).status_code == 303
    assert view_of(window, order).billing_address.city == "川崎市"
    assert window.get(f"salesorders/{order}/email/").status_code == 200
    letter = {"to_mail_ids": "a@example.jp", "subject": "s", "body": "b", "with_pdf": "on"}
    assert window.post(f"salesorders/{order}/email/", letter).status_code == 303
    assert view_of(window, order).state.value == "open"
    assert window.post(f"salesorders/{order}/comments/", {"description": "電話"}).status_code == 303
    assert window.post(f"salesorders/{order}/delete/", {}).status_code == 303
    assert window.get(f"salesorders/{order}/").status_code == 404


def test_purchase_orders_have_the_same_pages(window):
    vendor = make_vendor(window.ctx)
    assert window.get("purchaseorders/new/", vendor_id=str(vendor)).status_code == 200
    order = make_purchase_order(window.ctx, vendor)
    for path in ("", "edit/", "email/", "addresses/"):
        assert window.get(f"purchaseorders/{order}/{path}").status_code == 200
    for action in ("open", "bill", "open", "cancel"):
        assert window.post(f"purchaseorders/{order}/{action}/", {}).status_code in {302, 303}
    assert view_of(window, order, PURCHASE_ORDER).state.value == "cancelled"
    assert window.get("purchaseorders/").status_code == 200


def test_a_new_order_begins_with_the_asked_contact_and_item(window):
    item = make_item(window.ctx, "煎茶", rate_micro=1200 * 10**6)
    customer = make_customer(window.ctx, contact_name="青木商店")
    text = window.get("salesorders/new/", customer_id=str(customer), item_id=str(item)).content.decode()
    for part in (f'value="{customer}" selected', f'value="{item}" selected', 'value="1200"', "青木商店", "煎茶"):
        assert part in text
    for wrong in ({"item_id": "9"}, {"item_id": "x"}, {"item_id": str(item), "customer_id": "9"}):
        assert window.get("salesorders/new/", **wrong).status_code == 200
    assert f'value="{item}" selected' in window.get("purchaseorders/new/", item_id=str(item)).content.decode()


def test_lines_that_somebody_else_changed_are_not_overwritten_unasked(window):
    order = make_sales_order(window.ctx, lines=[line(None, 2, name="a", rate=10), line(None, 1, name="b", rate=20)])
    page = window.get(f"salesorders/{order}/edit/").content.decode()
    (seen,) = re.findall(r'name="lines_seen" value="(\w+)"', page)
    made = view_of(window, order)
    first, second = (str(row.line_id) for row in made.lines)
    sent_lines = {
        "contact_id": str(made.contact_id), "number": made.number, "date": made.date.isoformat(),
        "currency_code": "JPY", "template": "standard", "line": [first, second], "lines_seen": seen,
        f"line-{first}-name": "a", f"line-{first}-quantity": "2", f"line-{first}-rate": "10",
        f"line-{second}-name": "b", f"line-{second}-quantity": "1", f"line-{second}-rate": "20",
    }  # fmt: skip
    update_document(
        window.ctx, kind=SALES_ORDER, document_id=order,
        fields={"lines": [{"line_id": int(first), "quantity": Decimal(7)}]},
    )  # fmt: skip
    assert window.post(f"salesorders/{order}/edit/", {**sent_lines, "notes": "neu"}).status_code == 303
    assert (view_of(window, order).notes, view_of(window, order).total.minor) == ("neu", 70)  # untouched lines stay
    mine = {**sent_lines, f"line-{second}-quantity": "5"}
    refused = window.post(f"salesorders/{order}/edit/", mine)
    assert (refused.status_code, view_of(window, order).total.minor) == (422, 70)
    text = refused.content.decode()
    assert "Somebody else changed the lines" in text
    assert f'name="line-{second}-quantity" value="5"' in text
    (now,) = re.findall(r'name="lines_seen" value="(\w+)"', text)
    assert window.post(f"salesorders/{order}/edit/", {**mine, "lines_seen": now}).status_code == 303
    assert view_of(window, order).total.minor == 120


def test_amounts_are_looked_for_as_people_write_them(window):
    for rate in (900, 1500):
        make_sales_order(window.ctx, lines=[line(None, 1, name="a", rate=rate)])
    for text in ("1000", "1,000", "¥１，０００"):
        assert len(window.get("salesorders/", total_greater_equals=text).context["lines"]) == 1
    refused = window.get("salesorders/", total_greater_equals="viel")
    assert (refused.status_code, "Total" in refused.content.decode()) == (400, True)
    assert "Invalid value passed for total_greater_equals" not in refused.content.decode()


def test_ticked_orders_are_printed_in_one_file(window):
    orders = [str(make_sales_order(window.ctx)) for _number in range(2)]
    answer = window.post("salesorders/list/bulk/", {"action": "print", "ids": orders})
    assert (answer.status_code, answer["Content-Type"], answer.content[:4]) == (200, "application/pdf", b"%PDF")
    assert window.post("salesorders/list/bulk/", {"action": "print"}).status_code == 303
    assert window.post("salesorders/list/bulk/", {"action": "print", "ids": "9"}).status_code == 404


@pytest.mark.parametrize(
    "path", ["salesorders/", "salesorders/{order}/", "salesorders/{order}/edit/", "salesorders/new/"]
)
def test_a_page_takes_at_most_twelve_queries(window, path):
    order = make_sales_order(window.ctx, lines=[line(make_item(window.ctx, f"i{n}"), 1) for n in range(5)])
    window.get("salesorders/")
    with CaptureQueriesContext(connection) as queries:
        assert window.get(path.format(order=order)).status_code == 200
    assert len(queries) <= 12, "\n".join(query["sql"][:150] for query in queries.captured_queries)


def test_the_location_is_asked_where_there_are_several(window):
    form = sent(window)
    assert 'name="location_id"' not in window.get("salesorders/new/").content.decode()
    shop = create_location(window.ctx, fields={"name": "店"})
    assert 'name="location_id"' in window.get("salesorders/new/").content.decode()
    assert window.post("salesorders/new/", {**form, "location_id": str(shop)}).status_code == 303
    order = only_order(window)
    assert view_of(window, order).location_id == shop
    assert "店" in window.get(f"salesorders/{order}/").content.decode()


def test_ticked_orders_are_opened_in_the_words_of_the_application(window):
    make_sales_order(window.ctx)
    text = window.get("salesorders/").content.decode()
    assert "Mark as open" in text
    assert "Mark as confirmed" not in text
    assert SALES_ORDERS.word("inventory", "bulk_open", "") == SALES_ORDERS.words["inventory"]["bulk_open"] != ""
