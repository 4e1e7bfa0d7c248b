"""Months of a wholesaler who bills by closing day (締め請求): japan.md 5.3 and its worked case."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from daicho.closings.commands.cancel_closing import cancel_closing
from daicho.closings.commands.close_period import close_period
from daicho.closings.commands.close_periods import close_periods
from daicho.closings.models import ClosingStatement
from daicho.closings.queries.statement_detail import statement_detail
from daicho.contacts.commands.merge_contacts import merge_contacts
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.create_document import create_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.state import Action
from daicho.kernel.errors import RuleBroken
from daicho.ledger.commands.set_lock import set_lock
from daicho.ledger.core.locks import Scope
from daicho.payments.commands.create_payment import create_payment
from daicho.payments.kinds import CUSTOMER_PAYMENT
from daicho.platform.work import reading, unit_of_work
from daicho.reporting.queries.verify import verify
from daicho.sales.commands.write_off_invoice import write_off_invoice
from daicho.sales.kinds import CREDIT_NOTE, INVOICE
from daicho.sales.models import CreditNote, Invoice
from daicho.taxes.queries.tax_definitions import tax_definitions
from tests.build.contacts import make_customer
from tests.build.documents import line
from tests.build.organization import make_organization
from tests.build.sales import make_invoice

pytestmark = pytest.mark.django_db
VECTOR = json.loads((Path(__file__).parents[1] / "unit/taxes/data/test_vectors.json").read_text())["closing_statement"]
SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 20)
MONTH_END, TWENTIETH = "closing:99:1:99:none", "closing:20:1:99:none"


class Wholesaler:
    """An organisation in Japan with a customer of month-end terms."""

    def __init__(self, **fields):
        self.ctx = make_organization(country="JP", fiscal_year_start_month=4, opening_date=date(2026, 4, 1))
        self.customer = make_customer(
            self.ctx, **{"payment_terms_code": MONTH_END, "contact_name": "山田酒店", **fields}
        )
        with reading(self.ctx):
            taxes = tax_definitions(self.ctx).values()
            self.standard = next(tax.tax_id for tax in taxes if tax.is_default)
            self.reduced = next(tax.tax_id for tax in taxes if tax.category == "reduced")

    def sell(self, day, *amounts, kind=INVOICE, **fields):
        """Invoice amounts (price, tax), each on a line."""
        lines = [line(name="煎茶", rate=price, tax_id=tax_id) for price, tax_id in amounts]
        given = {"contact_id": self.customer, "date": day, "lines": lines, **fields}
        return create_document(self.ctx, kind=kind, fields=given, is_open=True)

    def receive(self, day, amount):
        fields = {"contact_id": self.customer, "date": day, "amount": Decimal(amount), "mode": "banktransfer"}
        return create_payment(self.ctx, kind=CUSTOMER_PAYMENT, fields=fields)

    def close(self, day, customer=None):
        return self.seen(close_period(self.ctx, contact_id=customer or self.customer, closing_date=day))

    def seen(self, statement_id):
        with reading(self.ctx):
            return statement_detail(self.ctx, statement_id=statement_id)

    def verified(self):
        with reading(self.ctx):
            return verify(self.ctx)


def figures(view):
    money = (view.previous, view.received, view.adjusted, view.carried, view.purchased, view.amount_due)
    return tuple(amount.minor for amount in money)


def taxes(view):
    return {tax.percentage_micro // 10**6: (tax.taxable, tax.tax) for tax in view.taxes}


@pytest.mark.parametrize("tax_unit", ["", "statement"])
def test_the_worked_case(tax_unit):
    shop = Wholesaler(tax_unit=tax_unit)
    shop.sell(date(2026, 8, 3), (VECTOR["previous_billed"], None))
    first = shop.close(SEPTEMBER)
    assert figures(first) == (500_000, 0, 0, 500_000, 0, VECTOR["previous_billed"])
    assert (first.start, first.due, first.lines) == (date(2026, 9, 1), OCTOBER, [])
    shop.receive(date(2026, 10, 31), VECTOR["received"])
    shop.sell(date(2026, 10, 5), (VECTOR["sales_10_excl"], shop.standard), (VECTOR["sales_8_excl"], shop.reduced))
    second = shop.close(OCTOBER)
    assert figures(second) == (
        VECTOR["previous_billed"], VECTOR["received"], 0, VECTOR["carried"], VECTOR["this_period_incl"],
        VECTOR["amount_due"],
    )  # fmt: skip
    assert taxes(second) == {
        10: (VECTOR["sales_10_excl"], VECTOR["tax_10"]),
        8: (VECTOR["sales_8_excl"], VECTOR["tax_8"]),
    }
    assert [(row.section, row.amount, row.note) for row in second.lines] == [
        ("purchase", 438_000, ""), ("payment", -480_000, ""),
    ]  # fmt: skip
    assert second.due == date(2026, 11, 30)
    assert shop.verified() == []


def test_tax_is_rounded_once_for_each_rate_where_the_statement_is_the_qualified_invoice():
    """3 × ¥105 without tax of 10 % in one invoice each (japan.md 1.4): 10 + 10 + 10 by invoice, 31 by statement."""
    shop = Wholesaler(tax_unit="statement", tax_rounding="floor")
    for day in (1, 2, 3):
        shop.sell(date(2026, 10, day), (105, shop.standard), (115, shop.reduced))
    view = shop.close(OCTOBER)
    assert taxes(view) == {10: (315, 31), 8: (345, 27)}
    assert figures(view) == (0, 0, 0, 0, 718, 718)
    with reading(shop.ctx):
        made = Invoice.objects.get(number=view.number)
        assert (made.date, made.total_minor, made.tax_minor, made.due) == (OCTOBER, 1, 1, view.due)
        assert not CreditNote.objects.exists()
    assert shop.verified() == []
    with pytest.raises(RuleBroken):
        update_document(shop.ctx, kind=INVOICE, document_id=made.id, fields={"notes": "x"})
    with pytest.raises(RuleBroken):
        change_state(shop.ctx, kind=INVOICE, document_id=made.id, action=Action.VOID)
    shop.receive(NOVEMBER, 718)
    set_lock(shop.ctx, fields={"scope": Scope.SALES, "until": OCTOBER, "reason": "x"})
    with pytest.raises(RuleBroken):
        cancel_closing(shop.ctx, statement_id=view.statement_id)
    assert shop.seen(view.statement_id).is_closed


def test_less_tax_by_statement_is_a_credit_note_and_inclusive_prices_move_no_balance():
    shop = Wholesaler(tax_unit="statement", tax_rounding="half_up")
    for day in (1, 2):
        shop.sell(date(2026, 10, day), (105, shop.standard))
    view = shop.close(OCTOBER)
    assert (taxes(view), figures(view)[-2:]) == ({10: (210, 21)}, (231, 231))
    with reading(shop.ctx):
        assert CreditNote.objects.get(number=view.number).total_minor == 1
    shop.customer = make_customer(
        shop.ctx, payment_terms_code=MONTH_END, tax_unit="statement", tax_rounding="floor", price_mode="tax_inclusive"
    )
    for day in (1, 2):
        shop.sell(date(2026, 10, day), (108, shop.standard))
    view = shop.close(OCTOBER)
    assert (taxes(view), figures(view)[-2:]) == ({10: (197, 19)}, (216, 216))
    shop.sell(date(2026, 10, 3), (50, shop.standard), kind=CREDIT_NOTE)
    assert shop.verified() == []
    cancel_closing(shop.ctx, statement_id=view.statement_id)
    view = shop.close(OCTOBER)
    assert (taxes(view), figures(view)[-2:]) == ({10: (151, 15)}, (166, 166))
    assert shop.verified() == []


def test_what_comes_late_or_changes_after_a_closing_is_in_the_next_statement():
    shop = Wholesaler(payment_terms_code=TWENTIETH)
    kept, voided, lost = (shop.sell(date(2026, 10, day), (1000, shop.standard)) for day in (1, 2, 3))
    first = shop.close(date(2026, 10, 20))
    assert (first.start, first.due, first.amount_due.minor) == (date(2026, 9, 21), date(2026, 11, 30), 3300)
    change_state(shop.ctx, kind=INVOICE, document_id=voided, action=Action.VOID)
    update_document(
        shop.ctx, kind=INVOICE, document_id=kept, fields={"date": date(2026, 10, 4), "adjustment": Decimal(7)}
    )
    write_off_invoice(shop.ctx, invoice_id=lost, day=date(2026, 11, 2))
    late = shop.sell(date(2026, 10, 20), (500, shop.standard))
    assert shop.verified() == []
    second = shop.close(NOVEMBER)
    assert [(row.ref[1], row.section, row.amount, row.note) for row in second.lines] == [
        (voided, "purchase", -1100, "changed"), (lost, "adjustment", -1100, "changed"),
        (kept, "purchase", 7, "changed"), (late, "purchase", 550, "late"),
    ]  # fmt: skip
    assert figures(second) == (3300, 0, -1100, 2200, -543, 1657)
    assert taxes(second) == {10: (-500, -50)}
    assert shop.seen(first.statement_id) == first, "a statement never changes"
    assert shop.verified() == []


def test_a_period_is_closed_once_and_only_the_latest_closing_is_taken_back():
    shop = Wholesaler()
    shop.sell(date(2026, 9, 3), (1000, shop.standard))
    for day, code in ((date(2026, 12, 31), 4693), (date(2026, 8, 31), 4691)):
        with pytest.raises(RuleBroken) as refused:
            shop.close(day)
        assert refused.value.code == code
    first = shop.close(SEPTEMBER)
    for day in (SEPTEMBER, date(2026, 9, 15)):
        with pytest.raises(RuleBroken) as refused:
            shop.close(day)
        assert refused.value.code == 4690
    off_cycle = shop.close(date(2026, 10, 15))
    assert (off_cycle.start, off_cycle.previous) == (date(2026, 10, 1), first.amount_due)
    with pytest.raises(RuleBroken) as refused:
        cancel_closing(shop.ctx, statement_id=first.statement_id)
    assert refused.value.code == 4692
    cancel_closing(shop.ctx, statement_id=off_cycle.statement_id)
    with pytest.raises(RuleBroken) as refused:
        cancel_closing(shop.ctx, statement_id=off_cycle.statement_id)
    assert refused.value.code == 4694
    second = shop.close(OCTOBER)
    assert (second.start, second.number, off_cycle.number) == (date(2026, 10, 1), "CS-00003", "CS-00002")
    assert shop.verified() == []


def test_all_customers_of_a_closing_day_at_once():
    shop = Wholesaler()
    others = [make_customer(shop.ctx, payment_terms_code=code) for code in (MONTH_END, TWENTIETH, "net:30")]
    idle = make_customer(shop.ctx, payment_terms_code=MONTH_END)
    for customer in (shop.customer, *others):
        make_invoice(shop.ctx, customer, [line(name="茶", rate=100)], is_open=True, date=date(2026, 10, 3))
    shop.close(OCTOBER)
    done = close_periods(shop.ctx, closing_date=OCTOBER)
    assert [each.contact_id for each in done if each.statement_id] == others[:1]
    named = close_periods(shop.ctx, closing_date=OCTOBER, contact_ids=[idle, others[2]])
    assert {each.contact_id: each.error and each.error.code for each in named} == {idle: 4691, others[2]: None}
    with reading(shop.ctx):
        assert ClosingStatement.objects.count() == 3
    with pytest.raises(RuleBroken) as refused:
        merge_contacts(shop.ctx, contact_id=shop.customer, merged_ids=[others[0]])
    assert refused.value.code == 4696
    merge_contacts(shop.ctx, contact_id=shop.customer, merged_ids=[others[1]])
    assert shop.verified() == []


def test_verification_finds_a_statement_that_parts_from_its_lines():
    shop = Wholesaler()
    shop.sell(date(2026, 10, 3), (1000, shop.standard))
    view = shop.close(OCTOBER)
    with unit_of_work(shop.ctx):
        ClosingStatement.objects.filter(id=view.statement_id).update(previous_minor=1, due_minor=1101)
    assert [(each.check, each.record) for each in shop.verified()] == [
        ("closing statements", view.number), ("closing statements", f"contact {shop.customer}"),
    ]  # fmt: skip
