"""Journals written by hand: rules, the books behind them, locks (behaviour.md 4, 7.1, §14 case 13)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from daicho.kernel.context import Actor
from daicho.kernel.errors import Forbidden, InvalidInput, NotFound, RuleBroken
from daicho.ledger.commands.clone_journal import clone_journal
from daicho.ledger.commands.create_journal import create_journal
from daicho.ledger.commands.delete_account import delete_account
from daicho.ledger.commands.delete_journal import delete_journal
from daicho.ledger.commands.publish_journal import publish_journal
from daicho.ledger.commands.reverse_journal import reverse_journal
from daicho.ledger.commands.set_account_active import set_account_active
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.commands.update_journal import update_journal
from daicho.ledger.core.posting import Source
from daicho.ledger.models import JournalEntry, ManualJournal, ManualJournalLine
from daicho.ledger.queries.journal_detail import journal_detail
from daicho.ledger.queries.list_journals import list_journals
from daicho.ledger.queries.posted_lines import posted_lines
from daicho.ledger.queries.verify_journals import verify_journals
from daicho.ledger.queries.verify_ledger import verify_ledger
from daicho.organizations.commands.create_currency import create_currency
from daicho.platform.listing import Criteria
from daicho.platform.work import reading
from tests.build.contacts import make_contact
from tests.build.journals import DAY, accounts_by_key, journal_fields, journal_line, make_journal
from tests.build.ledger import make_account
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def ctx():
    return make_organization()


def posted(ctx, journal_id):
    """Return account id → signed base amount of what the journal has in the books."""
    with reading(ctx):
        lines = posted_lines(ctx, source=Source("journal", journal_id, ""))
    return {(slot.day, slot.account_id): amount.base for slot, amount in lines.items()}


def view(ctx, journal_id):
    with reading(ctx):
        return journal_detail(ctx, journal_id=journal_id)


def test_a_published_journal_is_in_the_books_and_a_draft_is_not(ctx):
    keys = accounts_by_key(ctx)
    draft = make_journal(ctx, is_draft=True)
    assert posted(ctx, draft) == {}
    publish_journal(ctx, journal_id=draft)
    assert posted(ctx, draft) == {(DAY, keys["bad_debt"]): 1000, (DAY, keys["sales_default"]): -1000}
    with pytest.raises(RuleBroken) as refused:
        publish_journal(ctx, journal_id=draft)
    assert refused.value.code == 4314
    assert view(ctx, make_journal(ctx)).number == "00002"


def test_a_journal_for_the_cash_basis_is_not_in_the_books_on_accrual_basis(ctx):
    """behaviour.md 4: the basis is no other posting, so what counts on the cash basis only is not posted."""
    keys = accounts_by_key(ctx)
    journal_id = make_journal(ctx)
    update_journal(ctx, journal_id=journal_id, fields={"journal_type": "cash"})
    assert posted(ctx, journal_id) == {}
    update_journal(ctx, journal_id=journal_id, fields={"journal_type": "both"})
    assert posted(ctx, journal_id) == {(DAY, keys["bad_debt"]): 1000, (DAY, keys["sales_default"]): -1000}


def test_verification_finds_a_journal_that_says_something_else_than_the_books(ctx):
    journal_id = make_journal(ctx)
    make_journal(ctx, is_draft=True)
    with reading(ctx):
        assert list(verify_journals(ctx)) == []
        lines = ManualJournalLine.objects.filter(journal_id=journal_id).order_by("position")
        line = lines.first()
        assert line is not None
        lines.filter(id=line.id).update(base_amount_minor=999)
        (mismatch,) = verify_journals(ctx)
        assert mismatch.detail == "the books say (1000, 1000), the journal (999, 1000)"
        ManualJournal.objects.filter(id=journal_id).update(state="draft")
        assert len(list(verify_journals(ctx))) == 2


def test_the_books_follow_changes_and_the_deletion(ctx):
    keys = accounts_by_key(ctx)
    journal_id = make_journal(ctx)
    next_day = DAY + timedelta(days=1)
    lines = [journal_line(keys["bad_debt"], debit=700), journal_line(keys["misc_income"], credit=700)]
    update_journal(ctx, journal_id=journal_id, fields={"date": next_day, "lines": lines})
    assert posted(ctx, journal_id) == {
        (next_day, keys["bad_debt"]): 700,
        (next_day, keys["misc_income"]): -700,
    }
    with reading(ctx):
        entries = JournalEntry.objects.count()
    update_journal(ctx, journal_id=journal_id, fields={"notes": "Nothing of the books"})
    with reading(ctx):
        assert JournalEntry.objects.count() == entries
    delete_journal(ctx, journal_id=journal_id)
    assert posted(ctx, journal_id) == {}
    with reading(ctx):
        assert list(verify_ledger(ctx)) == []
    with pytest.raises(NotFound):
        delete_journal(ctx, journal_id=journal_id)


def test_lines_keep_their_ids(ctx):
    journal_id = make_journal(ctx)
    before = view(ctx, journal_id).lines
    lines = journal_fields(ctx, 5)["lines"]
    lines = [{**line, "line_id": old.line_id} for line, old in zip(lines, before, strict=True)]
    update_journal(ctx, journal_id=journal_id, fields={"lines": lines})
    assert [line.line_id for line in view(ctx, journal_id).lines] == [line.line_id for line in before]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda keys, lines: lines[:1], 4016),
        (lambda keys, lines: [], 4016),
        (lambda keys, lines: [lines[0], journal_line(keys["sales_default"], credit=999)], 4311),
        (lambda keys, lines: [lines[0], journal_line(keys["inventory_asset"], credit=1000)], 11016),
        (lambda keys, lines: [lines[0], journal_line(keys["accounts_receivable"], credit=1000)], 4312),
        (lambda keys, lines: [lines[0], journal_line(keys["accounts_payable"], credit=1000)], 4312),
    ],
)
def test_rules_of_lines(ctx, change, code):
    fields = journal_fields(ctx)
    with pytest.raises(RuleBroken) as refused:
        create_journal(ctx, fields={**fields, "lines": change(accounts_by_key(ctx), fields["lines"])})
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"amount": Decimal(0)}, "line_items[1].amount"),
        ({"amount": Decimal(-5)}, "line_items[1].amount"),
        ({"amount": None}, "line_items[1].amount"),
        ({"amount": Decimal("0.5")}, "line_items[1].amount"),
        ({"amount": Decimal(10**18)}, "line_items[1].amount"),
        ({"account_id": None}, "line_items[1].account_id"),
        ({"account_id": 77}, "line_items[1].account_id"),
        ({"contact_id": 77}, "line_items[1].customer_id"),
        ({"description": "x" * 501}, "line_items[1].description"),
    ],
)
def test_wrong_lines_are_told_by_field(ctx, line, field):
    fields = journal_fields(ctx)
    first, second = fields["lines"]
    with pytest.raises(InvalidInput) as refused:
        create_journal(ctx, fields={**fields, "lines": [first, {**second, **line}]})
    assert [error.field for error in refused.value.errors] == [field]


def test_receivable_lines_name_a_contact(ctx):
    contact_id, keys = make_contact(ctx), accounts_by_key(ctx)
    lines = [
        journal_line(keys["accounts_receivable"], debit=300, contact_id=contact_id),
        journal_line(keys["sales_default"], credit=300),
    ]
    journal_id = make_journal(ctx, lines=lines)
    assert [line.contact_name for line in view(ctx, journal_id).lines][1:] == [""]
    with reading(ctx):
        page = list_journals(ctx, criteria=Criteria(filters={"customer_id": str(contact_id)}))
    assert [row.journal_id for row in page.rows] == [journal_id]


def test_an_inactive_account_takes_no_new_lines_but_stays_where_it_is(ctx):
    account_id, keys = make_account(ctx), accounts_by_key(ctx)
    lines = [journal_line(account_id, debit=10), journal_line(keys["sales_default"], credit=10)]
    journal_id = make_journal(ctx, lines=lines)
    set_account_active(ctx, account_id=account_id, is_active=False)
    update_journal(ctx, journal_id=journal_id, fields={"notes": "still here"})
    with pytest.raises(RuleBroken) as refused:
        make_journal(ctx, lines=lines)
    assert refused.value.code == 4313


def test_an_account_in_a_draft_is_in_use(ctx):
    account_id, keys = make_account(ctx), accounts_by_key(ctx)
    lines = [journal_line(account_id, debit=10), journal_line(keys["sales_default"], credit=10)]
    make_journal(ctx, lines=lines, is_draft=True)
    with pytest.raises(RuleBroken) as refused:
        delete_account(ctx, account_id=account_id)
    assert refused.value.code == 36


def test_a_foreign_journal_balances_in_both_currencies(ctx):
    create_currency(ctx, fields={"currency_code": "USD"})
    keys = accounts_by_key(ctx)
    lines = [
        journal_line(keys["bad_debt"], debit="0.03"),
        journal_line(keys["bank_fees"], debit="0.03"),
        journal_line(keys["sales_default"], credit="0.06"),
    ]
    journal_id = make_journal(ctx, lines=lines, currency_code="USD", exchange_rate=Decimal("151.5"))
    found = view(ctx, journal_id)
    assert [line.amount.base for line in found.lines] == [5, 4, -9]
    assert (found.total.minor, found.base_total.minor) == (6, 9)
    with pytest.raises(InvalidInput):
        make_journal(ctx, currency_code="XXX")
    with pytest.raises(RuleBroken):
        make_journal(ctx, currency_code="USD")


def test_a_journal_is_reversed_once(ctx):
    journal_id, keys = make_journal(ctx), accounts_by_key(ctx)
    later = date(2026, 12, 1)
    reversal_id = reverse_journal(ctx, journal_id=journal_id, day=later)
    assert posted(ctx, reversal_id) == {(later, keys["bad_debt"]): -1000, (later, keys["sales_default"]): 1000}
    assert view(ctx, journal_id).reversed_by_id == reversal_id
    assert view(ctx, reversal_id).reversal_of_number == "00001"
    with pytest.raises(RuleBroken) as refused:
        reverse_journal(ctx, journal_id=journal_id, day=later)
    assert refused.value.code == 4315
    with pytest.raises(RuleBroken) as refused:
        delete_journal(ctx, journal_id=journal_id)
    assert refused.value.code == 36
    delete_journal(ctx, journal_id=reversal_id)
    delete_journal(ctx, journal_id=journal_id)


def test_a_draft_is_not_reversed_but_cloned(ctx):
    draft = make_journal(ctx, is_draft=True, notes="rent")
    with pytest.raises(RuleBroken):
        reverse_journal(ctx, journal_id=draft, day=DAY)
    clone = view(ctx, clone_journal(ctx, journal_id=draft))
    assert (clone.is_draft, clone.day, clone.notes, clone.total.minor) == (True, ctx.today, "rent", 1000)


def test_locked_days_neither_take_nor_lose_journals(ctx):
    inside, outside = make_journal(ctx), make_journal(ctx, date=date(2026, 11, 20))
    draft = make_journal(ctx, is_draft=True)
    set_lock(ctx, fields={"until": DAY})

    def refused(run):
        with pytest.raises(RuleBroken) as error:
            run()
        assert error.value.code == 4310

    refused(lambda: make_journal(ctx))
    refused(lambda: publish_journal(ctx, journal_id=draft))
    refused(lambda: update_journal(ctx, journal_id=inside, fields={"notes": "late"}))
    refused(lambda: update_journal(ctx, journal_id=inside, fields={"date": date(2026, 11, 20)}))
    refused(lambda: update_journal(ctx, journal_id=outside, fields={"date": DAY}))
    refused(lambda: delete_journal(ctx, journal_id=inside))
    refused(lambda: reverse_journal(ctx, journal_id=outside, day=DAY))
    reverse_journal(ctx, journal_id=inside, day=DAY + timedelta(days=1))
    make_journal(ctx, date=DAY + timedelta(days=1))
    update_journal(ctx, journal_id=draft, fields={"date": DAY + timedelta(days=1)})
    publish_journal(ctx, journal_id=draft)


def test_rights(ctx):
    nobody = replace(ctx, actor=Actor(9, "Taro", frozenset({"journals.view"})))
    journal_id = make_journal(ctx)
    for run in (
        lambda: make_journal(nobody),
        lambda: update_journal(nobody, journal_id=journal_id, fields={}),
        lambda: delete_journal(nobody, journal_id=journal_id),
        lambda: publish_journal(nobody, journal_id=journal_id),
        lambda: reverse_journal(nobody, journal_id=journal_id, day=DAY),
        lambda: clone_journal(nobody, journal_id=journal_id),
    ):
        with pytest.raises(Forbidden):
            run()
