"""A link of one document: what opens and closes it, what people outside see and do there, what the house learns."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from daicho.config.worker import work_all
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.commands.mark_viewed import mark_viewed
from daicho.documents.commands.share_document import share_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.state import Action
from daicho.documents.models import ShareLink
from daicho.documents.queries.document_view import document_view
from daicho.faces.console import share
from daicho.platform.models import MailMessage
from daicho.platform.notifications import latest_notifications
from daicho.platform.work import reading
from daicho.processes.commands.clone_organization import clone_organization
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.kinds import CREDIT_NOTE, ESTIMATE, INVOICE, SALES_ORDER
from tests.build.browser import browser_of, fill, page
from tests.build.contacts import make_customer
from tests.build.documents import line, make_document
from tests.build.organization import make_organization, make_person

pytestmark = pytest.mark.django_db
NUMBERS = count(1)
LINES = [line(None, 2, name="煎茶", rate=1080)]


@pytest.fixture
def ctx():
    now = timezone.now()
    return make_organization(now=now, today=now.date(), mode="live")


def sent(ctx, kind=INVOICE, **fields):
    """Return an opened document."""
    customer = make_customer(
        ctx,
        contact_name=fields.pop("customer", f"Customer {next(NUMBERS)}"),
        language_code=fields.pop("language", "en"),
    )
    made = make_document(ctx, kind, customer, LINES, **fields)
    change_state(ctx, kind=kind, document_id=made, action=Action.OPEN)
    return made


def linked(ctx, kind, document_id, **wish):
    """Return the path of a new link."""
    return "/share/" + share_document(ctx, kind=kind, document_id=document_id, **wish).split("/share/")[1]


def shown(ctx, kind, document_id):
    with reading(ctx):
        return document_view(ctx, kind=kind, document_id=document_id)


def notices(ctx):
    """Let the bell ring for all that has happened so far; return what the caller is told."""
    work_all(lambda: datetime.now(UTC))
    with reading(ctx):
        return [row.text % {"who": "", "record": "", **row.parameters} for row in latest_notifications(ctx)]


def test_a_customer_sees_an_invoice_and_the_house_learns_of_it_once(ctx):
    invoice = sent(ctx, customer="Takahashi Trading", due=ctx.today + timedelta(days=30))
    path = linked(ctx, INVOICE, invoice)
    customer = Client(enforce_csrf_checks=True)
    answer = customer.get(path)
    told = answer.content.decode()
    assert answer.status_code == 200
    assert (answer["X-Robots-Tag"], answer["Cache-Control"]) == ("noindex, nofollow, noarchive", "no-store, private")
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "¥2,160" in told
    assert "Takahashi Trading" in told
    assert "/books/" not in told
    assert "/inventory/" not in told
    assert customer.get(f"{path}pdf/").content.startswith(b"%PDF")
    assert shown(ctx, INVOICE, invoice).viewed_at is None, "a page that was only fetched is not seen"
    assert customer.post(f"{path}seen/").status_code == 403, "only the page itself may tell"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', told)[1]
    member = browser_of(ctx.actor.user_id, "en")
    assert "does not count" in page(member, path)
    assert member.post(f"{path}seen/").status_code == 204
    assert shown(ctx, INVOICE, invoice).viewed_at is None, "a member is no customer"
    assert customer.post(f"{path}seen/", headers={"X-CSRFToken": token}).status_code == 204
    first = shown(ctx, INVOICE, invoice).viewed_at
    assert first is not None
    customer.post(f"{path}seen/", headers={"X-CSRFToken": token})
    assert shown(ctx, INVOICE, invoice).viewed_at == first
    one = f"/books/{ctx.organization_id}/invoices/{invoice}/"
    history = page(member, f"{one}?tab=history")
    assert "Takahashi Trading" in history
    assert "customer, by the share link" in history
    assert "Viewed by the customer" in page(member, one)
    rows = page(member, f"/books/{ctx.organization_id}/invoices/?status=viewed")
    assert "INV-" in rows
    assert ">Viewed</span>" in rows
    assert "INV-" in page(member, f"/books/{ctx.organization_id}/invoices/?status=unpaid")
    assert [text for text in notices(ctx) if "viewed" in text] == ["Takahashi Trading (customer) viewed "]


def test_the_order_of_an_invoice_tells_that_it_was_viewed(ctx):
    order = sent(ctx, SALES_ORDER)
    invoice = invoice_order(ctx, order_id=order)
    later = ctx.today + timedelta(days=30)
    update_document(ctx, kind=INVOICE, document_id=invoice, fields={"date": ctx.today, "due": later})
    change_state(ctx, kind=INVOICE, document_id=invoice, action=Action.OPEN)
    one = f"/books/{ctx.organization_id}/salesorders/{order}/"
    member = browser_of(ctx.actor.user_id, "en")
    assert ">Viewed</span>" not in page(member, one)
    mark_viewed(ctx, kind=INVOICE, document_id=invoice, link_id=1)
    assert ">Viewed</span>" in page(member, one)


def test_links_close(ctx):
    """Void, deleted, expired, closed, a draft again: whatever the reason, the page is the same sentence."""
    invoice = sent(ctx)
    day = ctx.today
    path, forever = linked(ctx, INVOICE, invoice, expires_on=day + timedelta(days=3)), linked(ctx, INVOICE, invoice)
    guest = Client(raise_request_exception=False)
    with reading(ctx):
        kept = ShareLink.objects.values_list("token_hash", flat=True)
        assert not any(hashed in path + forever for hashed in kept), "the token itself is kept nowhere"
        ShareLink.objects.filter(expires_on__isnull=False).update(expires_on=day - timedelta(days=2))
    closed = guest.get(path)
    assert closed.status_code == 404
    assert "ask whoever sent it" in closed.content.decode()
    assert "リンク" in guest.get(path, headers={"Accept-Language": "ja"}).content.decode()
    assert guest.get(forever).status_code == 200
    change_state(ctx, kind=INVOICE, document_id=invoice, action=Action.VOID)
    for method, below in (("get", ""), ("get", "pdf/"), ("post", "seen/"), ("post", "answer/")):
        assert getattr(guest, method)(forever + below).status_code == 404, below
    delete_document(ctx, kind=INVOICE, document_id=invoice)
    assert guest.get(forever).status_code == 404
    with reading(ctx):
        assert not ShareLink.objects.exists()
    other = make_organization(name="別の会社", user_id=make_person("other@example.jp"))
    secret = linked(ctx, INVOICE, sent(ctx)).split("-", 1)[1]
    foreign = linked(other, INVOICE, sent(other)).split("-", 1)[0]
    for wrong in (
        f"{foreign}-{secret}",
        "/share/x/",
        "/share/0-" + "a" * 32 + "/",
        "/share/zzzzzzzzzzzzz-" + "a" * 32 + "/",
        "/share/%00%ff/",
    ):
        assert guest.get(wrong).status_code == 404, wrong
    assert guest.get(reverse("shared", args=[path[7:-1]])).status_code == 404


def test_an_estimate_is_answered_by_its_customer(ctx):
    estimate = sent(ctx, ESTIMATE, due=ctx.today + timedelta(days=30), language="ja")
    path = linked(ctx, ESTIMATE, estimate)
    guest = Client()
    assert "見積" in page(guest, path)
    assert "受諾" in page(guest, path)
    lacking = guest.post(f"{path}answer/", {"name": " ", "comment": "急ぎです", "answer": "accept"})
    assert lacking.status_code == 422
    assert "急ぎです" in lacking.content.decode()
    assert guest.post(f"{path}answer/", {"name": "x" * 101, "answer": "accept"}).status_code == 422
    done = guest.post(f"{path}answer/", {"name": "高橋 一郎", "comment": "急ぎです", "answer": "accept"})
    assert (done.status_code, done["Location"]) == (303, path)
    view = shown(ctx, ESTIMATE, estimate)
    assert (view.state, view.state_reason) == ("accepted", "急ぎです")
    again = guest.post(f"{path}answer/", {"name": "高橋 一郎", "answer": "decline"})
    assert again.status_code == 422
    assert shown(ctx, ESTIMATE, estimate).state == "accepted"
    member = browser_of(ctx.actor.user_id, "en")
    history = page(member, f"/books/{ctx.organization_id}/estimates/{estimate}/?tab=history")
    assert "高橋 一郎" in history
    assert "customer, by the share link" in history
    assert [text for text in notices(ctx) if "accepted" in text] == ["高橋 一郎 (customer) accepted "]
    late = sent(ctx, ESTIMATE, date=ctx.today - timedelta(days=40), due=ctx.today - timedelta(days=10))
    answer = Client().post(f"{linked(ctx, ESTIMATE, late)}answer/", {"name": "T", "answer": "accept"})
    assert answer.status_code == 422
    assert "not valid any more" in answer.content.decode()
    no = sent(ctx, ESTIMATE)
    Client().post(f"{linked(ctx, ESTIMATE, no)}answer/", {"name": "T", "answer": "decline"})
    assert shown(ctx, ESTIMATE, no).state == "declined"
    assert Client().post(f"{linked(ctx, INVOICE, sent(ctx))}answer/", {"name": "T"}).status_code == 404


def test_a_member_makes_and_closes_links(ctx):
    note = sent(ctx, CREDIT_NOTE)
    member = browser_of(ctx.actor.user_id, "ja")
    one = f"/books/{ctx.organization_id}/creditnotes/{note}/"
    assert "共有リンク" in page(member, one)
    past = member.post(f"{one}share/", {"expires_on": "2020-01-01"})
    assert past.status_code == 422
    assert "有効期限" in past.content.decode()
    made = page(member, f"{one}share/", expires_on=(ctx.today + timedelta(days=9)).isoformat())
    address = re.search(r'value="[^"]*(/share/[^"]+)"', made)[1]
    assert Client().get(address).status_code == 200
    close = re.search(r'action="([^"]+/close/)"', made)[1]
    assert address not in page(member, f"{one}share/"), "shown once"
    assert member.get(close).status_code == 405
    page(member, close, sure="1")
    assert Client().get(address).status_code == 404
    assert member.post(close).status_code == 404
    draft = make_document(ctx, INVOICE, make_customer(ctx), LINES)
    here = f"/books/{ctx.organization_id}/invoices/{draft}/"
    assert "共有リンク" not in page(member, here)
    assert member.post(f"{here}share/", {}).status_code == 422


def test_a_letter_carries_a_link_where_it_is_wanted(ctx):
    customer = make_customer(ctx, language_code="ja")
    draft = make_document(ctx, INVOICE, customer, LINES)
    member = browser_of(ctx.actor.user_id, "en")
    email = f"/books/{ctx.organization_id}/invoices/{draft}/email/"
    letter = {"to_mail_ids": "a@example.jp", "subject": "件名"}
    assert fill(member, email, **letter, body="こちら {link} です", with_pdf="on").status_code == 303
    assert fill(member, email, **letter, body="本文", with_link="on").status_code == 303
    assert fill(member, email, **letter, body="ないほうの本文").status_code == 303
    with reading(ctx):
        first, second, third = MailMessage.objects.order_by("id").values_list("body", flat=True)
    address = re.search(r"こちら http\S+(/share/\S+) です", first)[1]
    assert Client().get(address).status_code == 200
    assert re.search(r"本文\n\nオンラインでご覧いただけます: http\S+/share/\S+/$", second)
    assert third == "ないほうの本文"
    change_state(ctx, kind=INVOICE, document_id=draft, action=Action.VOID)
    assert fill(member, email, **letter, body="{link}").status_code == 422


def test_guests_are_counted_and_copies_carry_no_links(ctx, monkeypatch):
    invoice = sent(ctx)
    path = linked(ctx, INVOICE, invoice)
    copy = clone_organization(
        replace(ctx, organization_id=0), organization_id=ctx.organization_id, name="写し", include="everything"
    )
    with reading(replace(ctx, organization_id=copy)):
        assert not ShareLink.objects.exists()
    monkeypatch.setattr(share, "REQUESTS_PER_MINUTE", 3)
    answers = [Client().get(path).status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429] or 429 in answers
    change_state(ctx, kind=INVOICE, document_id=invoice, action=Action.VOID)
    change_state(ctx, kind=INVOICE, document_id=invoice, action=Action.DRAFT)
    assert shown(ctx, INVOICE, invoice).viewed_at is None
