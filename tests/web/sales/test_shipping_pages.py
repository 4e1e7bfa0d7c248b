"""The pages of packages and shipments, from an order to what arrived."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.organizations.commands.update_organization import update_organization
from daicho.platform.work import reading
from daicho.sales.kinds import SALES_ORDER
from daicho.sales.models import Package, Shipment
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.sales import make_sales_order


def make_order(window, customer=None, quantity=10):
    lines = [line(make_item(window.ctx, "煎茶"), quantity, rate=100)]
    order = make_sales_order(window.ctx, customer or make_customer(window.ctx), lines)
    change_state(window.ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    return order


@pytest.fixture
def order(window):
    return make_order(window)


def line_of(window, order):
    with reading(window.ctx):
        return document_view(window.ctx, kind=SALES_ORDER, document_id=order).lines[0].line_id


def last(window, model):
    with reading(window.ctx):
        return model.objects.order_by("-id").values_list("id", flat=True)[0]


def shown(window, path, **query):
    response = window.get(path, **query)
    assert response.status_code == 200, response.content.decode()[:500]
    return response.content.decode()


def sent(window, path, **data):
    response = window.post(path, data)
    assert response.status_code == 303, response.content.decode()[-3000:]
    return response


def pack(window, order, quantity, **data):
    tea = line_of(window, order)
    sent(window, f"salesorders/{order}/package/", **{"date": "2026-11-24", f"quantity_{tea}": str(quantity), **data})
    return last(window, Package)


def ship(window, package, *others, **data):
    packages = [str(package), *map(str, others)]
    sent(window, f"packages/{package}/ship/", packages=packages, date="2026-11-24", **data)
    return last(window, Shipment)


def test_an_order_is_packed_shipped_and_delivered_page_by_page(window, order):
    assert f"salesorders/{order}/package/" in shown(window, f"salesorders/{order}/")
    assert 'value="10"' in shown(window, f"salesorders/{order}/package/")
    first, second = pack(window, order, 4), pack(window, order, 3)
    assert "PKG-00001" in shown(window, f"packages/{first}/")
    assert 'value="4"' in shown(window, f"packages/{first}/edit/")
    tea = line_of(window, order)
    sent(window, f"packages/{first}/edit/", **{"date": "2026-11-24", f"quantity_{tea}": "5", "notes": "急ぎ"})
    for name in ("packages/", "packages/board/"):
        assert "PKG-00001" in shown(window, name)
    assert f"salesorders/{order}/ship/" in shown(window, f"salesorders/{order}/")
    form = shown(window, f"salesorders/{order}/ship/")
    assert form.count("checked") == 2
    shipment = ship(
        window, first, second, delivery_method="ヤマト運輸", tracking_number="12-34", expected_on="2026-11-26"
    )
    page = f"shipments/{shipment}/"
    for tab in ("overview", "stock", "history"):
        assert "SHP-00001" in shown(window, page, tab=tab)
    assert "ヤマト運輸" in shown(window, f"{page}edit/")
    assert "12-34" in shown(window, f"packages/{first}/")
    for query in ({}, {"amounts": "0"}, {"inline": "1"}):
        response = window.get(f"{page}pdf/", **query)
        assert (response.status_code, response.content[:4]) == (200, b"%PDF")
    assert window.get(f"packages/{first}/pdf/").content[:4] == b"%PDF"
    assert "SHP-00001" in shown(window, f"{page}email/")
    letter = {"to_mail_ids": "sato@example.jp", "subject": "納品書", "body": "送ります", "with_pdf": "on"}
    sent(window, f"{page}email/", **letter)
    assert "sato@example.jp" in shown(window, page, tab="mail")
    sent(window, f"{page}delivered/")
    assert "Delivered" in shown(window, page)
    assert "Mark as not delivered" in shown(window, page)
    sent(window, f"{page}undelivered/")
    with reading(window.ctx):
        assert not Shipment.objects.filter(delivered_on__isnull=False).exists()
    order_page = shown(window, f"salesorders/{order}/")
    for number in ("PKG-00001", "PKG-00002", "SHP-00001", "Partly"):
        assert number in order_page
    sent(window, f"{page}edit/", packages=[str(first)], date="2026-11-25", tracking_number="99", number="SHP-00001")
    assert "99" in shown(window, "shipments/")
    sent(window, f"{page}delete/")
    sent(window, f"packages/{first}/delete/")
    assert "PKG-00001" not in shown(window, "packages/")


def test_marks_are_on_the_list_and_can_be_asked_for(window, order):
    ship(window, pack(window, order, 4))
    other = make_order(window)
    listed = shown(window, "salesorders/")
    assert "Partly" in listed
    with reading(window.ctx):
        numbers = dict(SALES_ORDER.header.objects.values_list("id", "number"))
    asked = shown(window, "salesorders/", shipped_status="partially_shipped")
    assert numbers[order] in asked
    assert f"salesorders/{other}/" not in asked


def test_a_package_may_be_shipped_at_once_when_saved(window, order):
    tea = line_of(window, order)
    data = {"date": "2026-11-24", f"quantity_{tea}": "1", "then": "ship"}
    response = sent(window, f"salesorders/{order}/package/", **data)
    assert response.headers["Location"].endswith("/ship/")


def test_ticked_packages_go_together(window, order):
    first, second = pack(window, order, 1), pack(window, order, 2)
    response = window.post("packages/list/bulk/", {"action": "ship", "ids": [str(first), str(second)]})
    assert response.status_code in {302, 303}
    query = response.headers["Location"].partition("?also=")[2]
    assert shown(window, f"packages/{first}/ship/", also=query).count("checked") == 2
    response = window.post("packages/list/bulk/", {"action": "print", "ids": [str(first), str(second)]})
    assert response.content[:4] == b"%PDF"


def test_what_is_wrong_is_told_at_the_form(window, order):
    tea = line_of(window, order)
    response = window.post(f"salesorders/{order}/package/", {"date": "2026-11-24", f"quantity_{tea}": "11"})
    assert response.status_code == 422
    assert "More would be packed" in response.content.decode()
    package = pack(window, order, 1)
    for data, sentence in (
        ({"date": "2026-11-24"}, "Choose at least one package."),
        ({"packages": [str(package)], "date": "2026-11-24", "expected_on": "2026-11-20"}, "before they leave"),
    ):
        response = window.post(f"packages/{package}/ship/", data)
        assert response.status_code == 422
        assert sentence in response.content.decode()


def test_a_shortage_is_told(window, order):
    package = pack(window, order, 1)
    ship(window, package)
    assert "below zero" in shown(window, f"packages/{package}/")
    update_organization(window.ctx, fields={"negative_stock": "block"})
    other = pack(window, order, 1)
    response = window.post(f"packages/{other}/ship/", {"packages": [str(other)], "date": "2026-11-24"})
    assert response.status_code == 422
    assert "There is not enough of" in response.content.decode()


def test_a_person_cancels_the_remainder_and_wants_it_again(window, order):
    pack(window, order, 4)
    sent(window, f"salesorders/{order}/items/cancel/")
    assert "items/reopen/" in shown(window, f"salesorders/{order}/")
    sent(window, f"salesorders/{order}/items/reopen/")
    assert "items/reopen/" not in shown(window, f"salesorders/{order}/")


def test_the_item_tells_what_is_to_be_packed(window, order):
    pack(window, order, 4)
    with reading(window.ctx):
        item = document_view(window.ctx, kind=SALES_ORDER, document_id=order).lines[0].item_id
    page = shown(window, f"items/{item}/", tab="stock")
    assert "To be packed" in page


@pytest.mark.parametrize(
    "page",
    [
        "salesorders/{order}/", "salesorders/", "salesorders/{order}/package/", "salesorders/{order}/ship/",
        "packages/", "packages/board/", "packages/{package}/", "packages/{here}/edit/", "packages/{here}/ship/",
        "shipments/", "shipments/{shipment}/", "shipments/{shipment}/edit/",
        "shipments/{shipment}/email/", "shipments/{shipment}/pdf/", "packages/{package}/pdf/",
    ],
)  # fmt: skip
def test_every_page_makes_at_most_twelve_queries(window, order, page):
    package, here = pack(window, order, 4), pack(window, order, 2)
    shipment = ship(window, package)
    path = page.format(order=order, package=package, here=here, shipment=shipment)
    assert window.get(path).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        window.get(path)
    assert len(queries) <= 12, "\n".join(query["sql"][:200] for query in queries)
