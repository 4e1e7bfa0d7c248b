"""A copy of everything is made by a job: with progress, told at the end, all of it or nothing."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db.models import QuerySet

from daicho.config.worker import system_ctx, work_all
from daicho.documents.commands.clone_document import clone_document
from daicho.kernel.errors import Forbidden, InvalidInput, NotFound
from daicho.organizations.commands import copy_organization as copying_command
from daicho.organizations.commands.add_member import add_member
from daicho.organizations.queries.joined_organizations import joined_organizations
from daicho.platform.db.copying import write_rows
from daicho.platform.db.kept import is_kept
from daicho.platform.db.scope import organization_scope, tenant_tables
from daicho.platform.files import store_file
from daicho.platform.jobs import report_progress
from daicho.platform.notifications import latest_notifications
from daicho.platform.work import reading, unit_of_work
from daicho.processes import jobs
from daicho.processes.commands.clone_organization import clone_organization
from daicho.processes.commands.load_demo import load_demo
from daicho.processes.commands.start_clone import start_clone
from daicho.processes.core.cloning import NEVER, SETTINGS
from daicho.processes.demo.organizations import HISTORIES
from daicho.processes.queries.running_clones import running_clones
from daicho.reporting.queries.organizations import all_organizations
from daicho.reporting.queries.verify import verify
from daicho.sales.kinds import INVOICE
from daicho.stock.commands.create_location import create_location
from daicho.stock.commands.set_location_active import set_location_active
from tests.build.catalog import make_item
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization, make_person, person_context
from tests.build.sales import make_invoice

pytestmark = pytest.mark.django_db
PIXEL = b"\x89PNG\r\n\x1a\n pixel"


def rows_of(organization_id: int) -> dict[str, int]:
    with organization_scope(organization_id):
        return {model._meta.label: QuerySet(model).count() for model in tenant_tables().values()}


def asked(ctx, name="Copy", mode="test"):
    outside = person_context(ctx.actor.user_id, name=ctx.actor.name, now=ctx.now)
    return start_clone(outside, organization_id=ctx.organization_id, name=name, mode=mode)


def names(ctx):
    return {mine.profile.name for mine in joined_organizations(person_context(ctx.actor.user_id))}


def told(ctx):
    with reading(ctx):
        return [row.text % row.parameters for row in latest_notifications(ctx)]


def shop():
    """An organisation with an invoice over two locations, one of which has been closed since, and a file."""
    ctx = make_organization()
    osaka = create_location(ctx, fields={"name": "Osaka"})
    tea = make_item(ctx)
    lines = [line(tea, 2, location_id=osaka), line(tea, 1)]
    invoice = make_invoice(ctx, make_customer(ctx), lines, is_open=True)
    set_location_active(ctx, location_id=osaka, is_active=False)
    with unit_of_work(ctx):
        store_file(ctx, field="file", name="logo.png", content=PIXEL)
    return ctx, invoice, osaka


def test_a_job_makes_the_copy_and_tells(monkeypatch):
    ctx, _invoice, _osaka = shop()
    target = asked(ctx)
    ids = [ctx.organization_id]
    (waiting,) = running_clones(ctx, organization_ids=ids)
    assert (waiting.name, waiting.percent, waiting.has_failed) == ("Copy", None, False)
    assert names(ctx) == {"株式会社みなと商店"}
    seen = []

    def noted(done, total):
        report_progress(done, total)
        seen.extend(clone.percent for clone in running_clones(ctx, organization_ids=ids))

    monkeypatch.setattr(jobs, "report_progress", noted)
    work_all(lambda: ctx.now)
    assert (seen[0], seen[-1]) == (0, 100)
    assert running_clones(ctx, organization_ids=ids) == []
    assert told(ctx) == ["The copy Copy has been made."]
    assert names(ctx) == {"株式会社みなと商店", "Copy"}
    copy = system_ctx(target, ctx.now, "verify", "Asia/Tokyo")
    assert verify(copy) == []
    with reading(ctx):
        (row,) = latest_notifications(ctx)
    assert row.entity_id == target
    jobs.clone(system_ctx(ctx.organization_id, ctx.now, "job:1"), payload_of(ctx, target))
    assert names(ctx) == {"株式会社みなと商店", "Copy"}, "a job that runs twice makes one copy"


def payload_of(ctx, target):
    return {"target_id": target, "name": "Copy", "mode": "test", "user_id": ctx.actor.user_id, "who": "Hanako"}


def test_a_copy_that_fails_leaves_nothing(monkeypatch):
    ctx, _invoice, _osaka = shop()
    before = rows_of(ctx.organization_id)
    target = asked(ctx)

    def broken(read):
        write_rows(read)
        raise OSError("disk full")

    monkeypatch.setattr(copying_command, "write_rows", broken)
    now = ctx.now
    for attempt in range(4):
        assert told(ctx) == [], attempt
        if attempt < 3:
            assert [clone.has_failed for clone in running_clones(ctx, organization_ids=[ctx.organization_id])] == [
                False
            ]
        now += timedelta(hours=1)
        work_all(lambda now=now: now)
        if told(ctx):
            break
    assert told(ctx) == ["The copy Copy could not be made. Nothing of it was kept."]
    assert not any(rows_of(target).values())
    assert not (settings.DAICHO_HOME / "files" / str(target)).exists()
    assert names(ctx) == {"株式会社みなと商店"}
    changed = {label for label, count in rows_of(ctx.organization_id).items() if count != before[label]}
    assert changed <= NEVER
    later = person_context(ctx.actor.user_id, now=now)
    assert [clone.has_failed for clone in running_clones(later, organization_ids=[ctx.organization_id])] == [True]
    much_later = person_context(ctx.actor.user_id, now=now + timedelta(days=2))
    assert running_clones(much_later, organization_ids=[ctx.organization_id]) == []


def test_files_of_a_copy_that_fails_late_go_too(monkeypatch):
    ctx, _invoice, _osaka = shop()

    def broken(source_id, target_id):
        (settings.DAICHO_HOME / "files" / str(target_id)).mkdir(parents=True)
        raise OSError("disk full")

    monkeypatch.setattr(copying_command, "copy_files", broken)
    folders = {path.name for path in (settings.DAICHO_HOME / "files").iterdir()}
    with pytest.raises(OSError, match="disk full"):
        clone_organization(
            person_context(ctx.actor.user_id), organization_id=ctx.organization_id, name="x", include="everything"
        )
    assert {path.name for path in (settings.DAICHO_HOME / "files").iterdir()} == folders


def test_what_changes_while_it_is_read_comes_along():
    ctx, _invoice, _osaka = shop()
    changed = []

    def meanwhile(done, total):
        if done and not changed:
            changed.append(make_customer(ctx, contact_name="Meanwhile"))

    target = clone_organization(
        person_context(ctx.actor.user_id),
        organization_id=ctx.organization_id,
        name="Copy",
        include="everything",
        progress=meanwhile,
    )
    assert changed
    assert rows_of(target)["contacts.Contact"] == rows_of(ctx.organization_id)["contacts.Contact"]
    assert verify(system_ctx(target, ctx.now, "verify", "Asia/Tokyo")) == []


def test_only_administrators_ask_and_mistakes_are_told_at_once():
    ctx = make_organization()
    ken = make_person("ken@example.jp", "Ken")
    add_member(ctx, fields={"name": "Ken", "email": "ken@example.jp"})
    with pytest.raises(Forbidden):
        start_clone(person_context(ken), organization_id=ctx.organization_id, name="x", mode="test")
    stranger = make_person("stranger@example.jp", "Stranger")
    with pytest.raises(NotFound):
        start_clone(person_context(stranger), organization_id=ctx.organization_id, name="x", mode="test")
    for name, mode in ((" ", "test"), ("x" * 201, "test"), ("x", "trial")):
        with pytest.raises(InvalidInput):
            asked(ctx, name, mode)


def test_a_document_at_a_closed_location_is_cloned_to_an_open_one():
    ctx, invoice, osaka = shop()
    made = clone_document(ctx, kind=INVOICE, document_id=invoice)
    with reading(ctx):
        places = set(INVOICE.line.objects.filter(document_id=made).values_list("location_id", flat=True))
    assert osaka not in places
    assert len(places) == 1


DOCUMENTS = {
    "sales.Estimate", "sales.SalesOrder", "sales.Package", "sales.Shipment", "sales.Invoice", "sales.SalesReturn",
    "sales.SalesReturnReceive", "sales.CreditNote", "purchases.PurchaseOrder", "purchases.PurchaseReceive",
    "purchases.Bill", "purchases.VendorCredit", "payments.Payment", "payments.Use", "payments.Refund",
    "stock.Adjustment", "stock.TransferOrder", "stock.Assembly", "ledger.ManualJournal", "ledger.JournalLine",
    "stock.StockValue",
}  # fmt: skip


def owner_of(organization_id: int) -> int:
    with organization_scope(0):
        people = all_memberships().filter(organization_id=organization_id, state="active")
        return int(people.filter(role__built_in="administrator").first().user_id)


def all_memberships():
    tables = tenant_tables().values()
    return QuerySet(next(model for model in tables if model._meta.label == "organizations.Membership"))


def test_every_table_is_cloned_or_named_as_not_cloned():
    now = person_context(0).now
    load_demo(system_ctx(0, now, "demo", "Asia/Tokyo"), history=HISTORIES["small"])
    every = all_organizations(system_ctx(0, now, "verify"))
    source = max(every, key=lambda row: sum(rows_of(row.organization_id).values()))
    user_id = owner_of(source.organization_id)
    mine = rows_of(source.organization_id)
    assert not {label for label in DOCUMENTS if not mine[label]}, "there is some of every kind of document"
    target = clone_organization(
        person_context(user_id), organization_id=source.organization_id, name="Copy", include="everything"
    )
    theirs = rows_of(target)
    differing = {label for label in mine if mine[label] != theirs[label]}
    assert differing <= NEVER, {label: (mine[label], theirs[label]) for label in differing}
    kept = {model._meta.label for model in tenant_tables().values() if is_kept(model)}
    assert kept == {"stock.StockLevel"}
    assert not SETTINGS & (NEVER | kept)
    assert verify(system_ctx(target, now, "verify", source.time_zone)) == []
