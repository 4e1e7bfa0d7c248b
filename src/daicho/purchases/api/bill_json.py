"""Bills and vendor credits as exact JSON; every documented key is always there."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from daicho.catalog.queries.stock_figures import stock_figures
from daicho.contacts.core.terms import terms_from_code
from daicho.documents.api.additions import added_json
from daicho.documents.api.serializers import (
    address_json,
    comment_json,
    document_json,
    line_json,
    row_json,
    taxes_json,
)
from daicho.documents.core.kind import Kind
from daicho.documents.core.state import State, wire_status
from daicho.documents.queries._standing import Related
from daicho.documents.queries._views import DocumentRow, DocumentView
from daicho.documents.queries.document_comments import document_comments
from daicho.documents.queries.document_view import document_view
from daicho.documents.queries.document_views import document_views
from daicho.kernel.context import Ctx
from daicho.organizations.core.currencies import CurrencyView
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.attachments import attachments_of_many
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import day_text, id_text, micro_number, money_number
from daicho.purchases.kinds import BILL, VENDOR_CREDIT
from daicho.purchases.queries.orders_of_bills import orders_of_bills
from daicho.purchases.queries.related_documents import related_documents

EMPTY = (
    "source_of_supply", "destination_of_supply", "pricebook_name", "permit_number", "vat_reg_no", "is_abn_quoted",
    "filed_in_vat_return_id", "filed_in_vat_return_name", "filed_in_vat_return_type",
)  # fmt: skip
BILL_EMPTY = ("recurring_bill_id", "payment_expected_date", "reference_id")
LINE_EMPTY = (
    "reverse_charge_tax_id", "reverse_charge_tax_name", "acquisition_vat_id", "acquisition_vat_name",
    "acquisition_vat_percentage", "acquisition_vat_amount", "reverse_charge_vat_id", "reverse_charge_vat_name",
    "reverse_charge_vat_percentage", "reverse_charge_vat_amount", "image_document_id", "customer_id", "customer_name",
    "invoice_id", "invoice_number", "receive_item_id",
)  # fmt: skip
LISTS = ("acquisition_vat_summary", "reverse_charge_vat_summary")


def bill_json(ctx: Ctx, document_id: int) -> dict[str, Json]:
    """Return a bill as create, update and get answer it."""
    view = document_view(ctx, kind=BILL, document_id=document_id)
    orders = [
        row for row in related_documents(ctx, kind="bill", document_id=document_id) if row.kind == "purchaseorder"
    ]
    terms = terms_from_code(view.payment_terms_code)
    days = _due_days(view.due, ctx.today)
    return {
        **_json(ctx, BILL, view),
        **dict.fromkeys(BILL_EMPTY, ""),
        "payment_terms": terms.wire_days if terms else 0,
        "payment_terms_label": view.payment_terms_label,
        "due_by_days": str(max(-days, 0)),
        "due_in_days": max(days, 0),
        "balance": money_number(view.balance),
        "is_received": bool(view.extra["is_received"]),
        "is_item_level_tax_calc": False,
        "is_line_item_invoiced": False,
        "is_tds_applied": False,
        "purchaseorder_id": id_text(orders[0].document_id if orders else None),
        "purchaseorder_ids": [id_text(order.document_id) for order in orders],
        "purchaseorders": [_order(ctx, order) for order in orders],
        "open_purchaseorders_count": sum(order.state == State.OPEN for order in orders),
        "line_items": _lines(ctx, BILL, view),
        **added_json(ctx, BILL, view),
    }


def bill_row_json(ctx: Ctx, row: DocumentRow, currencies: Mapping[str, CurrencyView]) -> dict[str, Json]:
    """Return a bill in a list."""
    days = _due_days(row.due, ctx.today)
    late = f"Overdue by {-days} days" if days < 0 else f"Due in {days} days"
    return {
        **row_json(ctx, BILL, row, currencies),
        "reference_id": "",
        "tax_total": money_number(row.tax_total),
        "notes": row.notes,
        "terms": row.terms,
        "due_by_days": max(-days, 0),
        "is_item_level_tax_calc": False,
        "balance": money_number(row.balance),
        "due_days": late if row.balance.minor else "",
        "is_tds_applied": False,
        "is_abn_quoted": "",
    }


def bill_rows_json(ctx: Ctx, rows: Sequence[DocumentRow]) -> Mapping[int, Mapping[str, Json]]:
    """Return what rows of bills tell besides: their first file and, as Inventory's description has it, their parts."""
    with_files = [row.document_id for row in rows if row.has_attachment]
    files = attachments_of_many(ctx, entity=BILL.entity, entity_ids=with_files) if with_files else {}
    found: dict[int, dict[str, Json]] = {
        row.document_id: {"attachment_name": next((file.name for file in files.get(row.document_id, ())), "")}
        for row in rows
    }
    if ctx.application != "inventory":
        return found
    views = document_views(ctx, kind=BILL, document_ids=found, with_files=False)
    orders = orders_of_bills(ctx, bill_ids=found)
    for document_id, view in views.items():
        own = orders.get(document_id, [])
        found[document_id] |= {
            "line_items": _lines(ctx, BILL, view),
            "taxes": taxes_json(view),
            "billing_address": address_json(view.billing_address),
            "purchaseorder_id": id_text(own[0].order_id if own else None),
            "open_purchaseorders_count": sum(order.is_open for order in own),
        }
    return found


def vendor_credit_json(ctx: Ctx, document_id: int) -> dict[str, Json]:
    """Return a vendor credit as create, update and get answer it."""
    view = document_view(ctx, kind=VENDOR_CREDIT, document_id=document_id)
    bills = related_documents(ctx, kind="vendorcredit", document_id=document_id)
    return {
        **_json(ctx, VENDOR_CREDIT, view),
        "balance": money_number(view.balance),
        "is_sent_back": bool(view.extra["is_sent_back"]),
        "bill_id": id_text(bills[0].document_id if bills else None),
        "bill_number": bills[0].number if bills else "",
        "line_items": _with_stock(ctx, view, _lines(ctx, VENDOR_CREDIT, view)),
        "comments": [
            comment_json(ctx, VENDOR_CREDIT, document_id, comment)
            for comment in document_comments(ctx, kind=VENDOR_CREDIT, document_id=document_id)
        ],
        **added_json(ctx, VENDOR_CREDIT, view),
    }


def vendor_credit_row_json(ctx: Ctx, row: DocumentRow, currencies: Mapping[str, CurrencyView]) -> dict[str, Json]:
    """Return a vendor credit in a list."""
    return {
        **row_json(ctx, VENDOR_CREDIT, row, currencies),
        "balance": money_number(row.balance),
    }


def _json(ctx: Ctx, kind: Kind, view: DocumentView) -> dict[str, Json]:
    currencies = {currency.code: currency for currency in list_currencies(ctx)}
    known: dict[str, Any] = document_json(ctx, kind, view, currencies=currencies)
    return {
        **known,
        "custom_fields": [{**row, "custom_field_id": row["customfield_id"]} for row in known["custom_fields"]],
        **dict.fromkeys(EMPTY, ""),
        **{name: [] for name in LISTS},
        "acquisition_vat_total": 0,
        "reverse_charge_vat_total": 0,
    }


def _with_stock(ctx: Ctx, view: DocumentView, lines: Sequence[dict[str, Json]]) -> list[Json]:
    """Return the lines with what there is of their items."""
    figures = stock_figures(ctx, item_ids={line.item_id for line in view.lines if line.item_id and line.is_tracked})
    return [
        {
            **shown,
            "stock_on_hand": micro_number(figures[line.item_id or 0].figures.on_hand)
            if line.item_id in figures
            else "",
        }
        for line, shown in zip(view.lines, lines, strict=True)
    ]


def _lines(ctx: Ctx, kind: Kind, view: DocumentView) -> list[dict[str, Json]]:
    source = "purchaseorder_item_id" if kind is BILL else "bill_item_id"
    return [
        {
            **line_json(ctx, kind, view, line),
            **dict.fromkeys(LINE_EMPTY, ""),
            "reverse_charge_tax_percentage": 0,
            "reverse_charge_tax_amount": 0,
            "is_billable": False,
            "storages": [],
            source: _id(line.extra["source_line_id"]),
        }
        for line in view.lines
    ]


def _order(ctx: Ctx, order: Related) -> dict[str, Json]:
    return {
        "purchaseorder_id": id_text(order.document_id),
        "purchaseorder_number": order.number,
        "purchaseorder_date": day_text(order.day),
        "purchaseorder_status": wire_status("purchaseorder", State(order.state), ctx.application),
    }


def _due_days(due: date | None, today: date) -> int:
    return (due - today).days if due else 0


def _id(value: object) -> str:
    return id_text(value if isinstance(value, int) else None)
