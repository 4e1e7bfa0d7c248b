"""Composite items and assemblies in a browser."""

from datetime import date
from decimal import Decimal

import pytest

from daicho.stock.commands.create_assembly import create_assembly
from daicho.stock.core.approval import State
from tests.browser.conftest import DESKTOP, TELEPHONE, Visit
from tests.build.catalog import make_item
from tests.build.composites import make_composite
from tests.build.organization import make_organization, make_person

pytestmark = pytest.mark.browser
SIZES = {"desktop": DESKTOP, "telephone": TELEPHONE}


def workshop(email, locale):
    """Return a person, an organisation with parts in stock, a composite item, a kit, and an assembly."""
    person = make_person(email, "佐藤 花子", locale)
    ctx = make_organization(user_id=person, language_code=locale, application="inventory")
    place = {"location_id": None, "quantity_micro": 24 * 10**6, "rate_micro": 480 * 10**6}
    tea = make_item(ctx, "煎茶 深蒸し 100g", sku="TEA-001", unit="袋", opening_stock=[place])
    tin = make_item(ctx, "茶缶 桜", sku="TIN-001", unit="個", opening_stock=[place])
    service = {"item_type": "purchases", "product_type": "service", "purchase_rate_micro": 120 * 10**6}
    work = make_item(ctx, "包装作業", unit="回", **service)
    parts = {tea: 2, tin: 1, work: 1}
    box = make_composite(ctx, parts, "詰め合わせ 春", sku="BOX-001", unit="箱", rate_micro=3200 * 10**6)
    kit = make_composite(ctx, {tea: 1, tin: 1}, "お試しキット", combo_type="kit", sku="KIT-001", unit="組")
    fields = {"item_id": box, "quantity": Decimal(3), "date": date(2026, 11, 20), "reference": "春の分"}
    made = create_assembly(ctx, fields=fields)
    draft = create_assembly(ctx, fields={**fields, "quantity": Decimal(20)}, state=State.DRAFT)
    return person, ctx, box, kit, made, draft


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_are_whole(visit: Visit, locale, size):
    person, ctx, box, kit, made, draft = workshop(f"assembly-{locale}-{size}@example.jp", locale)
    visitor = visit(person, locale=locale, size=SIZES[size])
    root = f"/inventory/{ctx.organization_id}/"
    for name, path in (
        ("composites", "compositeitems/"),
        ("composite", f"items/{box}/"),
        ("composite-recipe", f"items/{box}/?tab=recipe"),
        ("composite-transactions", f"items/{box}/?tab=transactions"),
        ("composite-form", "compositeitems/new/"),
        ("composite-edit", f"items/{box}/edit/"),
        ("kit", f"items/{kit}/"),
        ("kit-form", "compositeitems/new/?combo_type=kit"),
        ("assemblies", "assemblies/"),
        ("assembly", f"assemblies/{made}/"),
        ("assembly-stock", f"assemblies/{made}/?tab=stock"),
        ("assembly-entries", f"assemblies/{made}/?tab=entries"),
        ("assembly-draft", f"assemblies/{draft}/"),
        ("assembly-form", f"assemblies/new/?item_id={box}"),
        ("assembly-edit", f"assemblies/{draft}/edit/"),
    ):
        visitor.go(root + path)
        visitor.page.wait_for_selector(".htmx-request", state="detached")
        visitor.shot(f"{name}-{locale}-{size}")
        visitor.axe()
        wide = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is wider than the {size}"


def test_an_assembly_follows_its_recipe_and_its_quantity(visit: Visit):
    person, ctx, *_rest = workshop("assembly-typed@example.jp", "en")
    visitor = visit(person)
    page = visitor.go(f"/inventory/{ctx.organization_id}/assemblies/new/")
    page.locator("#id_item_id + .ts-wrapper .ts-control").click()
    page.keyboard.type("詰め")
    page.locator(".ts-dropdown .option", has_text="詰め合わせ 春").first.click()
    page.get_by_text("On hand: 18").wait_for()
    page.locator("#id_quantity").fill("12")
    page.locator("#id_reference").click()
    page.get_by_text("missing: 6").wait_for()
    visitor.shot("assembly-missing-en")
    visitor.axe()
    page.locator("#id_quantity").fill("4")
    page.locator("#id_reference").click()
    page.wait_for_selector("text=missing", state="detached")
    page.get_by_role("button", name="Carry out", exact=True).click()
    page.get_by_text("The assembly has been created.").wait_for()
    page.get_by_text("詰め合わせ 春 × 4").first.wait_for()


def test_taking_apart_leaves_the_work_out(visit: Visit):
    person, ctx, box, *_rest = workshop("assembly-apart@example.jp", "en")
    visitor = visit(person)
    page = visitor.go(f"/inventory/{ctx.organization_id}/assemblies/new/?item_id={box}")
    work = page.locator(".ts-control .item", has_text="包装作業")
    work.wait_for()
    page.get_by_label("Take apart").check()
    work.wait_for(state="detached")
    page.get_by_role("button", name="Carry out", exact=True).click()
    page.get_by_text("The assembly has been created.").wait_for()
    visitor.axe()
