"""Views and filters of orders say what the badges say, in each application."""

import pytest

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.sales.commands.convert_estimate import convert_estimate
from daicho.sales.kinds import ESTIMATE, INVOICE, SALES_ORDER
from tests.build.browser import browser_of
from tests.build.contacts import make_customer
from tests.build.documents import line, make_document
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "application", "word"),
    [
        (SALES_ORDER, "inventory", "確定済み"),
        (SALES_ORDER, "books", "進行中"),
        (PURCHASE_ORDER, "inventory", "発行済み"),
        (PURCHASE_ORDER, "books", "進行中"),
    ],
)
def test_an_open_order(kind, application, word):
    ctx = make_organization(application=application)
    address = f"/{application}/{ctx.organization_id}/{kind.entity}s/?status=open"
    text = "".join(browser_of(ctx.actor.user_id).get(address).content.decode().split())
    assert f"{word}</a>" in text  # the view
    assert f"{word}</option>" in text  # the filter
    assert text.count(word) >= 3  # and the chosen filter
    others = {"確定済み", "発行済み", "進行中"} - {word}
    assert not [other for other in others if other in text]


def test_an_estimate_of_which_an_invoice_was_made():
    ctx = make_organization()
    estimate = make_document(ctx, ESTIMATE, make_customer(ctx), [line(None, 1, name="茶", rate=100)])
    change_state(ctx, kind=ESTIMATE, document_id=estimate, action=Action.OPEN)
    convert_estimate(ctx, estimate_id=estimate, target=INVOICE)
    page = browser_of(ctx.actor.user_id).get(f"/books/{ctx.organization_id}/estimates/")
    text = "".join(page.content.decode().split())
    assert ">請求済み</span>" in text
    assert "請求額" not in text
