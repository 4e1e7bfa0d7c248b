"""No page of either application makes more than twelve queries, nor does a report of the API."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from daicho.exchange.commands.start_import import start_import
from daicho.faces.pages import PAGES
from daicho.kernel.context import Application
from daicho.ledger.commands.create_template import create_template
from daicho.organizations.models import Membership, Role
from daicho.platform.models import AuditRecord, CustomFieldDefinition
from daicho.platform.work import reading, unit_of_work
from daicho.reporting.catalogue import REPORTS
from tests.build.browser import browser_of
from tests.build.context import context
from tests.build.organization import make_person
from tests.build.sales import make_invoice
from tests.build.world import World, build_world

LIMIT = 12
Shown = tuple[World, int]
OTHER_NAMES = {
    "adjustment_id": "inventory_adjustment_id",
    "transfer_id": "transfer_order_id",
    "authority_id": "tax_authority_id",
    "exemption_id": "tax_exemption_id",
}
"""How addresses of pages call what the API calls otherwise."""
DRY_RUN = "/preview/"
"""What voiding or posting would do is told by doing it and taking it back: such a page asks what the command asks."""
UNREACHED = {
    "notification_id": "leads to another page: tests/web/test_notifications.py",
    "attachment_id": "answers a file, or takes a form",
    "comment_id": "takes a form",
    "link_id": "takes a form",
    "image_id": "answers a file, or takes a form",
    "view_id": "takes a form",
    "rate_id": "takes a form",
    "report_name": "see test_every_report_makes_at_most_twelve_queries",
    "scope": "tests/web/ledger",
    "module": "tests/web/organizations/test_approvals.py",
    "receive_id": "the world has no receive under this name",
    "source_kind": "the world has no refunds",
    "target_kind": "the world has no credits applied",
    "use_id": "the world has no credits applied",
}
"""What addresses name that the world does not have, and why; anything else must be walked."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[Shown]:
    """An organisation in both applications with some of everything, taken back after the module."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        user_id = make_person("queries@example.jp", "Q")
        world = build_world("数", user_id=user_id)
        world.ids |= {name: world.ids[known] for name, known in OTHER_NAMES.items() if known in world.ids}
        ctx = context(world.books.organization_id)
        with unit_of_work(ctx):
            world.ids["invoice_id"] = str(make_invoice(ctx, is_open=True))
        with reading(ctx):
            for name, model in (("member_id", Membership), ("role_id", Role), ("field_id", CustomFieldDefinition)):
                world.ids[name] = str(model.objects.latest("id").id)
        world.ids["template_id"] = str(create_template(ctx, journal_id=int(world.ids["journal_id"]), name="数"))
        world.ids["batch_id"] = str(start_import(ctx, kind="contacts", name="c.csv", content=b"name\nA\n"))
        yield world, user_id
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("application", ["books", "inventory"])
def test_every_page_makes_at_most_twelve_queries(world: Shown, application: Application):
    made, user_id = world
    client = browser_of(user_id)
    client.get(f"/{application}/")
    walked, faults = 0, []
    for page in PAGES:
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: made.ids.get(match[1], "?"), page.path)
        if application not in page.applications or path.endswith(DRY_RUN):
            continue
        if "?" in path:
            missing = {name for name in re.findall(r"<(?:\w+:)?(\w+)>", page.path) if name not in made.ids}
            assert missing & UNREACHED.keys(), f"{page.path} is not walked: {missing}"
            continue
        address = f"/{application}/{made.books.organization_id}/{path}"
        with CaptureQueriesContext(connection) as queries:
            status = client.get(address).status_code
        if status != 200:  # a page that only takes forms
            assert status in {302, 303, 404, 405, 422}, (status, address)
            continue
        walked += 1
        if len(queries) > LIMIT:
            asked = "\n  ".join(query["sql"][:160] for query in queries.captured_queries)
            faults.append(f"{page.path}: {len(queries)}\n  {asked}")
    assert walked > 50
    assert not faults, "\n".join(faults)


@pytest.mark.django_db
@pytest.mark.parametrize("application", ["books", "inventory"])
def test_every_report_makes_at_most_twelve_queries(world: Shown, application: Application):
    """Now, in the middle of what happened, and when all was done; with earlier periods; narrowed to one record."""
    made, user_id = world
    client, api = browser_of(user_id), made.api(application)
    with reading(context(made.books.organization_id)):
        moments = list(AuditRecord.objects.order_by("sequence").values_list("at", flat=True))
    days = ["", *(moments[place].isoformat() for place in (len(moments) // 2, -1))]
    client.get(f"/{application}/{made.books.organization_id}/reports/salesdetails/", {"known_at": days[1]})
    faults = []
    for kind in REPORTS.values():
        if application not in kind.applications:
            continue
        needed = {name: made.ids[name] for name in kind.asks if name in made.ids}
        narrow = {name: made.ids[name] for name in kind.offers if name in made.ids}
        beside = {"compare": "previous_period", "periods": "12"} if kind.compares else {}
        for day in days:
            for more in [{}, *filter(None, (beside, narrow))]:
                given = needed | more | ({"known_at": day} if day else {})
                path = f"reports/{kind.name}"
                with CaptureQueriesContext(connection) as page:
                    assert client.get(f"/{application}/{made.books.organization_id}/{path}/", given).status_code == 200
                with CaptureQueriesContext(connection) as answer:
                    assert api.call("GET", f"/{path}", query=given).status == 200
                if max(len(page), len(answer)) > LIMIT:
                    faults.append(f"{kind.name} {given}: page {len(page)}, API {len(answer)}")
    assert not faults, "\n".join(faults)
