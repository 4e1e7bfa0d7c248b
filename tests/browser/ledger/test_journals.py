"""Journals and locks in a browser."""

from datetime import date

import pytest

from daicho.ledger.commands.create_template import create_template
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.commands.set_opening_balances import set_opening_balances
from daicho.ledger.commands.update_template import update_template
from tests.browser.conftest import DESKTOP, TELEPHONE, Visit
from tests.build.catalog import make_item
from tests.build.contacts import make_contact
from tests.build.journals import accounts_by_key, journal_line, make_journal
from tests.build.organization import make_organization, make_person

pytestmark = pytest.mark.browser
SIZES = {"desktop": DESKTOP, "telephone": TELEPHONE}


def office(email, locale):
    """Return a person, an organisation with journals, and the id of one of them."""
    person = make_person(email, "佐藤 花子", locale)
    ctx = make_organization(user_id=person, language_code=locale)
    keys, contact_id = accounts_by_key(ctx), make_contact(ctx, contact_name="株式会社青空商会")
    lines = [
        journal_line(keys["accounts_receivable"], debit=120000, contact_id=contact_id, description="11月分の手数料"),
        journal_line(keys["sales_default"], credit=120000),
    ]
    journal_id = make_journal(ctx, lines=lines, notes="顧問料の計上漏れ", reference="MEMO-12")
    make_journal(ctx, 5500, is_draft=True)
    return person, ctx, journal_id


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_are_whole(visit: Visit, locale, size):
    person, ctx, journal_id = office(f"journals-{locale}-{size}@example.jp", locale)
    place = {"location_id": None, "quantity_micro": 12 * 10**6, "rate_micro": 900 * 10**6}
    make_item(ctx, item_type="inventory", opening_stock=[place])
    template_id = create_template(ctx, journal_id=journal_id, name="毎月の顧問料")
    rhythm = {"repeat_unit": "month", "repeat_every": 1, "start_date": date(2026, 12, 31)}
    update_template(ctx, template_id=template_id, fields=rhythm)
    keys = accounts_by_key(ctx)
    lines = [journal_line(keys["bank_default"], debit=500000), journal_line(keys["share_capital"], credit=500000)]
    set_opening_balances(ctx, fields={"lines": lines})
    set_lock(ctx, fields={"until": date(2026, 3, 31), "reason": "決算確定"})
    visitor = visit(person, locale=locale, size=SIZES[size])
    root = f"/books/{ctx.organization_id}/"
    for name, path in (
        ("journals", "journals/"),
        ("journal", f"journals/{journal_id}/"),
        ("journal-entries", f"journals/{journal_id}/?tab=entries"),
        ("journal-form", "journals/new/"),
        ("journal-edit", f"journals/{journal_id}/edit/"),
        ("locks", "settings/locks/"),
        ("lock-form", "settings/locks/0/"),
        ("openings", "settings/openingbalances/"),
        ("templates", "journaltemplates/"),
        ("template", f"journaltemplates/{template_id}/"),
    ):
        visitor.go(root + path)
        visitor.page.wait_for_selector(".htmx-request", state="detached")
        visitor.shot(f"ledger-{name}-{locale}-{size}")
        visitor.axe()
        cut = visitor.page.locator("main .list-table, main .page-title").evaluate_all(
            "parts => parts.filter((one) => one.scrollWidth > one.parentElement.clientWidth).length"
        )
        assert not cut, f"a table or title of {path} is cut on the {size}"
        wide = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is wider than the {size}"


def test_a_journal_is_typed_with_the_keyboard(visit: Visit):
    person, ctx, _journal_id = office("journals-keys@example.jp", "ja")
    visitor = visit(person, locale="ja")
    page = visitor.go(f"/books/{ctx.organization_id}/journals/new/")
    for account, side, amount in (("地代家賃", "debit", "88000"), ("普通預金", "credit", "88000")):
        row = page.locator("[data-line]").nth(0 if side == "debit" else 1)
        row.locator(".line-account_id input").click()
        page.keyboard.type(account)
        page.locator(".ts-dropdown:visible .option", has_text=account).first.wait_for()
        page.keyboard.press("Enter")
        field = row.locator(f"[name$=-{side}]")
        field.fill(amount)
        field.press("Enter")
    page.locator("[data-difference]", has_text="¥0").wait_for()
    visitor.shot("ledger-journal-typed")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/journals/*/")
    assert "¥88,000" in page.content()
