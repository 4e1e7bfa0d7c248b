"""Templates of journals, and those written by themselves."""

from dataclasses import replace
from datetime import date

import pytest

from daicho.contacts.commands.merge_contacts import merge_contacts
from daicho.kernel.errors import InvalidInput, NotFound, RuleBroken
from daicho.ledger.commands.create_template import create_template
from daicho.ledger.commands.delete_account import delete_account
from daicho.ledger.commands.delete_journal import delete_journal
from daicho.ledger.commands.delete_template import delete_template
from daicho.ledger.commands.remove_lock import remove_lock
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.commands.update_template import update_template
from daicho.ledger.commands.use_template import use_template
from daicho.ledger.commands.write_due_journals import write_due_journals
from daicho.ledger.core.locks import Scope
from daicho.ledger.core.template import next_occurrence, occurrence
from daicho.ledger.jobs import write_due
from daicho.ledger.queries.journal_detail import journal_detail
from daicho.ledger.queries.list_journals import list_journals
from daicho.ledger.queries.template_detail import template_detail
from daicho.platform.listing import Criteria
from daicho.platform.work import reading
from tests.build.contacts import make_customer
from tests.build.context import context
from tests.build.journals import accounts_by_key, journal_line, make_journal
from tests.build.ledger import make_account
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization()


@pytest.fixture
def template_id(ctx):
    return create_template(ctx, journal_id=make_journal(ctx, 880, notes="家賃", is_draft=True), name="Rent")


def view(ctx, template_id):
    with reading(ctx):
        return template_detail(ctx, template_id=template_id)


def days(ctx):
    """Return the days of published journals."""
    with reading(ctx):
        rows = list_journals(ctx, criteria=Criteria(filters={"status": "published"}, descending=False)).rows
    return [row.day for row in rows]


def monthly(ctx, template_id, **more):
    fields = {"repeat_unit": "month", "repeat_every": 1, "start_date": date(2026, 11, 30), **more}
    update_template(ctx, template_id=template_id, fields=fields)


def test_the_end_of_the_month_stays_the_end():
    start = date(2027, 1, 31)
    assert [occurrence(start, 1, "month", number) for number in range(3)] == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
    ]
    assert next_occurrence(start, 1, "month", date(2027, 2, 28)) == date(2027, 3, 31)
    assert next_occurrence(start, 2, "week", date(2027, 2, 14)) == date(2027, 2, 28)
    assert next_occurrence(date(2024, 2, 29), 1, "year", date(2026, 3, 1)) == date(2027, 2, 28)


def test_a_template_is_used_by_hand(ctx, template_id):
    journal_id = use_template(ctx, template_id=template_id)
    with reading(ctx):
        journal = journal_detail(ctx, journal_id=journal_id)
    assert (journal.day, journal.is_draft, journal.total.minor, journal.notes) == (ctx.today, True, 880, "家賃")
    delete_template(ctx, template_id=template_id)
    with pytest.raises(NotFound):
        use_template(ctx, template_id=template_id)


def test_missed_days_are_made_up_one_by_one_and_once(ctx, template_id):
    monthly(ctx, template_id)
    assert write_due_journals(ctx) == 0
    later = replace(ctx, today=date(2027, 2, 1))
    assert write_due_journals(later) == 3
    assert write_due_journals(later) == 0
    assert days(ctx) == [date(2026, 11, 30), date(2026, 12, 30), date(2027, 1, 30)]
    assert view(ctx, template_id).next_date == date(2027, 2, 28)


def test_it_ends(ctx, template_id):
    monthly(ctx, template_id, end_date=date(2026, 12, 30))
    assert write_due_journals(replace(ctx, today=date(2027, 6, 1))) == 2
    assert view(ctx, template_id).next_date is None


def test_what_is_refused_is_told_and_tried_again(ctx, template_id):
    monthly(ctx, template_id)
    set_lock(ctx, fields={"until": date(2026, 12, 1)})
    later = replace(ctx, today=date(2026, 12, 2))
    assert write_due_journals(later) == 0
    assert "2026-12-01" in view(ctx, template_id).problem
    remove_lock(ctx, scope=Scope.ALL)
    assert write_due_journals(later) == 1
    assert view(ctx, template_id).problem == ""


def test_the_job_goes_through_all_organizations(ctx, template_id):
    other = make_organization(name="別会社")
    second = create_template(other, journal_id=make_journal(other, is_draft=True), name="Rent")
    for each, each_id in ((ctx, template_id), (other, second)):
        monthly(each, each_id, start_date=date(2026, 11, 24))
    job = replace(context(0), organization_id=0)
    write_due(job, {})
    assert days(ctx) == days(other) == [date(2026, 11, 24)]


def test_wrong_rhythms_are_refused(ctx, template_id):
    for fields in (
        {"repeat_unit": "hour"},
        {"repeat_every": 0},
        {"start_date": None},
        {"end_date": date(2026, 1, 1)},
        {"name": " "},
    ):
        with pytest.raises(InvalidInput):
            monthly(ctx, template_id, **fields)
    with pytest.raises(InvalidInput):
        create_template(ctx, journal_id=make_journal(ctx), name="Rent")


def test_what_a_template_names_stays_or_follows(ctx):
    keys, one, other, account = accounts_by_key(ctx), make_customer(ctx), make_customer(ctx), make_account(ctx)
    lines = [
        journal_line(keys["accounts_receivable"], debit=50, contact_id=one),
        journal_line(account, credit=50),
    ]
    journal_id = make_journal(ctx, lines=lines, is_draft=True)
    template_id = create_template(ctx, journal_id=journal_id, name="Fee")
    delete_journal(ctx, journal_id=journal_id)
    with pytest.raises(RuleBroken):
        delete_account(ctx, account_id=account)
    merge_contacts(ctx, contact_id=other, merged_ids=[one])
    used = use_template(ctx, template_id=template_id)
    with reading(ctx):
        assert journal_detail(ctx, journal_id=used).lines[0].contact_id == other
