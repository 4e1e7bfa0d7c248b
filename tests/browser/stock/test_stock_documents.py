"""Locations, adjustments and transfer orders in a browser."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.platform.work import reading
from daicho.stock.commands.create_adjustment import create_adjustment
from daicho.stock.commands.create_location import create_location
from daicho.stock.commands.create_transfer import create_transfer
from daicho.stock.queries.locations import locations
from tests.browser.conftest import DESKTOP, TELEPHONE, Visit
from tests.build.catalog import make_item
from tests.build.organization import make_organization, make_person

pytestmark = pytest.mark.browser
SIZES = {"desktop": DESKTOP, "telephone": TELEPHONE}


def warehouse(email, locale):
    """Return a person, an organisation with stock at two locations, an adjustment and a transfer order."""
    person = make_person(email, "佐藤 花子", locale)
    ctx = make_organization(user_id=person, language_code=locale, application="inventory")
    place = {"location_id": None, "quantity_micro": 24 * 10**6, "rate_micro": 480 * 10**6}
    tea = make_item(ctx, "煎茶 深蒸し 100g", sku="TEA-001", unit="袋", opening_stock=[place])
    osaka = create_location(ctx, fields={"name": "大阪倉庫", "address": {"city": "大阪市", "state": "大阪府"}})
    with reading(ctx):
        home = next(place.location_id for place in locations(ctx) if place.is_primary)
    loss = {"item_id": tea, "quantity": Decimal(-3), "description": "箱つぶれ"}
    adjustment = create_adjustment(ctx, fields={"date": date(2026, 11, 20), "reason": "破損", "lines": [loss]})
    transfer = create_transfer(
        ctx,
        fields={
            "date": date(2026, 11, 21),
            "from_location_id": home,
            "to_location_id": osaka,
            "is_intransit_order": True,
            "lines": [{"item_id": tea, "quantity": Decimal(8)}],
        },
    )
    return person, ctx, tea, osaka, adjustment, transfer


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_are_whole(visit: Visit, locale, size):
    person, ctx, tea, osaka, adjustment, transfer = warehouse(f"stock-{locale}-{size}@example.jp", locale)
    visitor = visit(person, locale=locale, size=SIZES[size])
    root = f"/inventory/{ctx.organization_id}/"
    for name, path in (
        ("locations", "settings/locations/"),
        ("location", f"settings/locations/{osaka}/"),
        ("location-form", "settings/locations/new/"),
        ("adjustments", "inventoryadjustments/"),
        ("adjustment", f"inventoryadjustments/{adjustment}/"),
        ("adjustment-stock", f"inventoryadjustments/{adjustment}/?tab=stock"),
        ("adjustment-entries", f"inventoryadjustments/{adjustment}/?tab=entries"),
        ("adjustment-form", f"inventoryadjustments/new/?item_id={tea}"),
        ("adjustment-edit", f"inventoryadjustments/{adjustment}/edit/"),
        ("adjustment-value", "inventoryadjustments/new/?adjustment_type=value"),
        ("transfers", "transferorders/"),
        ("transfer", f"transferorders/{transfer}/"),
        ("transfer-form", "transferorders/new/"),
        ("transfer-receive", f"transferorders/{transfer}/receive/"),
        ("item-stock", f"items/{tea}/?tab=stock"),
    ):
        visitor.go(root + path)
        visitor.page.wait_for_selector(".htmx-request", state="detached")
        visitor.shot(f"stock-{name}-{locale}-{size}")
        visitor.axe()
        wide = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is wider than the {size}"
        cut = visitor.page.locator("main .list-table").evaluate_all(
            "tables => tables.filter((one) => one.scrollWidth > one.parentElement.clientWidth).length"
        )
        assert not cut, f"a table of {path} is cut on the {size}"


def test_an_adjustment_is_typed(visit: Visit):
    person, ctx, *_rest = warehouse("stock-typed@example.jp", "en")
    visitor = visit(person)
    page = visitor.go(f"/inventory/{ctx.organization_id}/inventoryadjustments/new/")
    page.get_by_label("Reason").fill("Recount")
    line = page.locator("[data-line]").first
    line.locator(".ts-control").first.click()
    page.keyboard.type("煎茶")
    page.locator(".ts-dropdown .option").first.click()
    page.get_by_text("On hand: 13").wait_for()
    page.locator("[data-line]").first.get_by_label("Quantity adjusted").fill("2")
    page.get_by_role("button", name="Adjust", exact=True).click()
    page.get_by_text("The inventory adjustment has been created.").wait_for()
    visitor.axe()
