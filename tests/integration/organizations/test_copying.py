"""Copies of organisations, and organisations that go for good."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db.models import QuerySet

from daicho.kernel.errors import Forbidden, NotFound, RuleBroken
from daicho.ledger.commands.create_account import create_account
from daicho.ledger.commands.post import post
from daicho.ledger.core.posting import Amount, Line, Slot, Source
from daicho.ledger.queries.accounts import account_choices
from daicho.ledger.queries.system_account import system_account
from daicho.ledger.queries.verify_ledger import verify_ledger
from daicho.organizations.commands.add_member import add_member
from daicho.organizations.commands.join_application import join_application
from daicho.organizations.commands.request_deletion import request_deletion
from daicho.organizations.commands.take_back_deletion import take_back_deletion
from daicho.organizations.core.permissions import EVERYTHING
from daicho.organizations.jobs import erase_due
from daicho.organizations.queries.deletion import deletion
from daicho.organizations.queries.list_members import list_members
from daicho.organizations.queries.list_roles import list_roles
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.db import copying
from daicho.platform.db.scope import organization_scope, tenant_tables
from daicho.platform.files import file_content, store_file
from daicho.platform.listing import Criteria
from daicho.platform.numbering import list_series
from daicho.platform.work import reading, unit_of_work
from daicho.processes.commands.clone_organization import clone_organization
from daicho.processes.core.cloning import NEVER, SETTINGS
from tests.build.organization import make_organization, make_person, person_context

pytestmark = pytest.mark.django_db
PIXEL = b"\x89PNG\r\n\x1a\n pixel"


def rows_of(organization_id: int) -> dict[str, int]:
    with organization_scope(organization_id):
        return {model._meta.label: QuerySet(model).count() for model in tenant_tables().values()}


def test_the_lists_of_tables_name_tables():
    labels = {model._meta.label for model in tenant_tables().values()}
    assert labels >= SETTINGS | NEVER


def test_a_copy_of_the_settings_has_them_and_no_records():
    ctx = make_organization()
    add_member(ctx, fields={"name": "Ken", "email": "ken@example.jp"})
    parent = create_account(ctx, fields={"name": "Parent", "account_type": "expense"})
    create_account(ctx, fields={"name": "Child", "account_type": "expense", "parent_id": parent})
    with unit_of_work(ctx):
        store_file(ctx, field="logo", name="logo.png", content=PIXEL)
    outside = person_context(ctx.actor.user_id)
    clone = clone_organization(outside, organization_id=ctx.organization_id, name="Copy", include="settings")
    target = ctx.within(clone)
    mine, theirs = rows_of(ctx.organization_id), rows_of(clone)
    same = SETTINGS - {"organizations.JoinedApplication"}
    assert {label: mine[label] for label in same} == {label: theirs[label] for label in same}
    assert theirs["platform.StoredFile"] == theirs["contacts.Contact"] == theirs["catalog.Item"] == 0
    with reading(ctx):
        before = organization_profile(ctx)
        accounts = {account.account_id for account in account_choices(ctx)}
    with reading(target):
        after = organization_profile(target)
        copied = {account.account_id for account in account_choices(target)}
        assert [row.email for row in list_members(target, criteria=Criteria()).rows] == ["hanako@example.jp"]
        assert {row.next_number for row in list_series(target)} == {1}
        assert {role.members for role in list_roles(target)} == {0, 1}
    assert not accounts & copied
    assert (after.name, after.mode, after.applications) == ("Copy", "live", before.applications)
    assert (after.tax_rounding, after.fiscal_year_start_month) == (before.tax_rounding, before.fiscal_year_start_month)


def test_a_copy_of_everything_is_a_test_organisation_with_files_and_members():
    ctx = make_organization()
    ken = make_person("ken@example.jp", "Ken")
    add_member(ctx, fields={"name": "Ken", "email": "ken@example.jp"})
    add_member(ctx, fields={"name": "Mai", "email": "mai@example.jp"})
    with unit_of_work(ctx):
        store_file(ctx, field="file", name="logo.png", content=PIXEL)
    outside = person_context(ctx.actor.user_id)
    clone = clone_organization(outside, organization_id=ctx.organization_id, name="Copy", include="everything")
    target = ctx.within(clone)
    theirs = rows_of(clone)
    assert {label: theirs[label] for label in NEVER if theirs[label]} == {
        "platform.AuditRecord": 1, "platform.OrganizationHead": 1,
    }  # fmt: skip
    with reading(target):
        assert organization_profile(target).mode == "test"
        assert {row.user_id for row in list_members(target, criteria=Criteria()).rows} == {ctx.actor.user_id, ken}
        model = next(model for model in tenant_tables().values() if model._meta.label == "platform.StoredFile")
        (file_id,) = QuerySet(model).values_list("id", flat=True)
        assert file_content(target, file_id=file_id)[1] == PIXEL


def test_only_administrators_copy():
    ctx = make_organization()
    ken = make_person("ken@example.jp", "Ken")
    add_member(ctx, fields={"name": "Ken", "email": "ken@example.jp"})
    with pytest.raises(Forbidden):
        clone_organization(person_context(ken), organization_id=ctx.organization_id, name="x", include="settings")


def test_a_deletion_is_carried_out_after_two_weeks_and_nothing_is_left():
    ctx = make_organization()
    other = make_organization(name="Other")
    kept = rows_of(other.organization_id)
    with unit_of_work(ctx):
        store_file(ctx, field="file", name="logo.png", content=PIXEL)
    outside = person_context(ctx.actor.user_id)
    view = request_deletion(outside, organization_id=ctx.organization_id, reason="試用でした")
    assert (view.requested_by_name, view.due_at - view.requested_at) == ("Hanako Sato", timedelta(days=14))
    with pytest.raises(RuleBroken, match="already requested"):
        request_deletion(outside, organization_id=ctx.organization_id)
    later = person_context(ctx.actor.user_id, now=ctx.now + timedelta(days=13))
    job = later.within(0, type(later.actor)(None, "Daicho", frozenset({EVERYTHING})))
    erase_due(job, {})
    with reading(ctx):
        waiting = deletion(ctx)
    assert waiting is not None
    assert waiting.reason == "試用でした"
    on_time = person_context(ctx.actor.user_id, now=ctx.now + timedelta(days=14))
    erase_due(on_time.within(0, job.actor), {})
    assert not any(rows_of(ctx.organization_id).values())
    assert rows_of(other.organization_id) == kept
    with pytest.raises(NotFound, match="has been deleted"):
        join_application(outside, organization_id=ctx.organization_id, application="inventory")


def test_a_deletion_request_is_taken_back():
    ctx = make_organization()
    outside = person_context(ctx.actor.user_id)
    with pytest.raises(RuleBroken, match="not requested"):
        take_back_deletion(outside, organization_id=ctx.organization_id)
    request_deletion(outside, organization_id=ctx.organization_id)
    take_back_deletion(outside, organization_id=ctx.organization_id)
    request_deletion(outside, organization_id=ctx.organization_id)
    take_back_deletion(outside, organization_id=ctx.organization_id)
    job = person_context(0, now=ctx.now + timedelta(days=30)).within(0)
    erase_due(job, {})
    with reading(ctx):
        assert organization_profile(ctx).delete_requested_at is None


def test_the_files_of_a_deleted_organisation_go_too(django_capture_on_commit_callbacks):
    ctx = make_organization()
    with unit_of_work(ctx):
        store_file(ctx, field="file", name="logo.png", content=PIXEL)
    folder = settings.DAICHO_HOME / "files" / str(ctx.organization_id)
    assert folder.exists()
    request_deletion(person_context(ctx.actor.user_id), organization_id=ctx.organization_id)
    job = person_context(0, now=ctx.now + timedelta(days=15)).within(0, ctx.actor)
    with django_capture_on_commit_callbacks(execute=True):
        erase_due(job, {})
    assert not folder.exists()


def test_the_books_come_along_and_still_balance(monkeypatch):
    monkeypatch.setattr(copying, "_BATCH", 2)
    ctx = make_organization()
    with reading(ctx):
        receivable, sales = (system_account(ctx, key) for key in ("accounts_receivable", "sales_default"))
    day = ctx.today
    for number in range(3):
        wanted = [
            Line(Slot(day, receivable, contact_id=5, currency="JPY"), Amount(100 + number, 100 + number)),
            Line(Slot(day, sales, currency="JPY"), Amount(-100 - number, -100 - number)),
        ]
        post(ctx, source=Source("invoice", number + 1, f"INV-{number}"), wanted=wanted, is_new=True)
    clone = clone_organization(
        person_context(ctx.actor.user_id), organization_id=ctx.organization_id, name="Copy", include="everything"
    )
    mine, theirs = rows_of(ctx.organization_id), rows_of(clone)
    assert theirs["ledger.JournalLine"] == mine["ledger.JournalLine"] == 6
    with reading(ctx.within(clone)):
        assert list(verify_ledger(ctx.within(clone))) == []
        assert system_account(ctx.within(clone), "sales_default") != sales
