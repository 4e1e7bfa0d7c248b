"""A bill of purchase orders, ready to be created; nothing is written (zoho-surface 1.2)."""

from collections.abc import Sequence
from typing import Any

from daicho.documents.api.serializers import document_json, line_json
from daicho.documents.core.fields import DocumentFields
from daicho.documents.queries.converted_fields import converted_fields
from daicho.documents.queries.document_view import document_view
from daicho.documents.queries.draft_document import Draft, draft_document
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.kernel.text import noop as _
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.wire.operation import Answer, Call, Done, Json
from daicho.platform.wire.writer import day_text, id_text, micro_number, money_number
from daicho.purchases.api.bill_json import BILL_EMPTY, EMPTY, LINE_EMPTY, LISTS
from daicho.purchases.kinds import BILL, PURCHASE_ORDER

_ORDERS = 20
_NOT_YET = ("bill_id", "bill_number", "due_date", "status", "created_time", "created_by_id", "last_modified_time")
_FLAGS = ("is_tds_applied", "is_item_level_tax_calc", "is_line_item_invoiced")
_AMOUNTS = (
    "due_by_days", "due_in_days", "unused_credits_payable_amount", "payment_made", "vendor_credits_applied",
    "acquisition_vat_total", "reverse_charge_vat_total",
)  # fmt: skip
_LINE_TEXTS = ("name", "description", "unit", "discount", "tax_name")


def fields_of_orders(ctx: Ctx, order_ids: Sequence[int]) -> DocumentFields:
    """Return what a bill of these orders begins with: the header of the first one, and what is left of all of them.

    Raises NotFound, RuleBroken (4714: an order is not open; 4713: nothing is left of it).
    """
    parts = [converted_fields(ctx, kind=BILL, source_id=order_id) for order_id in order_ids]
    fields = parts[0].copy()
    fields["lines"] = [line for part in parts for line in part["lines"]]
    return fields


def bill_of_orders(call: Call[None]) -> Answer:
    """Answer with the header of the first order and the open lines of all of them."""
    order_ids = call.ids("purchaseorder_ids", limit=_ORDERS)
    fields = fields_of_orders(call.ctx, order_ids)
    draft = draft_document(call.ctx, kind=BILL, fields=fields)
    ids = [id_text(order_id) for order_id in order_ids]
    bill = _json(call.ctx, draft, order_ids)
    return Done(_("success"), extra={"purchaseorder_ids": ids, "bill": {**bill, "purchaseorder_ids": ids}})


def _json(ctx: Ctx, draft: Draft, order_ids: list[int]) -> dict[str, Json]:
    """Return the first order's header as a bill, with the amounts of the draft."""
    views = [document_view(ctx, kind=PURCHASE_ORDER, document_id=order_id) for order_id in order_ids]
    currencies = {currency.code: currency for currency in list_currencies(ctx)}
    header: dict[str, Any] = document_json(ctx, PURCHASE_ORDER, views[0], currencies=currencies)
    known = {line.line_id: line_json(ctx, BILL, view, line) for view in views for line in view.lines}
    currency, columns = views[0].currency_code, draft.columns
    total = money_number(Money(draft.result.total, currency))
    return {
        **{name: value for name, value in header.items() if not name.startswith("purchaseorder_")},
        **dict.fromkeys((*EMPTY, *BILL_EMPTY, *_NOT_YET), ""),
        **dict.fromkeys(_FLAGS, False),
        **dict.fromkeys(_AMOUNTS, 0),
        **{name: [] for name in (*LISTS, "payments", "vendor_credits")},
        "custom_fields": [],
        "payment_terms": 0,
        "payment_terms_label": columns["payment_terms_label"],
        "reference_number": columns["reference"],
        "date": day_text(ctx.today),
        "sub_total": money_number(Money(draft.result.sub_total, currency)),
        "tax_total": money_number(Money(draft.result.tax_total, currency)),
        "total": total,
        "balance": total,
        "open_purchaseorders_count": len(views),
        "purchaseorders": [
            {
                "purchaseorder_id": id_text(view.document_id),
                "purchaseorder_number": view.number,
                "purchaseorder_date": day_text(view.date),
                "purchaseorder_status": view.state.value,
            }
            for view in views
        ],
        "line_items": [
            {
                **known[int(str(line.columns["source_line_id"]))],
                **dict.fromkeys(LINE_EMPTY, ""),
                **{name: line.columns[name] for name in _LINE_TEXTS},
                "line_item_id": "",
                "purchaseorder_item_id": id_text(int(str(line.columns["source_line_id"]))),
                "item_order": line.index + 1,
                "quantity": micro_number(line.engine.quantity_micro),
                "rate": micro_number(line.engine.price_micro),
                "item_tax": money_number(Money(result.tax, currency)),
                "item_total": money_number(Money(result.net, currency)),
                "item_total_inclusive_of_tax": money_number(Money(result.net + result.tax, currency)),
                "reverse_charge_tax_percentage": 0,
                "reverse_charge_tax_amount": 0,
                "is_billable": False,
            }
            for line, result in zip(draft.lines, draft.result.lines, strict=True)
        ],
    }
