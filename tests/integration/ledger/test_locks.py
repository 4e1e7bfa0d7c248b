"""Transaction locks (behaviour.md 7.1)."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daicho.kernel.context import Actor
from daicho.kernel.errors import Forbidden, InvalidInput, NotFound, RuleBroken
from daicho.ledger.commands.open_locked_days import open_locked_days
from daicho.ledger.commands.remove_lock import remove_lock
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.core.locks import Scope
from daicho.ledger.queries.check_open_day import check_open_day
from daicho.ledger.queries.list_locks import list_locks
from daicho.organizations.core.permissions import built_in_permissions
from daicho.platform.memory import steady
from daicho.platform.models import OrganizationHead
from daicho.platform.work import reading
from tests.build.journals import make_journal
from tests.build.organization import make_organization

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 31)


@pytest.fixture
def ctx():
    return make_organization()


def check(ctx, *days, scope=Scope.ACCOUNTS):
    with reading(ctx):
        check_open_day(ctx, scope=scope, days=days)


def test_the_lock_date_itself_is_locked_and_the_next_day_is_open(ctx):
    check(ctx, date(1990, 1, 1))
    set_lock(ctx, fields={"until": MARCH, "reason": "Year closed"})
    check(ctx, date(2026, 4, 1), None)
    with pytest.raises(RuleBroken) as refused:
        check(ctx, date(2026, 4, 1), MARCH)
    assert refused.value.code == 4310
    assert str(refused.value) == ("2026-03-31 lies in a locked period: transactions up to 2026-03-31 are locked.")


def test_a_lock_concerns_its_module_group_only(ctx):
    set_lock(ctx, fields={"scope": Scope.SALES, "until": MARCH})
    check(ctx, MARCH, scope=Scope.PURCHASES)
    with pytest.raises(RuleBroken):
        check(ctx, MARCH, scope=Scope.SALES)
    remove_lock(ctx, scope=Scope.SALES)
    check(ctx, MARCH, scope=Scope.SALES)
    with pytest.raises(NotFound):
        remove_lock(ctx, scope=Scope.SALES)


def test_days_can_be_opened_again_and_closed(ctx):
    set_lock(ctx, fields={"until": MARCH})
    days = {"start": date(2026, 3, 1), "end": date(2026, 3, 5), "reason": "Auditor"}
    open_locked_days(ctx, scope=Scope.ALL, fields=days)
    check(ctx, date(2026, 3, 5))
    with pytest.raises(RuleBroken):
        check(ctx, date(2026, 3, 6))
    open_locked_days(ctx, scope=Scope.ALL, fields={"start": None, "end": None, "reason": ""})
    with pytest.raises(RuleBroken):
        check(ctx, date(2026, 3, 5))
    for start, end in ((date(2026, 3, 2), date(2026, 3, 1)), (date(2026, 4, 1), date(2026, 4, 2)), (None, MARCH)):
        with pytest.raises(InvalidInput):
            open_locked_days(ctx, scope=Scope.ALL, fields={"start": start, "end": end, "reason": ""})


def test_some_people_may_pass(ctx):
    set_lock(ctx, fields={"until": MARCH, "exempt_user_ids": [ctx.actor.user_id]})
    check(ctx, MARCH)
    with pytest.raises(RuleBroken):
        check(replace(ctx, actor=replace(ctx.actor, user_id=5)), MARCH)
    with pytest.raises(InvalidInput):
        set_lock(ctx, fields={"until": MARCH, "exempt_user_ids": [5]})


def test_a_later_change_keeps_what_is_not_named(ctx):
    set_lock(ctx, fields={"until": MARCH, "reason": "Closed"})
    set_lock(ctx, fields={"until": date(2026, 2, 28)})
    with reading(ctx):
        (view,) = list_locks(ctx)
    assert (view.until, view.reason) == (date(2026, 2, 28), "Closed")
    with pytest.raises(InvalidInput):
        set_lock(ctx, fields={"scope": Scope.SALES})


def test_administrators_and_accountants_may_lock(ctx):
    def as_role(role):
        return replace(ctx, actor=Actor(7, "Taro", built_in_permissions(role)))

    set_lock(as_role("accountant"), fields={"until": MARCH})
    for role in ("sales", "warehouse", "read_only"):
        with pytest.raises(Forbidden):
            set_lock(as_role(role), fields={"until": MARCH})


def looks_at_locks(ctx):
    """Return how many statements a posting takes to see the locks, the check at the commit included."""
    with CaptureQueriesContext(connection) as captured:
        make_journal(ctx)
    return sum('FROM "ledger_transactionlock"' in query["sql"] for query in captured)


def test_locks_are_asked_for_once_until_they_change(ctx):
    assert looks_at_locks(ctx) == 1
    set_lock(ctx, fields={"until": MARCH})
    set_lock(ctx, fields={"scope": Scope.SALES, "until": MARCH})
    assert looks_at_locks(ctx) == 1
    open_locked_days(ctx, scope=Scope.ALL, fields={"start": MARCH, "end": MARCH, "reason": "Auditor"})
    assert looks_at_locks(ctx) == 1
    remove_lock(ctx, scope=Scope.SALES)
    assert looks_at_locks(ctx) == 1
    remove_lock(ctx, scope=Scope.ALL)
    assert looks_at_locks(ctx) == 1


def test_a_head_that_knows_other_locks_costs_one_more_look(ctx):
    set_lock(ctx, fields={"until": MARCH})
    with reading(ctx):
        OrganizationHead.objects.update(premise="")
    assert [looks_at_locks(ctx), looks_at_locks(ctx)] == [2, 1]


def test_a_lock_counts_where_what_was_read_before_is_kept(ctx):
    with steady():
        check(ctx, MARCH)
        set_lock(ctx, fields={"until": MARCH})
        with pytest.raises(RuleBroken):
            make_journal(ctx, date=MARCH)
