"""Lists, forms and records by the samples of tests/web."""

import pytest

from tests.browser.conftest import DESKTOP, TELEPHONE, Visit
from tests.build.contacts import make_contact
from tests.build.organization import make_organization, make_person

pytestmark = pytest.mark.browser

NAMES = ("株式会社あおぞら", "有限会社いろは商会", "海風フーズ", "Harbor Goods Inc.", "髙﨑商店", "=SUM(A1)")


def furnished(email: str, locale: str = "ja"):
    """Return a person with an organisation and a few contacts."""
    person = make_person(email, "佐藤 花子", locale)
    ctx = make_organization(user_id=person)
    ids = [make_contact(ctx, contact_name=name, company_name=f"{name} 本社") for name in NAMES]
    return person, ctx, ids


@pytest.mark.parametrize(("kind", "size"), [("desktop", DESKTOP), ("telephone", TELEPHONE)])
def test_pages_are_whole(visit: Visit, kind, size):
    person, ctx, ids = furnished(f"pages-{kind}@example.jp")
    visitor = visit(person, locale="ja", size=size)
    root = f"/books/{ctx.organization_id}/samples/"
    for name, path in (
        ("list", ""),
        ("list-filtered", "?contact_name_contains=会社&contact_type=customer&sort_column=contact_name&sort_order=D"),
        ("list-nothing", "?contact_name_contains=zzz"),
        ("form", "new/"),
        ("edit", f"{ids[0]}/edit/"),
        ("detail", f"{ids[0]}/"),
        ("missing", "999/"),
    ):
        page = visitor.go(root + path)
        page.wait_for_selector("h1")
        visitor.shot(f"sample-{name}-{kind}")
        visitor.axe()
