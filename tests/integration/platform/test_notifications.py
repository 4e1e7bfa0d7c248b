"""What people are told of what others, and jobs, did."""

from datetime import timedelta
from itertools import count

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.config.wiring import EVENTS, GIVE_UPS, NOTICES, OWNERS, TOGETHER
from daicho.config.worker import system_ctx, work_all
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.comment_on_document import comment_on_document
from daicho.documents.core.state import Action
from daicho.kernel.context import Actor
from daicho.kernel.errors import NotFound
from daicho.organizations.commands.add_member import add_member
from daicho.organizations.commands.request_deletion import request_deletion
from daicho.organizations.commands.set_approval import set_approval
from daicho.organizations.queries.list_roles import list_roles
from daicho.organizations.queries.membership import find_membership
from daicho.platform import jobs, outbox
from daicho.platform.comments import add_comment
from daicho.platform.db.scope import organization_scope
from daicho.platform.housekeeping import NOTIFICATIONS_KEPT, tidy_up
from daicho.platform.mail import Letter, send
from daicho.platform.models import Job, MailMessage, Notification
from daicho.platform.notifications import (
    COUNTED,
    latest_notifications,
    mark_read,
    notification,
    write_notifications,
)
from daicho.platform.work import reading, unit_of_work
from daicho.sales.kinds import SALES_ORDER
from tests.build.catalog import make_item
from tests.build.documents import line
from tests.build.organization import make_organization, make_person, person_context
from tests.build.sales import make_sales_order

pytestmark = pytest.mark.django_db
_numbers = count(1)


@pytest.fixture
def office():
    """An organisation of Hanako, administrator, and Ken, who sells and approves nothing; and another member."""
    ctx = make_organization()
    with reading(ctx):
        roles = {role.built_in: role.role_id for role in list_roles(ctx)}
    people = {}
    for name, role in (("Ken", "sales"), ("Mai", "accountant")):
        people[name] = make_person(f"{name.lower()}@example.jp", name)
        add_member(ctx, fields={"name": name, "email": f"{name.lower()}@example.jp", "role_id": roles[role]})
    work_all(lambda: ctx.now)
    for user_id in people.values():
        with reading(ctx):
            (row,) = latest_notifications(as_person(ctx, user_id))
            assert row.text == "%(who)s added you to this organization."
        mark_read(as_person(ctx, user_id))
    return ctx, people["Ken"], people["Mai"]


def as_person(ctx, user_id):
    found = find_membership(user_id, ctx.organization_id)
    assert found is not None
    return ctx.within(ctx.organization_id, Actor(user_id, found.name, found.permissions))


def make_order(ctx):
    return make_sales_order(ctx, lines=[line(make_item(ctx, f"Tea {next(_numbers)}"), 2)])


def told(ctx, user_id):
    """What a person has not read, in words."""
    with reading(ctx):
        rows = [row for row in latest_notifications(as_person(ctx, user_id)) if not row.is_read]
        return [row.text % {"record": row.parameters.get("number", ""), **row.parameters} for row in rows]


def unread(ctx, user_id):
    found = find_membership(user_id, ctx.organization_id)
    assert found is not None
    return found.unread


def test_the_tables_fit_together():
    assert EVENTS.keys() == NOTICES.keys()
    assert {"platform.notify"} == TOGETHER
    assert all(entity in OWNERS for entity, action in NOTICES if action == "submitted")


def test_approvers_are_told_what_waits_and_owners_what_became_of_it(office):
    ctx, ken, mai = office
    set_approval(ctx, module="salesorders", mode="simple")
    seller = as_person(ctx, ken)
    first, second = (make_order(seller) for _ in range(2))
    for order in (first, second):
        change_state(seller, kind=SALES_ORDER, document_id=order, action=Action.SUBMIT)
    work_all(lambda: ctx.now)
    hanako = ctx.actor.user_id
    assert len(told(ctx, hanako)) == len(told(ctx, mai)) == unread(ctx, mai) == 2
    assert told(ctx, hanako)[0].startswith("Ken asks for approval: SO-")
    assert told(ctx, ken) == []
    change_state(ctx, kind=SALES_ORDER, document_id=first, action=Action.APPROVE)
    change_state(ctx, kind=SALES_ORDER, document_id=second, action=Action.REJECT, reason="too cheap")
    comment_on_document(ctx, kind=SALES_ORDER, document_id=second, description="See the list price.")
    comment_on_document(seller, kind=SALES_ORDER, document_id=second, description="I see.")
    work_all(lambda: ctx.now)
    words = [" ".join(text.split()[:-1]) for text in told(ctx, ken)]
    assert words == ["Hanako Sato commented on", "Hanako Sato rejected", "Hanako Sato approved"]
    assert unread(ctx, hanako) == 2, "nobody is told of what they did themselves"


def test_all_notices_of_a_round_are_written_by_few_statements(office):
    ctx, ken, _mai = office
    orders = [make_order(as_person(ctx, ken)) for _ in range(3)]
    outbox.deliver_changes(EVENTS, ctx.now, TOGETHER)

    def statements(comments):
        for number in range(comments):
            comment_on_document(ctx, kind=SALES_ORDER, document_id=orders[number % 3], description="?")
        outbox.deliver_changes(EVENTS, ctx.now, TOGETHER)
        with organization_scope(0):
            assert Job.objects.filter(name="platform.notify", state=Job.State.WAITING).count() == 1
        with CaptureQueriesContext(connection) as queries:
            work_all(lambda: ctx.now)
        return len(queries)

    few, many = statements(1), statements(60)
    assert many == few
    assert unread(ctx, ken) == 61


def test_a_job_that_runs_twice_tells_once(office):
    ctx, ken, _mai = office
    order = make_order(as_person(ctx, ken))
    comment_on_document(ctx, kind=SALES_ORDER, document_id=order, description="?")
    outbox.deliver_changes(EVENTS, ctx.now, TOGETHER)
    with organization_scope(0):
        payload = Job.objects.get(name="platform.notify", state=Job.State.WAITING).payload
    for _ in range(2):
        write_notifications(system_ctx(ctx.organization_id, ctx.now, "job:1"), orjson.loads(payload))
    assert len(told(ctx, ken)) == 1


def test_the_feed_tells_open_pages(office):
    from daicho.platform.models import AuditRecord

    ctx, ken, _mai = office
    order = make_order(as_person(ctx, ken))
    comment_on_document(ctx, kind=SALES_ORDER, document_id=order, description="?")
    work_all(lambda: ctx.now)
    mark_read(as_person(ctx, ken))
    mark_read(as_person(ctx, ken))
    with organization_scope(ctx.organization_id):
        mine = AuditRecord.objects.filter(entity="notification", entity_id=ken).order_by("-sequence")
        assert list(mine.values_list("action", flat=True)[:2]) == ["updated", "created"]
    from daicho.platform.verification import verify_history

    with reading(ctx):
        assert list(verify_history(ctx)) == []


def test_a_notification_is_nobody_elses(office):
    ctx, ken, mai = office
    add_comment(ctx, entity="salesorder", entity_id=make_order(as_person(ctx, ken)), description="?")
    work_all(lambda: ctx.now)
    with reading(ctx):
        row = latest_notifications(as_person(ctx, ken))[0]
        with pytest.raises(NotFound):
            notification(as_person(ctx, mai), notification_id=row.notification_id)
    mark_read(as_person(ctx, mai), notification_id=row.notification_id)
    assert unread(ctx, ken) == 1
    mark_read(as_person(ctx, ken), notification_id=row.notification_id)
    assert unread(ctx, ken) == 0


def test_the_other_members_hear_of_a_deletion(office):
    ctx, ken, mai = office
    request_deletion(person_context(ctx.actor.user_id), organization_id=ctx.organization_id)
    work_all(lambda: ctx.now)
    for user_id in (ken, mai):
        assert told(ctx, user_id) == ["Hanako Sato requested the deletion of this organization."]
    assert told(ctx, ctx.actor.user_id) == []


def test_who_wrote_a_message_hears_that_it_did_not_go_out(office, settings):
    settings.EMAIL_BACKEND = "tests.integration.platform.test_notifications.NoServer"
    ctx, _ken, mai = office
    with unit_of_work(as_person(ctx, mai)):
        mail_id = send(
            as_person(ctx, mai), Letter(["a@example.jp"], "Your order", "…", entity="salesorder", entity_id=7)
        )
    now = ctx.now
    for _ in range(jobs.MAXIMUM_ATTEMPTS):
        assert told(ctx, mai) == []
        now += timedelta(days=1)
        work_all(lambda now=now: now)
    work_all(lambda: now)
    assert told(ctx, mai) == ["The e-mail “Your order” to a@example.jp could not be sent."]
    with reading(ctx):
        row = latest_notifications(as_person(ctx, mai))[0]
        assert (row.entity, row.entity_id, row.level) == ("salesorder", 7, "danger")
        message = MailMessage.objects.get(id=mail_id)
    assert (message.state, "no route" in message.error) == ("failed", True)


class NoServer:
    """A mail server that is not there."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        pass

    def send_messages(self, messages: object) -> int:
        raise OSError("no route")


def test_giving_up_that_fails_itself_leaves_the_job_failed(office):
    ctx, _ken, _mai = office
    with unit_of_work(ctx):
        jobs.enqueue(ctx, "work")
    with organization_scope(0):
        Job.objects.filter(name="work").update(attempts=jobs.MAXIMUM_ATTEMPTS - 1)
    job = jobs.claim(ctx.now)
    assert job is not None

    def broken(*_arguments):
        raise ValueError("no luck")

    assert not jobs.run(job, ctx, broken, lambda: ctx.now, broken)
    with organization_scope(0):
        assert Job.objects.get(name="work").state == Job.State.FAILED
    assert set(GIVE_UPS) >= {"platform.mail", "exchange.import"}


def test_counting_ends_and_old_ones_go(office):
    ctx, ken, _mai = office
    with organization_scope(ctx.organization_id):
        Notification.objects.bulk_create(
            [
                Notification(
                    organization_id=ctx.organization_id, user_id=ken, sequence=10**6 + number, level="info",
                    entity="user", entity_id=ken, text="x", created_at=ctx.now,
                )
                for number in range(COUNTED + 20)
            ]
        )  # fmt: skip
    assert unread(ctx, ken) == COUNTED
    tidy_up(system_ctx(0, ctx.now + NOTIFICATIONS_KEPT / 2, "job:1"), {})
    assert unread(ctx, ken) == COUNTED
    tidy_up(system_ctx(0, ctx.now + NOTIFICATIONS_KEPT + timedelta(seconds=1), "job:1"), {})
    assert unread(ctx, ken) == 0
