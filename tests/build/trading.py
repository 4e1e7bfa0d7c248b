"""A trading company whose day is chance: documents are made, changed, dated otherwise, voided, deleted and settled."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from daicho.contacts.commands.merge_contacts import merge_contacts
from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.commands.update_document import update_document
from daicho.documents.core.kind import Kind
from daicho.documents.core.state import Action
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.payments.commands.apply_credits import apply_credits
from daicho.payments.commands.create_refund import create_refund
from daicho.payments.commands.delete_payment import delete_payment
from daicho.payments.commands.delete_refund import delete_refund
from daicho.payments.commands.remove_use import remove_use
from daicho.payments.commands.update_payment import update_payment
from daicho.payments.kinds import PAYMENT_KINDS
from daicho.payments.models import Payment, Refund, Use
from daicho.platform.work import reading
from daicho.purchases.commands import cancel_order_items as purchases_cancel
from daicho.purchases.commands import reopen_order_items as purchases_reopen
from daicho.purchases.commands.create_purchase_receive import create_purchase_receive
from daicho.purchases.commands.delete_purchase_receive import delete_purchase_receive
from daicho.purchases.commands.mark_bill_received import mark_bill_received
from daicho.purchases.kinds import BILL, PURCHASE_ORDER, VENDOR_CREDIT
from daicho.purchases.models import PurchaseReceive
from daicho.sales.commands import cancel_order_items as sales_cancel
from daicho.sales.commands import reopen_order_items as sales_reopen
from daicho.sales.commands.create_package import create_package
from daicho.sales.commands.create_sales_return import create_sales_return
from daicho.sales.commands.create_shipment import create_shipment
from daicho.sales.commands.credit_invoice import credit_invoice
from daicho.sales.commands.credit_sales_return import credit_sales_return
from daicho.sales.commands.delete_package import delete_package
from daicho.sales.commands.delete_return_receive import delete_return_receive
from daicho.sales.commands.delete_shipment import delete_shipment
from daicho.sales.commands.invoice_order import invoice_order
from daicho.sales.commands.mark_invoice_shipped import mark_invoice_shipped
from daicho.sales.commands.receive_sales_return import receive_sales_return
from daicho.sales.commands.write_off_invoice import write_off_invoice
from daicho.sales.kinds import CREDIT_NOTE, INVOICE, SALES_ORDER
from daicho.sales.models import Package, SalesReturn, SalesReturnReceive, Shipment
from daicho.taxes.queries.taxes import tax_choices
from tests.build.bills import bill_order, credit_bill, make_bill
from tests.build.catalog import make_item
from tests.build.composites import make_composite
from tests.build.contacts import make_customer, make_vendor
from tests.build.documents import line
from tests.build.payments import make_payment
from tests.build.purchases import make_purchase_order
from tests.build.sales import make_invoice, make_sales_order

FIRST = date(2026, 9, 1)
KINDS = (INVOICE, CREDIT_NOTE, BILL, VENDOR_CREDIT, SALES_ORDER, PURCHASE_ORDER)


class Trader:
    """A company with customers, one of them abroad, vendors, one without a number, goods, a kit and a service.

    `seed` is its luck.
    """

    def __init__(self, ctx: Ctx, seed: int) -> None:
        self.ctx, self.luck = ctx, Random(seed)
        self.customers = [make_customer(ctx), make_customer(ctx), make_customer(ctx, currency_code="USD")]
        self.vendors = [make_vendor(ctx) for _ in range(2)]
        self.vendors.append(make_vendor(ctx, tax_registration_status="unregistered"))
        tea, tin = make_item(ctx, "Tea"), make_item(ctx, "Tin")
        kit = make_composite(ctx, {tea: 2, tin: 1}, "Set", combo_type="kit")
        work = make_item(ctx, "Work", item_type="sales", product_type="service")
        self.goods, self.sold = [tea, tin], [tea, tin, kit, work]
        with reading(ctx):
            self.taxes = [tax.tax_id for tax in tax_choices(ctx) if tax.percentage_micro]

    def step(self) -> str:
        """Do something an hour later and return what it was; what the rules refuse is not done."""
        done = ""
        while not done:
            self.ctx = replace(self.ctx, now=self.ctx.now + timedelta(hours=1))
            action = self.luck.choice(_ACTIONS)
            try:
                done = action(self) or ""
            except (InvalidInput, RuleBroken):
                continue
        return done

    def day(self) -> date:
        """Return any day of three months."""
        return FIRST + timedelta(days=self.luck.randrange(80))

    def lines(self, items: list[int], currency: str = "JPY") -> list[Any]:
        """Return one to three lines."""
        price = (1, 99) if currency == "USD" else (100, 999)
        return [
            line(
                self.luck.choice(items), self.luck.randint(1, 5), rate=self.luck.randint(*price),
                tax_id=self.luck.choice(self.taxes),
            )
            for _ in range(self.luck.randint(1, 3))
        ]  # fmt: skip

    def terms(self) -> dict[str, Any]:
        """Return how a document is priced."""
        return {
            "date": self.day(), "is_inclusive_tax": self.luck.random() < 0.3,
            "discount": self.luck.choice(["0", "7", "10%"]), "discount_type": "entity_level",
            "is_discount_before_tax": self.luck.random() < 0.5,
        }  # fmt: skip

    def found(self, table: Any, **where: Any) -> int:
        """Return the id of any row; refuse where there is none."""
        with reading(self.ctx):
            ids = list(table.objects.filter(**where).order_by("id").values_list("id", flat=True))
        if not ids:
            raise RuleBroken(0, "There is none.")
        return int(self.luck.choice(ids))

    def row(self, table: Any, **where: Any) -> Any:
        """Return any row."""
        with reading(self.ctx):
            return table.objects.get(id=self.found(table, **where))


def _invoice(one: Trader) -> str:
    customer = one.luck.choice(one.customers)
    currency = "USD" if customer == one.customers[-1] else "JPY"
    rate = {"exchange_rate": Decimal(one.luck.choice(["150.5", "149.25"]))} if currency == "USD" else {}
    seller = one.luck.choice([{}, {"salesperson_name": "Aoi"}, {"salesperson_name": "Jun"}])
    make_invoice(one.ctx, customer, one.lines(one.sold, currency), is_open=True, **one.terms(), **rate, **seller)
    return "invoice"


def _bill(one: Trader) -> str:
    make_bill(one.ctx, one.luck.choice(one.vendors), one.lines(one.goods), **one.terms())
    return "bill"


def _credit(one: Trader) -> str:
    if one.luck.random() < 0.6:
        credit_invoice(one.ctx, invoice_id=one.found(INVOICE.header, state="open"), fields={"date": one.day()})
    else:
        credit_bill(one.ctx, one.found(BILL.header, state="open"), date=one.day())
    return "credit"


def _change(one: Trader) -> str:
    kind: Kind = one.luck.choice(KINDS)
    document_id = one.found(kind.header)
    sold = one.sold if kind.purpose == "sale" else one.goods
    changes: list[dict[str, Any]] = [
        {"date": one.day()}, {"due": one.day()}, {"discount": "5%"}, {"exchange_rate": Decimal("160")},
        {"lines": one.lines(sold)}, {"contact_id": one.luck.choice(one.customers)}, {"salesperson_name": "Jun"},
        {"is_inclusive_tax": True},
    ]  # fmt: skip
    fields: Any = {**one.luck.choice(changes), **one.luck.choice(changes)}
    update_document(one.ctx, kind=kind, document_id=document_id, fields=fields)
    return f"change {kind.entity} {sorted(fields)}"


def _move_state(one: Trader) -> str:
    kind: Kind = one.luck.choice(KINDS)
    action = one.luck.choice([Action.VOID, Action.DRAFT, Action.OPEN, Action.OPEN, Action.CANCEL])
    document_id = one.found(kind.header)
    if action not in kind.moves:
        return ""
    change_state(one.ctx, kind=kind, document_id=document_id, action=action)
    return f"{action} {kind.entity}"


def _delete(one: Trader) -> str:
    kind: Kind = one.luck.choice(KINDS)
    delete_document(one.ctx, kind=kind, document_id=one.found(kind.header))
    return f"delete {kind.entity}"


def _pay(one: Trader) -> str:
    kind = PAYMENT_KINDS[one.luck.choice(["customerpayment", "customerpayment", "vendorpayment"])]
    document = one.row(kind.target.header, state="open")
    whole = 10**2 if document.currency_code == "USD" else 1
    amount = max((document.total_minor - document.applied_minor) // one.luck.choice([1, 2, 3]), 1)
    rate = {"exchange_rate": Decimal("152")} if document.currency_code == "USD" else {}
    make_payment(
        one.ctx, document.contact_id, Decimal(amount + one.luck.choice([0, 50])) / whole,
        {document.id: Decimal(amount) / whole}, kind=kind, date=one.day(), **rate,
    )  # fmt: skip
    return "pay"


def _change_payment(one: Trader) -> str:
    payment = one.row(Payment)
    kind = PAYMENT_KINDS[payment.kind]
    match one.luck.randrange(3):
        case 0:
            delete_payment(one.ctx, kind=kind, payment_id=payment.id)
        case 1:
            update_payment(one.ctx, kind=kind, payment_id=payment.id, fields={"date": one.day()})
        case _:
            update_payment(one.ctx, kind=kind, payment_id=payment.id, fields={"uses": []})
    return "change payment"


def _release(one: Trader) -> str:
    remove_use(one.ctx, use_id=one.found(Use))
    return "release"


def _apply(one: Trader) -> str:
    invoice = one.row(INVOICE.header, state="open")
    with reading(one.ctx):
        rows = CREDIT_NOTE.header.objects.filter(state="open", contact_id=invoice.contact_id)
        credits = {("creditnote", row.id): min(row.total_minor - row.applied_minor, 90) for row in rows[:2]}
    apply_credits(one.ctx, target=("invoice", invoice.id), amounts=credits, day=one.day())
    return "apply"


def _refund(one: Trader) -> str:
    if one.luck.random() < 0.4:
        delete_refund(one.ctx, refund_id=one.found(Refund))
        return "delete refund"
    source = one.luck.choice([CREDIT_NOTE, VENDOR_CREDIT])
    ref = (source.entity, one.found(source.header, state="open"))
    create_refund(one.ctx, source=ref, fields={"amount": Decimal(20), "date": date(2026, 11, 20)})
    return "refund"


def _write_off(one: Trader) -> str:
    write_off_invoice(one.ctx, invoice_id=one.found(INVOICE.header, state="open"), day=one.day())
    return "write off"


def _order(one: Trader) -> str:
    if one.luck.random() < 0.5:
        order = make_sales_order(one.ctx, one.luck.choice(one.customers[:2]), one.lines(one.sold), date=one.day())
        change_state(one.ctx, kind=SALES_ORDER, document_id=order, action=Action.OPEN)
        return "sales order"
    order = make_purchase_order(one.ctx, one.luck.choice(one.vendors), one.lines(one.goods), date=one.day())
    change_state(one.ctx, kind=PURCHASE_ORDER, document_id=order, action=Action.OPEN)
    return "purchase order"


def _deliver(one: Trader) -> str:
    order = one.row(SALES_ORDER.header, state="open")
    match one.luck.randrange(5):
        case 0:
            invoice_order(one.ctx, order_id=order.id, fields={"date": one.day()}, is_open=True)
        case 1 | 2:
            create_package(one.ctx, order_id=order.id, fields={"date": one.day()})
        case 3:
            package = one.row(Package, shipment_id__isnull=True)
            create_shipment(one.ctx, fields={"package_ids": [package.id], "date": one.day()})
        case _:
            if one.luck.random() < 0.5:
                delete_shipment(one.ctx, shipment_id=one.found(Shipment))
            else:
                delete_package(one.ctx, package_id=one.found(Package, shipment_id__isnull=True))
    return "deliver"


def _source(one: Trader) -> str:
    """Order from a vendor what a sales order needs."""
    order_id = make_sales_order(one.ctx, one.luck.choice(one.customers[:2]), one.lines(one.sold), date=one.day())
    change_state(one.ctx, kind=SALES_ORDER, document_id=order_id, action=Action.OPEN)
    made = make_purchase_order(
        one.ctx, one.luck.choice(one.vendors), [], date=one.day(), source_id=order_id,
        sourcing=one.luck.choice(["backordered", "drop_shipped"]),
    )  # fmt: skip
    change_state(one.ctx, kind=PURCHASE_ORDER, document_id=made, action=Action.OPEN)
    if one.luck.random() < 0.5:
        bill_order(one.ctx, made, date=one.day())
    return "source"


def _receive(one: Trader) -> str:
    order = one.row(PURCHASE_ORDER.header, state="open")
    match one.luck.randrange(4):
        case 0:
            bill_order(one.ctx, order.id, date=one.day())
        case 1 | 2:
            with reading(one.ctx):
                first = order.lines.order_by("position").first()
            rows: Any = [{"line_id": first.id, "quantity": Decimal(1)}]
            create_purchase_receive(one.ctx, order_id=order.id, fields={"date": one.day(), "lines": rows})
        case _:
            delete_purchase_receive(one.ctx, receive_id=one.found(PurchaseReceive))
    return "receive"


def _take_back(one: Trader) -> str:
    match one.luck.randrange(5):
        case 0 | 1:
            create_sales_return(one.ctx, order_id=one.found(SALES_ORDER.header), fields={"date": one.day()})
        case 2:
            receive_sales_return(one.ctx, return_id=one.found(SalesReturn), fields={"date": one.day()})
        case 3:
            credit_sales_return(one.ctx, return_id=one.found(SalesReturn), fields={"date": one.day()})
        case _:
            delete_return_receive(one.ctx, receive_id=one.found(SalesReturnReceive))
    return "take back"


def _with_goods(one: Trader) -> str:
    if one.luck.random() < 0.5:
        mark_invoice_shipped(one.ctx, invoice_id=one.found(INVOICE.header))
    else:
        mark_bill_received(one.ctx, bill_id=one.found(BILL.header))
    return "with its goods"


def _cancel(one: Trader) -> str:
    sales = one.luck.random() < 0.5
    header = SALES_ORDER.header if sales else PURCHASE_ORDER.header
    order_id = one.found(header)
    if one.luck.random() < 0.6:
        (sales_cancel if sales else purchases_cancel).cancel_order_items(one.ctx, order_id=order_id)
        return "cancel items"
    (sales_reopen if sales else purchases_reopen).reopen_order_items(one.ctx, order_id=order_id)
    return "reopen items"


def merge(one: Trader) -> str:
    """Let the second customer be the first, and the second vendor too."""
    for contacts in (one.customers, one.vendors):
        merge_contacts(one.ctx, contact_id=contacts[0], merged_ids=[contacts.pop(1)])
    return "merge"


_ACTIONS: list[Callable[[Trader], str]] = [
    _invoice, _invoice, _bill, _bill, _credit, _change, _change, _change, _move_state, _delete, _pay, _pay,
    _change_payment, _release, _apply, _refund, _write_off, _order, _order, _deliver, _deliver, _deliver, _receive,
    _receive, _cancel, _take_back, _take_back, _with_goods, _source, _source,
]  # fmt: skip
