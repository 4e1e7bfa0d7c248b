"""Two people approve one document at the same moment: each level is given once, by its own person."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.db import connection, connections

from daicho.documents.commands.change_state import change_state
from daicho.documents.core.state import Action, State
from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Actor
from daicho.kernel.errors import RuleBroken
from daicho.organizations.commands.add_member import add_member
from daicho.organizations.commands.set_approval import set_approval
from daicho.organizations.queries.list_roles import list_roles
from daicho.platform.models import AuditRecord
from daicho.platform.work import reading
from daicho.sales.kinds import INVOICE
from tests.build.documents import line
from tests.build.organization import make_organization, make_person, membership_of
from tests.build.sales import make_invoice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def _only_with_row_locks():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")


@pytest.fixture
def office():
    """The administrator, two accountants who may approve, and an invoice that waits for both of them in turn."""
    ctx = make_organization()
    with reading(ctx):
        role_id = next(role.role_id for role in list_roles(ctx) if role.built_in == "accountant")
    people = []
    for name in ("Ken", "Mai"):
        user_id = make_person(f"{name.lower()}@example.jp", name)
        add_member(ctx, fields={"name": name, "email": f"{name.lower()}@example.jp", "role_id": role_id})
        people.append(replace(ctx, actor=Actor(user_id, name, membership_of(user_id, ctx).permissions)))
    chain = [person.actor.user_id for person in people]
    set_approval(ctx, module="invoices", mode="levels", approver_ids=chain)
    invoice = make_invoice(ctx, lines=[line(None, 1, rate=1000, name="Work")])
    change_state(ctx, kind=INVOICE, document_id=invoice, action=Action.SUBMIT)
    return ctx, people, invoice


def approve_at_once(invoice, *people):
    """Let the people approve at the same moment, each with a connection of their own; return what each was told."""
    start = Barrier(len(people))

    def run(person):
        start.wait()
        try:
            change_state(person, kind=INVOICE, document_id=invoice, action=Action.APPROVE)
        except RuleBroken as refused:
            return refused.code
        finally:
            connections.close_all()
        return 0

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(run, people))


def history(ctx, invoice):
    with reading(ctx):
        actions = AuditRecord.objects.filter(entity="invoice", entity_id=invoice).order_by("sequence")
        return [row.action for row in actions if row.action.startswith("approved")]


def test_one_person_twice_gives_one_level(office):
    ctx, (ken, _mai), invoice = office
    assert approve_at_once(invoice, ken, ken, ken) == [0, 0, 0]
    with reading(ctx):
        view = document_view(ctx, kind=INVOICE, document_id=invoice)
    assert view.state is State.PENDING_APPROVAL
    assert [each.approved_by_name for each in view.approvals] == ["Ken", ""]
    assert history(ctx, invoice) == ["approved level"]


def test_the_second_level_never_comes_before_the_first(office):
    ctx, (ken, mai), invoice = office
    told = approve_at_once(invoice, ken, mai)
    assert told in ([0, 0], [0, 4014])
    with reading(ctx):
        view = document_view(ctx, kind=INVOICE, document_id=invoice)
    assert [each.approved_by_name for each in view.approvals] == ["Ken", "Mai" if told == [0, 0] else ""]
    assert view.state is (State.APPROVED if told == [0, 0] else State.PENDING_APPROVAL)
    assert history(ctx, invoice) == ["approved level", "approved"][: 1 + (told == [0, 0])]


def test_anybodys_approval_counts_once(office):
    ctx, (ken, mai), _invoice = office
    set_approval(ctx, module="invoices", mode="simple")
    invoice = make_invoice(ctx, lines=[line(None, 1, rate=1000, name="Work")])
    change_state(ctx, kind=INVOICE, document_id=invoice, action=Action.SUBMIT)
    assert approve_at_once(invoice, ken, mai, ken, mai) == [0, 0, 0, 0]
    assert history(ctx, invoice) == ["approved"]
