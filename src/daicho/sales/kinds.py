"""The kinds of documents that go to customers."""

from daicho.documents.core.kind import Books, Kind, Names, Words
from daicho.documents.core.state import ESTIMATE_MOVES, SALES_ORDER_MOVES, SETTLED_MOVES
from daicho.kernel.text import noop as _
from daicho.ledger.core.locks import Scope
from daicho.sales.models import (
    CreditNote,
    CreditNoteLine,
    Estimate,
    EstimateLine,
    Invoice,
    InvoiceLine,
    RetainerInvoice,
    RetainerInvoiceLine,
    SalesOrder,
    SalesOrderLine,
)
from daicho.sales.queries.invoiced_estimates import invoiced_estimates
from daicho.sales.queries.processed_credit_notes import processed_credit_notes
from daicho.sales.queries.processed_estimates import processed_estimates
from daicho.sales.queries.processed_invoices import processed_invoices
from daicho.sales.queries.processed_orders import processed_orders

ESTIMATE = Kind(
    entity="estimate",
    module="estimates",
    purpose="sale",
    contact_type="customer",
    words=Words(
        name=_("Estimate"),
        plural=_("Estimates"),
        does_not_exist=_("Estimate does not exist."),
        title=_("Estimate"),
    ),
    names=Names(
        key="estimate",
        id="estimate_id",
        number="estimate_number",
        contact_id="customer_id",
        contact_name="customer_name",
        due="expiry_date",
    ),
    header=Estimate,
    line=EstimateLine,
    moves=ESTIMATE_MOVES,
    default_account="sales_default",
    extra=("salesperson_id",),
    processed=processed_estimates,
    made=invoiced_estimates,
    is_shared=True,
)
SALES_ORDER = Kind(
    entity="salesorder",
    module="salesorders",
    purpose="sale",
    contact_type="customer",
    words=Words(
        name=_("Sales order"),
        plural=_("Sales orders"),
        does_not_exist=_("Sales order does not exist."),
        title=_("Sales order"),
    ),
    names=Names(
        key="salesorder",
        id="salesorder_id",
        number="salesorder_number",
        contact_id="customer_id",
        contact_name="customer_name",
        due="shipment_date",
    ),
    dropped="daicho.sales.commands._kits.drop_parts",
    header=SalesOrder,
    line=SalesOrderLine,
    moves=SALES_ORDER_MOVES,
    default_account="sales_default",
    extra=("salesperson_id", "estimate_id"),
    processed=processed_orders,
    marks=(
        "invoiced_status",
        "packed_status",
        "shipped_status",
        "sourcing",
        "invoiced_micro",
        "packed_micro",
        "shipped_micro",
    ),
)
INVOICE = Kind(
    entity="invoice",
    module="invoices",
    purpose="sale",
    contact_type="customer",
    words=Words(
        name=_("Invoice"),
        plural=_("Invoices"),
        does_not_exist=_("Invoice does not exist."),
        title=_("Invoice"),
    ),
    names=Names(
        key="invoice",
        id="invoice_id",
        number="invoice_number",
        contact_id="customer_id",
        contact_name="customer_name",
        due="due_date",
    ),
    dropped="daicho.sales.commands._kits.drop_parts",
    header=Invoice,
    line=InvoiceLine,
    moves=SETTLED_MOVES,
    default_account="sales_default",
    extra=("salesperson_id", "estimate_id", "reference_invoice_id", "is_shipped"),
    line_extra=("source_line_id",),
    books=Books(Scope.SALES, "daicho.sales.commands.post_invoices.post_invoices"),
    settling="due",
    has_terms=True,
    processed=processed_invoices,
    source=SALES_ORDER,
    complete="daicho.sales.commands._referenced.with_reference",
    begin="daicho.sales.commands._goods.with_goods",
    after="daicho.sales.commands.follow_orders.follow_orders",
    is_shared=True,
)
CREDIT_NOTE = Kind(
    entity="creditnote",
    module="creditnotes",
    purpose="sale",
    contact_type="customer",
    words=Words(
        name=_("Credit note"),
        plural=_("Credit notes"),
        does_not_exist=_("Credit note does not exist."),
        title=_("Credit note"),
    ),
    names=Names(
        key="creditnote",
        id="creditnote_id",
        number="creditnote_number",
        contact_id="customer_id",
        contact_name="customer_name",
        due="due_date",
    ),
    dropped="daicho.sales.commands._kits.drop_parts",
    header=CreditNote,
    line=CreditNoteLine,
    moves=SETTLED_MOVES,
    default_account="sales_default",
    extra=("salesperson_id",),
    line_extra=("source_line_id", "is_credit_only", "return_line_id"),
    books=Books(Scope.SALES, "daicho.sales.commands.post_credit_notes.post_credit_notes"),
    settling="credit",
    source=INVOICE,
    processed=processed_credit_notes,
    after="daicho.sales.commands.follow_credits.follow_credits",
    complete="daicho.sales.commands._returned_lines.with_returned_lines",
    is_shared=True,
)
RETAINER_INVOICE = Kind(
    entity="retainerinvoice",
    module="invoices",
    purpose="sale",
    contact_type="customer",
    words=Words(
        name=_("Retainer invoice"),
        plural=_("Retainer invoices"),
        does_not_exist=_("Retainer invoice does not exist."),
        title=_("Retainer invoice"),
    ),
    names=Names(
        key="retainerinvoice",
        id="retainerinvoice_id",
        number="retainerinvoice_number",
        contact_id="customer_id",
        contact_name="customer_name",
        due="due_date",
    ),
    header=RetainerInvoice,
    line=RetainerInvoiceLine,
    moves=SETTLED_MOVES,
    default_account="customer_advances",
    settling="due",
    marks=("drawn_status",),
    is_shared=True,
    is_plain=True,
)
SHARED = {kind.entity: kind for kind in (ESTIMATE, INVOICE, RETAINER_INVOICE, CREDIT_NOTE)}
"""Entity → kind of the documents that people outside see by a link."""
