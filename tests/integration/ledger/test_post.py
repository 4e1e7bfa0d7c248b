"""The door to the books, and the database behind it."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from daicho.ledger.commands.append_lines import append_lines
from daicho.ledger.commands.post import post
from daicho.ledger.commands.rebuild_balances import rebuild_balances
from daicho.ledger.commands.seed_chart import seed_chart
from daicho.ledger.core.posting import Amount, Batch, Cause, Line, Part, Slot, Source
from daicho.ledger.models import AccountBalance, JournalEntry, JournalLine
from daicho.ledger.queries.posted_lines import posted_lines
from daicho.ledger.queries.system_account import system_account
from daicho.ledger.queries.verify_ledger import verify_ledger
from daicho.platform.work import reading, unit_of_work
from tests.build.context import context

pytestmark = pytest.mark.django_db
SOURCE = Source("invoice", 77, "INV-00001")
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)


@pytest.fixture
def ctx():
    ctx = context()
    with unit_of_work(ctx):
        seed_chart(ctx, country_code="JP")
    return ctx


def lines(ctx, amount, day=APRIL):
    with reading(ctx):
        receivable, sales = (system_account(ctx, key) for key in ("accounts_receivable", "sales_default"))
    return [
        Line(Slot(day, receivable, contact_id=5, currency="JPY"), Amount(amount, amount)),
        Line(Slot(day, sales, currency="JPY"), Amount(-amount, -amount)),
    ]


def test_creating_changing_and_voiding_append_differences(ctx):
    assert post(ctx, source=SOURCE, wanted=lines(ctx, 100), is_new=True) == 2
    assert post(ctx, source=SOURCE, wanted=lines(ctx, 100)) == 0
    assert post(ctx, source=SOURCE, wanted=lines(ctx, 130)) == 2
    assert post(ctx, source=SOURCE, wanted=lines(ctx, 130, MAY)) == 4
    assert post(ctx, source=SOURCE, wanted=[]) == 2
    with reading(ctx):
        assert posted_lines(ctx, source=SOURCE) == {}
        assert JournalEntry.objects.count() == 5
        months = AccountBalance.objects.filter(contact_id=5).order_by("month")
        assert list(months.values_list("month", "debit_minor", "credit_minor")) == [(APRIL, 130, 130), (MAY, 130, 130)]


def test_a_difference_names_its_cause(ctx):
    with unit_of_work(ctx):
        append_lines(ctx, batches=[Batch(SOURCE, Part.COST, lines(ctx, 3), Cause("bill", 9))])
    with reading(ctx):
        assert JournalEntry.objects.values_list("part", "cause_kind", "cause_id").get() == ("cost", "bill", 9)
        assert posted_lines(ctx, source=SOURCE) == {}, "cost lines are not the document's own"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_journalline SET amount_minor = amount_minor + 1",
        "UPDATE ledger_journalentry SET line_count = 3",
        "DELETE FROM ledger_journalline",
        "DELETE FROM ledger_journalentry",
    ],
)
def test_the_database_refuses_to_change_the_books(ctx, statement):
    post(ctx, source=SOURCE, wanted=lines(ctx, 100), is_new=True)
    with reading(ctx), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_unbalanced_incomplete_and_extended_entries(ctx):
    post(ctx, source=SOURCE, wanted=lines(ctx, 100), is_new=True)
    with unit_of_work(ctx):
        entry, line = JournalEntry.objects.get(), JournalLine.objects.first()
        for make in (
            lambda: _write(entry, [line]),
            lambda: _write(entry, [line, line]),
            lambda: _write(entry, []) if connection.vendor == "sqlite" else _write(entry, [line]),
            lambda: JournalLine.objects.bulk_create([_copy(line, entry), _copy(line, entry)]),
            lambda: _write(entry, _own_amounts(entry, ("USD", 7), ("USD", -6))),
            lambda: _write(entry, _own_amounts(entry, ("USD", 7), ("EUR", -7))),
        ):
            with pytest.raises((IntegrityError, DatabaseError), match="ledger_entry_balances"), transaction.atomic():
                make()


def test_no_line_comes_before_its_entry_and_no_entry_is_replaced(ctx):
    """Neither is a way around: PostgreSQL looks at an entry when its lines come, SQLite when it comes itself."""
    post(ctx, source=SOURCE, wanted=lines(ctx, 100), is_new=True)
    with unit_of_work(ctx):
        entry, line = JournalEntry.objects.get(), JournalLine.objects.first()
        unbalanced = _like(entry)
        refused = "ledger_entry_balances" if connection.vendor == "sqlite" else "foreign key"
        with pytest.raises(IntegrityError, match=refused), transaction.atomic():
            JournalLine.objects.bulk_create([_copy(line, unbalanced), _copy(line, unbalanced)])
            JournalEntry.objects.bulk_create([unbalanced])
    if connection.vendor != "sqlite":
        return
    columns = ", ".join(field.column for field in JournalEntry._meta.fields)
    moved = columns.replace("wanted_day", "'2020-01-01'")
    statement = f"REPLACE INTO ledger_journalentry ({columns}) SELECT {moved} FROM ledger_journalentry"
    with (
        reading(ctx),
        pytest.raises(IntegrityError, match="ledger_entry_is_append_only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def _own_amounts(entry, *amounts):
    """Return the entry's lines, which balance in base currency, with other amounts in document currencies."""
    lines = list(entry.lines.order_by("id"))
    for line, (currency, amount) in zip(lines, amounts, strict=True):
        line.currency_code, line.currency_amount_minor = currency, amount
    return lines


def _like(entry):
    return JournalEntry(**{f.attname: getattr(entry, f.attname) for f in JournalEntry._meta.fields if f.name != "id"})


def _write(entry, originals):
    entry = _like(entry)
    rows = [_copy(line, entry) for line in originals]
    if connection.vendor == "sqlite":
        JournalLine.objects.bulk_create(rows)
        JournalEntry.objects.bulk_create([entry])
    else:
        JournalEntry.objects.bulk_create([entry])
        JournalLine.objects.bulk_create(rows)


def _copy(line, entry):
    values = {f.attname: getattr(line, f.attname) for f in JournalLine._meta.fields if f.name not in {"id", "entry"}}
    return JournalLine(**values, entry_id=entry.id)


def test_verification_finds_a_wrong_sum_and_rebuilding_mends_it(ctx):
    post(ctx, source=SOURCE, wanted=lines(ctx, 100), is_new=True)
    with reading(ctx):
        assert list(verify_ledger(ctx)) == []
        AccountBalance.objects.filter(contact_id=5).update(debit_minor=99)
        (mismatch,) = verify_ledger(ctx)
        assert (mismatch.check, mismatch.detail) == ("account sums", "kept 99 and 0, lines 100 and 0")
        AccountBalance.objects.filter(contact_id=5).update(debit_minor=107, credit_minor=7)
        (mismatch,) = verify_ledger(ctx)
        assert mismatch.detail == "kept 107 and 7, lines 100 and 0", "both columns of the general ledger"
    assert rebuild_balances(ctx) == 2
    with reading(ctx):
        assert list(verify_ledger(ctx)) == []
