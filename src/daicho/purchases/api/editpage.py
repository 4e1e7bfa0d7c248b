"""A bill of purchase orders, ready to be created; nothing is written (zoho-surface 1.2)."""

from daicho.documents.queries.converted_fields import converted_fields
from daicho.documents.queries.draft_document import Draft, draft_document
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.kernel.text import noop as _
from daicho.platform.wire.operation import Answer, Call, Done, Json
from daicho.platform.wire.writer import day_text, id_text, micro_number, money_number
from daicho.purchases.kinds import BILL

_ORDERS = 20


def bill_of_orders(call: Call[None]) -> Answer:
    """Answer with the header of the first order and the open lines of all of them."""
    order_ids = call.ids("purchaseorder_ids", limit=_ORDERS)
    parts = [converted_fields(call.ctx, kind=BILL, source_id=order_id) for order_id in order_ids]
    fields = parts[0].copy()
    fields["lines"] = [line for part in parts for line in part["lines"]]
    draft = draft_document(call.ctx, kind=BILL, fields=fields)
    return Done(_("success"), extra={"bill": _json(call.ctx, draft, order_ids)})


def _json(ctx: Ctx, draft: Draft, order_ids: list[int]) -> dict[str, Json]:
    columns, contact = draft.columns, draft.contact
    currency = str(columns["currency_code"])
    return {
        "vendor_id": id_text(contact.contact_id),
        "vendor_name": contact.name,
        "purchaseorder_ids": [id_text(order_id) for order_id in order_ids],
        "reference_number": columns["reference"],
        "date": day_text(ctx.today),
        "currency_code": currency,
        "exchange_rate": micro_number(int(str(columns["exchange_rate_micro"]))),
        "is_inclusive_tax": columns["is_inclusive_tax"],
        "discount": columns["discount"],
        "discount_type": columns["discount_type"],
        "sub_total": money_number(Money(draft.result.sub_total, currency)),
        "tax_total": money_number(Money(draft.result.tax_total, currency)),
        "total": money_number(Money(draft.result.total, currency)),
        "line_items": [
            {
                "purchaseorder_item_id": _id(line.columns["source_line_id"]),
                "item_id": _id(line.columns["item_id"]),
                "account_id": _id(line.columns["account_id"]),
                "tax_id": _id(line.columns["tax_id"]),
                "location_id": _id(line.columns["location_id"]),
                "name": line.columns["name"],
                "description": line.columns["description"],
                "unit": line.columns["unit"],
                "quantity": micro_number(line.engine.quantity_micro),
                "rate": micro_number(line.engine.price_micro),
                "discount": line.columns["discount"],
                "item_total": money_number(Money(result.net, currency)),
            }
            for line, result in zip(draft.lines, draft.result.lines, strict=True)
        ],
    }


def _id(value: object) -> str:
    return id_text(value if isinstance(value, int) else None)
