"""A person who goes through the product by clicking, in either language; tests say everything in English."""

import re

from playwright.sync_api import Locator, expect

from daicho.catalog.queries.stock_figures import stock_figures
from daicho.kernel.measure import MICRO
from daicho.organizations.commands.join_application import join_application
from daicho.platform.work import reading
from daicho.reporting.queries.verify import verify
from daicho.taxes.queries.taxes import tax_choices
from tests.browser.conftest import DESKTOP, TELEPHONE, Visitor
from tests.build.organization import make_organization, make_person

JAPANESE = {
    "Accepted": "受諾済み",
    "Add landed cost": "仕入諸掛を加える",
    "Allocate": "配賦する",
    "Applications": "アプリ",
    "Apply credits": "クレジットを充当",
    "Approved": "承認済み",
    "Backorder": "取り寄せ注文",
    "Bill": "受取請求書",
    "Bill number": "受取請求書番号",
    "Billed": "請求済み",
    "Closed": "完了",
    "Confirmed": "確定済み",
    "Continue": "続ける",
    "Convert to bill": "受取請求書に変換する",
    "Cost": "費用",
    "Create a credit note": "クレジットノートを作成",
    "Create a sales order": "受注書を作成",
    "Create a vendor credit": "仕入先のクレジットを作成する",
    "Create an invoice": "請求書を作成",
    "Credit note": "クレジットノート",
    "Delivered": "配達済み",
    "Draft": "下書き",
    "Dropshipment": "直送",
    "Estimate": "見積書",
    "In transit": "輸送中",
    "Invoice": "請求書",
    "Issued": "発行済み",
    "Mark as accepted": "受諾済みにする",
    "Mark as confirmed": "確定する",
    "Mark as delivered": "配達済みにする",
    "Make the purchase order": "発注書を作成",
    "Mark as issued": "発行する",
    "Mark as open": "進行中にする",
    "Mark as received": "受領済みにする",
    "Mark as sent": "送信済みにする",
    "More actions": "その他の操作",
    "Not refunded": "未返金",
    "On hold": "保留中",
    "Open": "進行中",
    "Pack": "梱包する",
    "Package": "パッケージ",
    "Paid": "支払い済み",
    "Partially paid": "一部支払い済み",
    "Payments and credits": "入出金とクレジット",
    "Purchase order": "発注書",
    "Purchase receive": "購入受領",
    "Receive": "受領する",
    "Received": "受領済み",
    "Record a refund": "返金を記録",
    "Record a payment made": "支払を記録",
    "Record a payment received": "入金を記録",
    "Refunded": "返金済み",
    "Related documents": "関連する書類",
    "Return goods": "商品を返品",
    "Sales order": "受注書",
    "Sales return": "返品",
    "Save": "保存する",
    "Save and approve": "保存して承認",
    "Save and issue": "保存して発行",
    "Save and mark as open": "保存して進行中にする",
    "Save and mark as sent": "保存して送信済みにする",
    "Save and ship": "保存して出荷へ",
    "Save as in transit": "輸送中として保存する",
    "Save as received": "受領済みとして保存する",
    "Sales return receive": "返品受領",
    "Sent": "送信済み",
    "Ship": "出荷する",
    "Shipment": "出荷",
    "Shipped": "出荷済み",
    "Tracking number": "送り状番号",
    "Vendor credit": "仕入先のクレジット",
}


def house(email, locale):
    """Return a person, the context of an organisation in both applications, and the id of its tax of 10 %."""
    person = make_person(email, "佐藤 花子", locale)
    ctx = make_organization(user_id=person, language_code=locale)
    join_application(ctx, organization_id=ctx.organization_id, application="inventory")
    with reading(ctx):
        return person, ctx, next(choice.tax_id for choice in tax_choices(ctx) if "10%" in choice.name)


def on_hand(ctx, item_id):
    """Demand that stock and books agree; return what is on hand by accounting and by physical stock."""
    with reading(ctx):
        assert verify(ctx) == []
        figures = stock_figures(ctx, item_ids=[item_id])[item_id].figures
    return figures.on_hand // MICRO, figures.physical_on_hand // MICRO


class Walk:
    """A window in which one person works in one organisation; `application` is where the person is now."""

    def __init__(self, visitor: Visitor, locale: str, organization_id: int) -> None:
        self.visitor, self.page, self.locale = visitor, visitor.page, locale
        self.organization_id, self.application = organization_id, ""

    def say(self, word: str) -> str:
        """Return the word in the person's language."""
        return JAPANESE[word] if self.locale == "ja" else word

    def go(self, application: str, path: str) -> None:
        """Open a page of the organisation by its address."""
        self.application = application
        self.visitor.go(f"/{application}/{self.organization_id}/{path}")

    def change_to(self, application: str, *, module: str, number: str) -> None:
        """Go to the other application by the menu of applications, and there to a document by its list."""
        self.application = application
        self.page.get_by_role("button", name=self.say("Applications"), exact=True).click()
        self.page.locator(f".launcher a[href*='/{application}/']").click()
        self.page.wait_for_url(f"**/{application}/{self.organization_id}/")
        self.page.locator(f".navigation-link[href$='/{application}/{self.organization_id}/{module}/']").click()
        self.page.locator(".list-link", has_text=number).first.click()
        self.at(number)

    def at(self, *texts: str) -> None:
        """Demand the page whose heading tells these texts: a number, words of a status."""
        heading = self.page.locator("main h1")
        for text in texts:
            expect(heading).to_contain_text(text)

    def is_now(self, *words: str) -> None:
        """Demand badges with exactly these words at the heading."""
        expect(self.page.locator("main h1 .badge")).to_have_text([self.say(word) for word in words])

    def press(self, word: str) -> None:
        """Press the button or link with exactly this word; where it is not in sight, in the menu of further actions.

        The page it is on must fit a telephone.
        """
        exactly = re.compile(rf"^\s*{re.escape(self.say(word))}\s*$")
        found = self.page.locator("main").locator("a, button").filter(has_text=exactly).first
        found.wait_for(state="attached")
        self.page.set_viewport_size(TELEPHONE)
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), self.page.url
        self.page.set_viewport_size(DESKTOP)
        if not found.is_visible():
            self.page.get_by_role("button", name=self.say("More actions"), exact=True).click()
        found.click()

    def pick(self, field: Locator, text: str) -> None:
        """Choose in a select with search what is found by typing `text`."""
        field.click()
        self.page.keyboard.type(text)
        self.page.locator(".ts-dropdown:visible .option", has_text=text).first.click()
        field.locator("xpath=..").locator(".item", has_text=text).wait_for()

    def fill_document(self, contact: str, item: str, quantity: int, total: str) -> None:
        """Enter contact, item and quantity of a new document and wait until the server has summed it up."""
        self.pick(self.page.locator("#id_contact_id-ts-control"), contact)
        self.pick(self.page.locator("[data-line] .line-item .ts-control input").first, item)
        amount = self.page.locator("[data-line] .line-quantity input").first
        expect(amount).to_be_focused()
        amount.fill(str(quantity))
        expect(self.page.locator("[data-total]")).to_have_text(total)

    def neighbours(self, *expected: str) -> None:
        """Demand exactly these related documents, each told as "kind number", kinds in English."""
        panel = self.page.locator("section", has=self.page.get_by_role("heading", name=self.say("Related documents")))
        told = [f"{self.say(kind)} {number}" for kind, number in (text.rsplit(" ", 1) for text in expected)]
        links = panel.locator("a > span:first-child > span:first-child")
        expect(links).to_have_text(told)

    def stands(self, number: str, word: str) -> None:
        """Demand the status of a related document in its panel."""
        row = self.page.locator(".detail-side .list-group-item", has_text=number)
        expect(row.locator(".badge")).to_have_text(self.say(word))

    def follow(self, number: str) -> None:
        """Go to a related document by its panel."""
        self.page.locator(".detail-side .list-group-item", has_text=number).click()
        self.at(number)

    def facts(self, *texts: str) -> None:
        """Demand that the summary at the side tells these texts."""
        for text in texts:
            expect(self.page.locator(".facts").first).to_contain_text(text)
