import pytest

from tests.browser.conftest import DESKTOP, TELEPHONE
from tests.build.contacts import make_customer, make_vendor
from tests.build.organization import make_organization, make_person

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_shots(visit, locale):
    person = make_person(f"shots-{locale}@example.jp", "佐藤 花子", locale)
    ctx = make_organization(application="books", user_id=person)
    cid = make_customer(
        ctx,
        contact_name="株式会社みなと商店",
        name_kana="ミナトショウテン",
        company_name="株式会社みなと商店",
        website="https://minato.example.jp",
        payment_terms_code="closing:99:1:99:none",
        tax_registration_number="T7000012050002",
        language_code="ja",
        notes="月曜日は定休日です。",
        credit_limit=__import__("decimal").Decimal(500000),
        billing_address={
            "zip": "231-0001",
            "state": "神奈川県",
            "city": "横浜市中区",
            "address": "新港1-1-1",
            "street2": "みなとビル5階",
            "country_code": "JP",
            "phone": "045-000-0000",
        },
        shipping_address={
            "zip": "210-0001",
            "state": "神奈川県",
            "city": "川崎市川崎区",
            "address": "本町2-2",
            "attention": "倉庫 御中",
        },
        contact_persons=[
            {
                "last_name": "佐藤",
                "first_name": "花子",
                "last_name_kana": "サトウ",
                "first_name_kana": "ハナコ",
                "department": "購買部",
                "designation": "部長",
                "email": "sato@example.jp",
                "phone": "045-000-0001",
                "enable_portal": True,
            },
            {"last_name": "田中", "first_name": "健", "email": "tanaka@example.jp"},
        ],
    )
    for i, n in enumerate(["合同会社あおぞら", "青山物産株式会社", "北海食品株式会社", "Blue Bottle Imports Ltd."]):
        make_customer(
            ctx,
            contact_name=n,
            contact_persons=[{"last_name": "担当", "email": f"c{i}@example.jp", "phone": "03-1111-000%d" % i}],
        )
    for i, n in enumerate(["山田製紙株式会社", "Harbor Goods Inc."]):
        make_vendor(ctx, contact_name=n, contact_persons=[{"last_name": "Smith", "email": f"v{i}@example.jp"}])
    for kind, size in (("desktop", DESKTOP), ("telephone", TELEPHONE)):
        v = visit(person, locale=locale, size=size)
        base = f"/books/{ctx.organization_id}/"
        for name, path in (
            ("list", "contacts/?view=customers"),
            ("detail", f"contacts/{cid}/"),
            ("statement", f"contacts/{cid}/?tab=statement"),
            ("new", "contacts/new/?contact_type=customer"),
            ("edit", f"contacts/{cid}/edit/"),
            ("merge", f"contacts/{cid}/merge/"),
            ("mail", f"contacts/{cid}/email/?statement=1"),
            ("history", f"contacts/{cid}/?tab=history"),
        ):
            page = v.go(base + path)
            page.wait_for_selector("h1")
            page.wait_for_timeout(250)
            if name == "new":
                for d in page.query_selector_all("details.form-section"):
                    d.evaluate("e=>e.open=true")
            v.shot(f"contacts-{name}-{locale}-{kind}")
            v.axe()
