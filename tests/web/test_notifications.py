"""The bell: how many are unread, the panel, the way to a record, across both applications."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from daicho.config.wiring import OWNERS
from daicho.config.worker import work_all
from daicho.documents.commands.comment_on_document import comment_on_document
from daicho.exchange.commands import run_import
from daicho.kernel.context import Actor
from daicho.organizations.commands.add_member import add_member
from daicho.organizations.commands.join_application import join_application
from daicho.platform.db.scope import organization_scope
from daicho.platform.models import Notification
from daicho.platform.notifications import PAGE
from daicho.platform.web.links import record_link
from daicho.sales.kinds import SALES_ORDER
from tests.build.organization import make_person, person_context
from tests.build.sales import make_sales_order
from tests.web.conftest import signed_in

CONTACTS = "取引先名,区分\n株式会社青葉,顧客\n株式会社若葉,顧客\n"


def work() -> None:
    work_all(lambda: datetime.now(UTC))


def _join(window) -> None:
    person = person_context(window.user_id)
    join_application(person, organization_id=window.ctx.organization_id, application="inventory")


@pytest.fixture
def commented(window):
    """An order of the person, on which Ken commented."""
    join_application(
        person_context(window.user_id), organization_id=window.ctx.organization_id, application="inventory"
    )
    ken = make_person("ken@example.jp", "Ken")
    add_member(window.ctx, fields={"name": "Ken", "email": "ken@example.jp"})
    order = make_sales_order(window.ctx)
    actor = Actor(ken, "Ken", window.ctx.actor.permissions)
    comment_on_document(
        window.ctx.within(window.ctx.organization_id, actor), kind=SALES_ORDER, document_id=order, description="?"
    )
    work()
    return order


def panel(window, application="books", **query):
    return window.client.get(window.url("notifications/", application), query).content.decode()


@pytest.mark.parametrize("application", ["books", "inventory"])
def test_the_bell_tells_and_leads_there(window, commented, application):
    home = window.client.get(window.url("", application)).content.decode()
    assert "1 unread notification" in home
    assert f'data-follow="notification:{window.user_id}"' in home
    shown = panel(window, application)
    assert "Ken commented on Sales order SO-" in shown
    with organization_scope(window.ctx.organization_id):
        row = Notification.objects.get(user_id=window.user_id)
    answer = window.client.get(window.url(f"notifications/{row.id}/", application))
    assert answer.status_code == 302
    assert answer["Location"] == window.url(f"salesorders/{commented}/", application)
    assert "unread notification" not in window.client.get(window.url("", application)).content.decode()
    assert "Mark all as read" not in panel(window, application)


def test_they_are_read_one_by_one_and_all_at_once(window, commented):
    with organization_scope(window.ctx.organization_id):
        row = Notification.objects.get(user_id=window.user_id)
        rows = [
            Notification(
                organization_id=row.organization_id, user_id=row.user_id, sequence=10**6 + number, level="info",
                entity="user", entity_id=row.user_id, text="%(who)s declined the invitation.",
                parameters={"who": f"No. {number}"}, created_at=row.created_at,
            )
            for number in range(PAGE)
        ]  # fmt: skip
        Notification.objects.bulk_create(rows)
    first = panel(window)
    assert "No. 0 " in first
    assert "commented on" not in first
    older = panel(window, before=rows[0].sequence)
    assert "commented on" in older
    assert "Mark all as read" not in older
    shown = window.post(f"notifications/{row.id}/read/").content.decode()
    assert f"{PAGE} unread notifications" in shown
    assert 'hx-swap-oob="true"' in shown
    assert "unread notification" not in window.post("notifications/read/").content.decode()
    assert window.client.get(window.url("notifications/read/")).status_code == 405


def test_nobody_opens_what_somebody_else_was_told(window, commented):
    with organization_scope(window.ctx.organization_id):
        row = Notification.objects.get(user_id=window.user_id)
    other = signed_in(make_person("ken@example.jp", "Ken"))
    assert other.get(window.url(f"notifications/{row.id}/")).status_code == 404
    assert Client().get(window.url("notifications/")).status_code == 302
    assert window.get("notifications/1/").status_code == 404


def test_a_record_of_the_other_application_is_opened_there(window):
    join_application(
        person_context(window.user_id), organization_id=window.ctx.organization_id, application="inventory"
    )
    with organization_scope(window.ctx.organization_id):
        row = Notification(
            organization_id=window.ctx.organization_id, user_id=window.user_id, sequence=5, level="info",
            entity="journal", entity_id=7, text="%(who)s commented on %(record)s",
            parameters={"who": "Ken", "number": "1"}, created_at=window.ctx.now,
        )  # fmt: skip
        Notification.objects.bulk_create([row])
    answer = window.client.get(window.url(f"notifications/{row.id}/", "inventory"))
    assert answer["Location"] == window.url("journals/7/")


def test_every_record_that_is_told_of_has_a_page(window):
    for entity in [*OWNERS, "import"]:
        label, url = record_link(window.ctx, entity, 7)
        assert url, entity
        assert label != entity


def test_a_large_import_is_told_of_a_small_one_not(window, monkeypatch):
    from tests.web.exchange.test_import_pages import choices, shown, upload

    path = upload(window, CONTACTS)
    window.post(path, {**choices(shown(window, path)), "then": "import"})
    work()
    assert "has been imported" not in panel(window)
    monkeypatch.setattr(run_import, "AT_ONCE", 1)
    path = upload(window, CONTACTS + "株式会社紅葉,顧客\n")
    window.post(path, {**choices(shown(window, path)), "then": "import"})
    work()
    work()
    assert "contacts.csv has been imported: 1 new, 0 changed." in panel(window)
    with organization_scope(window.ctx.organization_id):
        row = Notification.objects.get(user_id=window.user_id)
    assert window.get(f"notifications/{row.id}/")["Location"] == window.url(path)


def test_an_import_that_failed_can_be_tried_again(window, monkeypatch):
    from daicho.exchange import jobs
    from daicho.platform.jobs import MAXIMUM_ATTEMPTS
    from tests.web.exchange.test_import_pages import choices, shown, upload

    def broken(*_given, **_named):
        raise OSError("disk")

    monkeypatch.setattr(run_import, "AT_ONCE", 1)
    monkeypatch.setattr(jobs, "run_import", broken)
    path = upload(window, CONTACTS)
    columns = choices(shown(window, path))
    window.post(path, {**columns, "then": "import"})
    from datetime import timedelta

    now = datetime.now(UTC)
    for _ in range(MAXIMUM_ATTEMPTS + 1):
        now += timedelta(days=1)
        work_all(lambda now=now: now)
    assert "The import of contacts.csv failed." in panel(window)
    monkeypatch.undo()
    window.post(path, {**choices(shown(window, path)), "then": "import"})
    assert "Show the list" in shown(window, path)


def test_the_panel_speaks_japanese(window, commented):
    window.client.post(reverse("frame_language"), {"language": "ja"})
    assert "Kenさんが受注書 SO-" in panel(window)
