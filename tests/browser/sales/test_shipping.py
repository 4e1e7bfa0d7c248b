"""Packing and shipping in a browser: an order leaves in two packages, on every size and in both languages."""

from decimal import Decimal

import pytest

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.platform.work import reading
from daicho.sales.commands.create_package import create_package
from daicho.sales.commands.create_shipment import create_shipment
from daicho.sales.kinds import SALES_ORDER
from tests.browser.conftest import DESKTOP, TELEPHONE, Visit
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization, make_person
from tests.build.sales import make_sales_order

pytestmark = pytest.mark.browser
SIZES = {"desktop": DESKTOP, "telephone": TELEPHONE}


def shop(email, locale):
    """Return a person, an organisation, a confirmed order of ten, a package that left and one that did not."""
    person = make_person(email, "佐藤 花子", locale)
    ctx = make_organization(user_id=person, language_code=locale, application="inventory")
    tea = make_item(ctx, "煎茶 深蒸し 100g", sku="TEA-001", unit="袋")
    customer = make_customer(ctx, contact_name="株式会社横浜商事", language_code=locale)
    order = make_sales_order(ctx, customer, [line(tea, 10, rate=1200)])
    change_state(ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
    with reading(ctx):
        (row,) = document_view(ctx, kind=SALES_ORDER, document_id=order).lines
    left, here = (
        create_package(ctx, order_id=order, fields={"lines": [{"line_id": row.line_id, "quantity": Decimal(quantity)}]})
        for quantity in (4, 3)
    )
    shipped = {"package_ids": [left], "delivery_method": "ヤマト運輸", "tracking_number": "4321-0000"}
    return person, ctx, order, left, here, create_shipment(ctx, fields=shipped)


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_are_whole(visit: Visit, locale, size):
    person, ctx, order, left, here, shipment = shop(f"ship-{locale}-{size}@example.jp", locale)
    visitor = visit(person, locale=locale, size=SIZES[size])
    root = f"/inventory/{ctx.organization_id}/"
    for name, path in (
        ("orders", "salesorders/"),
        ("order", f"salesorders/{order}/"),
        ("pack", f"salesorders/{order}/package/"),
        ("packages", "packages/"),
        ("board", "packages/board/"),
        ("package", f"packages/{left}/"),
        ("ship", f"packages/{here}/ship/"),
        ("shipments", "shipments/"),
        ("shipment", f"shipments/{shipment}/"),
        ("shipment-mail", f"shipments/{shipment}/email/"),
    ):
        visitor.go(f"{root}{path}")
        visitor.page.wait_for_selector(".htmx-request", state="detached")
        visitor.shot(f"shipping-{name}-{locale}-{size}")
        visitor.axe()
        wide = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is wider than the {size}"
