"""Two people approve before anything leaves (behaviour.md 7.2, 14: 18)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from daicho.config.worker import work_all
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.mail_document import mail_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.letter import LetterFields
from daicho.documents.core.state import Action, State
from daicho.documents.queries.converted_fields import converted_fields
from daicho.documents.queries.document_view import document_view
from daicho.documents.queries.list_documents import list_documents
from daicho.kernel.context import Actor
from daicho.kernel.errors import Forbidden, RuleBroken
from daicho.organizations.commands.add_member import add_member
from daicho.organizations.commands.create_role import create_role
from daicho.organizations.commands.remove_member import remove_member
from daicho.organizations.commands.set_approval import set_approval
from daicho.organizations.queries.approval_rules import approval_rules
from daicho.organizations.queries.list_members import list_members
from daicho.organizations.queries.waiting_for_me import WAITING_FOR_ME
from daicho.platform.listing import Criteria
from daicho.platform.notifications import latest_notifications
from daicho.platform.work import reading
from daicho.purchases.commands.change_receive_state import change_receive_state
from daicho.purchases.commands.create_purchase_receive import create_purchase_receive
from daicho.purchases.core.receive import Action as Receiving
from daicho.purchases.core.receive import State as ReceiveState
from daicho.purchases.kinds import PURCHASE_ORDER
from daicho.purchases.queries.receive_detail import receive_detail
from daicho.reporting.queries.verify import verify
from daicho.sales.kinds import ESTIMATE, INVOICE, SALES_ORDER
from daicho.stock.commands.change_adjustment_state import change_adjustment_state
from daicho.stock.commands.create_adjustment import create_adjustment
from daicho.stock.core.approval import Action as Moving
from daicho.stock.core.approval import State as StockState
from daicho.stock.queries.adjustment_detail import adjustment_detail
from tests.build.catalog import make_item
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line, make_document
from tests.build.organization import make_organization, make_person, membership_of
from tests.build.purchases import make_purchase_order
from tests.build.sales import make_invoice, make_sales_order
from tests.build.wire import api_of

pytestmark = pytest.mark.django_db


class Office:
    """Hanako, administrator; Ken and Mai, who may approve everything; Yui, who writes and approves nothing."""

    def __init__(self):
        self.ctx = make_organization()
        work = {"view", "create", "edit"}
        modules = {
            "estimates",
            "salesorders",
            "invoices",
            "purchaseorders",
            "purchasereceives",
            "adjustments",
            "contacts",
        }
        writing = {f"{module}.{action}" for module in modules for action in work}
        approving = {f"{module}.approve" for module in modules - {"contacts"}}
        writer = create_role(self.ctx, fields={"name": "Writer", "permissions": frozenset(writing)})
        approver = create_role(self.ctx, fields={"name": "Approver", "permissions": frozenset(writing | approving)})
        self.ken, self.mai, self.yui = (
            self._member(name, role) for name, role in (("Ken", approver), ("Mai", approver), ("Yui", writer))
        )
        work_all(lambda: self.ctx.now)

    def _member(self, name, role_id):
        user_id = make_person(f"{name.lower()}@example.jp", name)
        add_member(self.ctx, fields={"name": name, "email": f"{name.lower()}@example.jp", "role_id": role_id})
        found = membership_of(user_id, self.ctx)
        return replace(self.ctx, actor=Actor(user_id, name, found.permissions))

    def wants(self, module, *people):
        approver_ids = [person.actor.user_id for person in people]
        set_approval(self.ctx, module=module, mode="levels", approver_ids=approver_ids)

    def told(self, person):
        work_all(lambda: self.ctx.now)
        with reading(person):
            rows = latest_notifications(person)
        return [row.text % {"record": row.parameters.get("number", ""), **row.parameters} for row in rows]

    def state(self, kind, document_id):
        with reading(self.ctx):
            return document_view(self.ctx, kind=kind, document_id=document_id).state

    def waiting(self, person, kind=INVOICE):
        with reading(person):
            rows = list_documents(person, kind=kind, criteria=Criteria(view=WAITING_FOR_ME)).rows
        return [row.document_id for row in rows]

    def agrees(self):
        with reading(self.ctx):
            assert verify(self.ctx) == []


@pytest.fixture
def office():
    return Office()


def act(person, document_id, action, kind=INVOICE, **more):
    change_state(person, kind=kind, document_id=document_id, action=action, **more)


def refused(code, person, *args, **more):
    with pytest.raises(RuleBroken) as error:
        act(person, *args, **more)
    assert error.value.code == code


LETTER = LetterFields(to=["a@example.jp"], subject="請求書", body="よろしくお願いします")


def test_case_18_two_level_approval_and_an_administrators_final_one(office):
    """Sending is refused before the final approval; an administrator's final approval skips levels."""
    ctx, ken, mai, yui = office.ctx, office.ken, office.mai, office.yui
    office.wants("invoices", ken, mai)
    item = make_item(ctx, "Tea", item_type="inventory")
    invoice = make_invoice(yui, lines=[line(item, 2, rate=1000)])
    refused(4705, yui, invoice, Action.OPEN)
    act(yui, invoice, Action.SUBMIT)
    assert office.waiting(ken) == [invoice]
    assert office.waiting(mai) == office.waiting(yui) == office.waiting(ctx) == []
    assert [text[: len("Yui asks for approval")] for text in office.told(ken)][:1] == ["Yui asks for approval"]
    assert not any("approv" in text for text in office.told(mai))

    refused(4014, mai, invoice, Action.APPROVE)
    act(ken, invoice, Action.APPROVE)
    assert office.state(INVOICE, invoice) is State.PENDING_APPROVAL, "level 1 of 2"
    assert office.waiting(mai) == [invoice]
    assert "It is your turn now" in office.told(mai)[0]
    refused(4705, yui, invoice, Action.OPEN)
    with pytest.raises(RuleBroken) as error:
        mail_document(yui, kind=INVOICE, document_id=invoice, letter=LETTER)
    assert error.value.code == 4705
    refused(4015, ken, invoice, Action.APPROVE, is_final=True)

    act(mai, invoice, Action.APPROVE)
    with reading(ctx):
        view = document_view(ctx, kind=INVOICE, document_id=invoice)
    assert view.state is State.APPROVED
    assert view.approved_by_id == mai.actor.user_id
    assert [(each.approver_name, each.approved_by_name) for each in view.approvals] == [("Ken", "Ken"), ("Mai", "Mai")]
    assert all(each.approved_at == ctx.now for each in view.approvals)
    mail_document(yui, kind=INVOICE, document_id=invoice, letter=LETTER)
    assert office.state(INVOICE, invoice) is State.OPEN

    urgent = make_invoice(yui, lines=[line(item, 1, rate=1000)])
    act(yui, urgent, Action.SUBMIT)
    act(ctx, urgent, Action.APPROVE, is_final=True)
    assert office.state(INVOICE, urgent) is State.APPROVED
    with reading(ctx):
        levels = document_view(ctx, kind=INVOICE, document_id=urgent).approvals
    assert [(each.approver_name, each.approved_by_name, each.is_skipped) for each in levels] == [
        ("Ken", "Hanako Sato", True), ("Mai", "Hanako Sato", True),
    ]  # fmt: skip
    act(yui, urgent, Action.OPEN)
    office.agrees()


def test_what_is_not_approved_is_not_made_into_anything_else(office):
    office.wants("salesorders", office.ken, office.mai)
    order = make_sales_order(office.yui, lines=[line(None, 1, rate=500, name="Work")])
    act(office.yui, order, Action.SUBMIT, SALES_ORDER)
    act(office.ken, order, Action.APPROVE, SALES_ORDER)
    with reading(office.yui), pytest.raises(RuleBroken) as error:
        converted_fields(office.yui, kind=INVOICE, source_id=order)
    assert error.value.code == 4714
    act(office.mai, order, Action.APPROVE, SALES_ORDER)
    act(office.yui, order, Action.OPEN, SALES_ORDER)
    with reading(office.yui):
        assert converted_fields(office.yui, kind=INVOICE, source_id=order)["lines"]
    office.agrees()


def test_an_edit_after_a_part_was_approved_begins_again(office):
    office.wants("invoices", office.ken, office.mai)
    invoice = make_invoice(office.yui, lines=[line(None, 1, rate=500, name="Work")])
    act(office.yui, invoice, Action.SUBMIT)
    update_document(office.yui, kind=INVOICE, document_id=invoice, fields={"notes": "nobody approved yet"})
    act(office.ken, invoice, Action.APPROVE)
    update_document(office.yui, kind=INVOICE, document_id=invoice, fields={"notes": "dearer"})
    assert office.waiting(office.ken) == [invoice]
    refused(4014, office.mai, invoice, Action.APPROVE)
    assert len([text for text in office.told(office.ken) if "asks for approval" in text]) == 2
    for person in (office.ken, office.mai):
        act(person, invoice, Action.APPROVE)
    update_document(office.yui, kind=INVOICE, document_id=invoice, fields={"notes": "dearer still"})
    assert office.state(INVOICE, invoice) is State.PENDING_APPROVAL
    act(office.yui, invoice, Action.VOID)
    act(office.yui, invoice, Action.DRAFT)
    refused(4705, office.yui, invoice, Action.OPEN)
    office.agrees()


def test_a_rejection_has_a_reason_and_everybody_begins_again(office):
    office.wants("invoices", office.ken, office.mai)
    invoice = make_invoice(office.yui, lines=[line(None, 1, rate=500, name="Work")])
    act(office.yui, invoice, Action.SUBMIT)
    refused(4014, office.mai, invoice, Action.REJECT, reason="not my turn")
    act(office.ken, invoice, Action.APPROVE)
    act(office.mai, invoice, Action.REJECT, reason="too cheap")
    with reading(office.ctx):
        view = document_view(office.ctx, kind=INVOICE, document_id=invoice)
    assert (view.state, view.state_reason, list(view.approvals)) == (State.REJECTED, "too cheap", [])
    refused(4705, office.yui, invoice, Action.OPEN)
    act(office.yui, invoice, Action.DRAFT)
    act(office.yui, invoice, Action.SUBMIT)
    assert office.waiting(office.ken) == [invoice]
    with pytest.raises(Forbidden):
        act(office.yui, invoice, Action.REJECT)


def test_an_author_is_not_asked_about_the_own_document(office):
    office.wants("estimates", office.ken, office.mai)
    with reading(office.ctx):
        before = approval_rules(office.ctx)["estimates"]
    assert [person.name for person in before.approvers] == ["Ken", "Mai"]
    work = [line(None, 1, rate=500, name="Work")]
    estimate = make_document(office.ken, ESTIMATE, make_customer(office.ken), work)
    act(office.ken, estimate, Action.SUBMIT, ESTIMATE)
    refused(4014, office.ken, estimate, Action.APPROVE, ESTIMATE)
    act(office.mai, estimate, Action.APPROVE, ESTIMATE)
    assert office.state(ESTIMATE, estimate) is State.APPROVED


def test_a_former_member_does_not_block(office):
    office.wants("invoices", office.ken, office.mai)
    invoice = make_invoice(office.yui, lines=[line(None, 1, rate=500, name="Work")])
    with reading(office.ctx):
        members = list_members(office.ctx, criteria=Criteria()).rows
        gone = next(row.membership_id for row in members if row.name == "Ken")
    remove_member(office.ctx, member_id=gone)
    act(office.yui, invoice, Action.SUBMIT)
    assert any("asks for approval" in text for text in office.told(office.ctx)), "administrators are told instead"
    refused(4014, office.mai, invoice, Action.APPROVE)
    act(office.ctx, invoice, Action.APPROVE, is_final=True)
    assert office.state(INVOICE, invoice) is State.APPROVED
    with reading(office.ctx):
        rule = approval_rules(office.ctx)["invoices"]
    assert [(person.name, person.may_approve) for person in rule.approvers] == [("Ken", False), ("Mai", True)]
    set_approval(office.ctx, module="invoices", mode="levels", approver_ids=[one.user_id for one in rule.approvers])


def test_another_rule_changes_nothing_that_is_under_way(office):
    office.wants("invoices", office.ken, office.mai)
    invoice = make_invoice(office.yui, lines=[line(None, 1, rate=500, name="Work")])
    act(office.yui, invoice, Action.SUBMIT)
    set_approval(office.ctx, module="invoices", mode="none")
    refused(4705, office.yui, invoice, Action.OPEN)
    act(office.ken, invoice, Action.APPROVE)
    assert office.waiting(office.mai) == [invoice]


def test_receives_and_adjustments_wait_as_well(office):
    ctx, ken, mai, yui = office.ctx, office.ken, office.mai, office.yui
    item = make_item(ctx, "Tea", item_type="inventory")
    order = make_purchase_order(ctx, make_vendor(ctx), [line(item, 5)])
    change_state(ctx, kind=PURCHASE_ORDER, document_id=order, action=Action.OPEN)
    for module in ("purchasereceives", "adjustments"):
        office.wants(module, ken, mai)
    with pytest.raises(RuleBroken) as error:
        create_purchase_receive(yui, order_id=order, fields={"date": ctx.today})
    assert error.value.code == 4859
    receive = create_purchase_receive(yui, order_id=order, fields={"date": ctx.today, "state": ReceiveState.DRAFT})

    def goods(person, action, **more):
        change_receive_state(person, receive_id=receive, action=action, **more)
        with reading(ctx):
            return receive_detail(ctx, receive_id=receive).state

    for action in (Receiving.RECEIVE, Receiving.SEND):
        with pytest.raises(RuleBroken) as error:
            goods(yui, action)
        assert error.value.code == 4859
    assert goods(yui, Receiving.SUBMIT) is ReceiveState.PENDING_APPROVAL
    assert goods(ken, Receiving.APPROVE) is ReceiveState.PENDING_APPROVAL
    with pytest.raises(RuleBroken) as error:
        goods(yui, Receiving.RECEIVE)
    assert error.value.code == 4859
    assert goods(mai, Receiving.APPROVE) is ReceiveState.APPROVED
    assert goods(yui, Receiving.RECEIVE) is ReceiveState.RECEIVED

    lines = [{"item_id": item, "quantity": Decimal(3), "rate": Decimal(100)}]
    fields = {"date": date(2026, 11, 24), "reason": "棚卸", "adjustment_type": "quantity", "lines": lines}
    with pytest.raises(RuleBroken) as error:
        create_adjustment(yui, fields=fields)
    assert error.value.code == 4954
    found = create_adjustment(yui, fields=fields, is_draft=True)

    def count(person, action, **more):
        change_adjustment_state(person, adjustment_id=found, action=action, **more)
        with reading(ctx):
            return adjustment_detail(ctx, adjustment_id=found).state

    with pytest.raises(RuleBroken) as error:
        count(yui, Moving.ADJUST)
    assert error.value.code == 4954
    assert count(yui, Moving.SUBMIT) is StockState.PENDING_APPROVAL
    assert count(ken, Moving.APPROVE) is StockState.PENDING_APPROVAL
    assert count(ctx, Moving.APPROVE, is_final=True) is StockState.APPROVED
    assert count(yui, Moving.ADJUST) is StockState.ADJUSTED
    office.agrees()


def test_both_applications_and_the_wire_tell_how_far_it_is(office):
    books = api_of(office.ctx)
    inventory = books.within(application="inventory")
    assert inventory.post(f"/organizations/{office.ctx.organization_id}/join")["code"] == 0
    people = [person.actor.user_id for person in (office.ken, office.mai)]
    sent = [{"approver_id": str(user_id), "order": order} for order, user_id in zip((2, 1), people, strict=True)]
    reply = books.put("/settings/approvals/invoices", {"mode": "levels", "approvers": sent})
    assert [each["approver_name"] for each in reply["approval"]["approvers"]] == ["Mai", "Ken"]
    shown = {each["module"]: each["mode"] for each in inventory.get("/settings/approvals")["approvals"]}
    assert (shown["invoices"], shown["bills"], len(shown)) == ("levels", "none", 10)
    invoice = make_invoice(office.yui, lines=[line(None, 1, rate=500, name="Work")])
    path = f"/invoices/{invoice}"
    assert books.get(path)["invoice"]["approvers"] == []
    assert api_of(office.yui).post(f"{path}/submit")["code"] == 0
    assert api_of(office.ken).post(f"{path}/approve")["code"] == 4014
    assert api_of(office.mai).post(f"{path}/approve")["code"] == 0
    for api in (books, inventory):
        told = api.get(path)["invoice"]
        assert (told["status"], told["submitter_id"]) == ("pending_approval", str(office.yui.actor.user_id))
        assert [(each["order"], each["approver_name"], each["approval_status"]) for each in told["approvers"]] == [
            (1, "Mai", "approved"), (2, "Ken", "pending"),
        ]  # fmt: skip
        assert told["approvers"][0]["approved_time"]
    waiting = api_of(office.ken).get("/invoices", filter_by=WAITING_FOR_ME)["invoices"]
    assert [row["invoice_id"] for row in waiting] == [str(invoice)]
    assert books.post(f"{path}/status/sent")["code"] == 4705
    assert api_of(office.ken).post(f"{path}/reject", {"reason": "late"})["code"] == 0
    assert api_of(office.yui).post(f"{path}/submit")["code"] == 0
    assert inventory.post(f"{path}/approve/final")["code"] == 0
    assert books.post(f"{path}/status/sent")["code"] == 0
    actions = [row["action"] for row in books.get("/changes", after=0)["changes"] if row["entity"] == "invoice"]
    assert actions == ["created", "submitted", "approved level", "rejected", "submitted", "approved", "opened"]
    office.agrees()
