"""Import in the browser: upload, columns, errors, import, seen by others, undone; whole on a telephone."""

import pytest

from daicho.organizations.commands.join_application import join_application
from tests.browser.conftest import DESKTOP, TELEPHONE
from tests.build.organization import make_organization, make_person

pytestmark = pytest.mark.browser
CONTACTS = (
    "取引先名,フリガナ,区分,登録番号,知らない列\n株式会社青葉,アオバ,顧客,{number},1\n株式会社若葉,ワカバ,仕入先,,2\n"
)
TEXTS = {
    "ja": ("アップロード", "内容を確認する", "インポート", "インポートを取り消す", "もう一度アップロードする"),
    "en": ("Upload", "Check", "Import", "Undo the import", "Upload again"),
}


def file(number: str) -> dict[str, object]:
    return {"name": "取引先.csv", "mimeType": "text/csv", "buffer": CONTACTS.format(number=number).encode("cp932")}


@pytest.mark.parametrize(("locale", "size"), [("ja", DESKTOP), ("en", DESKTOP), ("ja", TELEPHONE)])
def test_a_file_is_corrected_imported_and_taken_back(visit, locale, size):
    upload, check, carry_out, undo, again = TEXTS[locale]
    width = size["width"]
    person = make_person(f"import-{locale}-{width}@example.jp", "佐藤 花子", locale)
    ctx = make_organization(user_id=person)
    join_application(ctx, organization_id=ctx.organization_id, application="inventory")
    elsewhere = visit(person, locale=locale).go(f"/books/{ctx.organization_id}/contacts/")
    window = visit(person, locale=locale, size=size)
    page = window.go(f"/inventory/{ctx.organization_id}/contacts/import/")
    window.axe()
    page.set_input_files("input[type=file]", file("T1234567890123"))
    page.get_by_role("button", name=upload, exact=True).click()
    page.get_by_role("button", name=check, exact=True).click()
    page.wait_for_selector("text=登録番号 >> nth=0")
    window.axe()
    window.shot(f"import-errors-{locale}-{width}")
    page.get_by_role("link", name=again).click()
    page.set_input_files("input[type=file]", file("T7000012050002"))
    page.get_by_role("button", name=upload, exact=True).click()
    page.get_by_role("button", name=check, exact=True).click()
    page.get_by_role("button", name=carry_out, exact=True).click()
    page.get_by_role("button", name=undo).wait_for()
    window.axe()
    window.shot(f"import-done-{locale}-{width}")
    elsewhere.wait_for_selector("text=株式会社若葉", timeout=3000)
    page.get_by_role("button", name=undo).click()
    page.get_by_role("button", name=undo).wait_for(state="detached")
    elsewhere.wait_for_selector("text=株式会社若葉", state="detached", timeout=3000)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
