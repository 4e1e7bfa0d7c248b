"""Purchase orders as exact JSON; every documented key is always there."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext

from daicho.contacts.queries.contact_card import contact_card
from daicho.contacts.queries.contact_names import contact_names
from daicho.documents.api.additions import added_json
from daicho.documents.api.serializers import (
    address_json,
    comment_json,
    document_json,
    line_json,
    made_json,
    marked_status,
    row_json,
)
from daicho.documents.core.sourcing import Sourcing
from daicho.documents.core.state import STATUS_NAMES, State, wire_status
from daicho.documents.queries._views import DocumentRow, DocumentView, status_of
from daicho.documents.queries.document_comments import document_comments
from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Ctx
from daicho.kernel.money import currency_decimals
from daicho.organizations.core.currencies import CurrencyView
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.web.format import Formats
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import day_text, id_text, micro_number
from daicho.purchases.core.fulfilment import billed_status, received_status
from daicho.purchases.kinds import BILL, PURCHASE_ORDER
from daicho.purchases.queries.fulfilled_quantities import Fulfilled, fulfilled_quantities
from daicho.purchases.queries.order_progress import order_progress
from daicho.purchases.queries.receives_of_orders import receives_of_orders
from daicho.purchases.queries.receives_with_lines import receives_with_lines
from daicho.purchases.queries.related_documents import related_documents

_EMPTY = (
    "source_of_supply", "destination_of_supply", "pricebook_name", "discount_account_id",
)  # fmt: skip
_LINE_EMPTY = (
    "reverse_charge_tax_id", "reverse_charge_tax_name", "acquisition_vat_id", "acquisition_vat_name",
    "acquisition_vat_percentage", "acquisition_vat_amount", "reverse_charge_vat_id", "reverse_charge_vat_name",
    "reverse_charge_vat_percentage", "reverse_charge_vat_amount",
)  # fmt: skip


def purchase_order_json(ctx: Ctx, document_id: int) -> dict[str, Json]:
    """Return a purchase order as create, update and get answer it."""
    view = document_view(ctx, kind=PURCHASE_ORDER, document_id=document_id)
    persons = contact_card(ctx, contact_id=view.contact_id).persons if view.person_ids else ()
    currencies = {currency.code: currency for currency in list_currencies(ctx)}
    done = fulfilled_quantities(ctx, line_ids=[line.line_id for line in view.lines])
    told = [person for person in persons if person.person_id in view.person_ids]
    return {
        **document_json(ctx, PURCHASE_ORDER, view, currencies=currencies, persons=told),
        **dict.fromkeys(_EMPTY, ""),
        **_formatted(ctx, view),
        "comments": [
            comment_json(ctx, PURCHASE_ORDER, document_id, comment)
            for comment in document_comments(ctx, kind=PURCHASE_ORDER, document_id=document_id)
        ],
        "expected_delivery_date": view.due.isoformat() if view.due else "",
        "ship_via": view.delivery_method,
        "ship_via_id": id_text(view.delivery_method_id),
        "attention": view.attention,
        "delivery_org_address_id": "" if view.extra["delivery_customer_id"] else id_text(ctx.organization_id),
        "delivery_customer_id": _id(view.extra["delivery_customer_id"]),
        "delivery_customer_name": _customer_name(ctx, view.extra["delivery_customer_id"]),
        "delivery_address": _delivery_address(ctx, view),
        "salesorder_id": _id(view.extra["source_id"]),
        "line_items": [
            {
                **line_json(ctx, PURCHASE_ORDER, view, line),
                **dict.fromkeys(_LINE_EMPTY, ""),
                "reverse_charge_tax_percentage": 0,
                "reverse_charge_tax_amount": 0,
                "salesorder_item_id": _id(line.extra["source_line_id"]),
                "purchase_rate": micro_number(line.rate.micro),
                **_line(line.line_id, done),
            }
            for line in view.lines
        ],
        "acquisition_vat_summary": [],
        "acquisition_vat_total": 0,
        "reverse_charge_vat_summary": [],
        "reverse_charge_vat_total": 0,
        **_sourcing(view.extra["sourcing"]),
        "can_mark_as_bill": view.state is State.OPEN,
        "can_mark_as_unbill": view.state is State.BILLED,
        **_made_of_it(ctx, view),
        **added_json(ctx, PURCHASE_ORDER, view),
    }


def purchase_order_row_json(ctx: Ctx, row: DocumentRow, currencies: Mapping[str, CurrencyView]) -> dict[str, Json]:
    """Return a purchase order in a list."""
    marks = {name: str(row.marks[name]) for name in ("received_status", "billed_status")}
    return {
        **row_json(ctx, PURCHASE_ORDER, row, currencies),
        "price_precision": currency_decimals(row.currency_code),
        "quantity": micro_number(row.quantity.micro),
        **_sourcing(row.marks["sourcing"]),
        **marks,
        "status": _status(ctx, row.status, **marks),
    }


def purchase_order_rows_json(ctx: Ctx, rows: Sequence[DocumentRow]) -> Mapping[int, Mapping[str, Json]]:
    """Return the receives of listed orders."""
    found = receives_of_orders(ctx, order_ids=[row.document_id for row in rows])
    return {
        row.document_id: {
            "receives": [
                {"receive_id": id_text(receive_id), "receive_number": number}
                for receive_id, number in found.get(row.document_id, ())
            ]
        }
        for row in rows
    }


def _status(ctx: Ctx, status: str, received_status: str, billed_status: str) -> str:
    """Return the status with what was made of the order: in Inventory the goods come first, Books knows only bills."""
    marks = (received_status, billed_status) if ctx.application == "inventory" else (billed_status,)
    return marked_status(ctx, PURCHASE_ORDER, status, marks)


def _formatted(ctx: Ctx, view: DocumentView) -> dict[str, Json]:
    """Return the twins that Inventory's description has for people to read."""
    formats = Formats.of(ctx, organization_profile(ctx).date_format)
    expected = formats.date(view.due)
    return {
        "date_formatted": formats.date(view.date),
        "delivery_date_formatted": expected,
        "expected_delivery_date_formatted": expected,
        "status_formatted": gettext(STATUS_NAMES[wire_status("purchaseorder", view.state, ctx.application)]),
        "sub_total_formatted": formats.money(view.sub_total),
    }


def _made_of_it(ctx: Ctx, view: DocumentView) -> dict[str, Json]:
    """Return the order's marks, its receives and its bills."""
    progress = order_progress(ctx, order_ids=[view.document_id])[view.document_id]
    found = related_documents(ctx, kind="purchaseorder", document_id=view.document_id)
    received_ids = [row.document_id for row in found if row.kind == "purchasereceive"]
    ordered = {line.line_id: line_json(ctx, PURCHASE_ORDER, view, line) for line in view.lines}
    receives: list[Json] = [
        {
            "receive_id": id_text(receive.receive_id),
            "receive_number": receive.number,
            "date": day_text(receive.day),
            "status": receive.state.value,
            "notes": receive.notes,
            "line_items": [
                {
                    **ordered[line.order_line_id],
                    **dict.fromkeys(_LINE_EMPTY, ""),
                    "line_item_id": id_text(line.line_id),
                    "purchaseorder_item_id": id_text(line.order_line_id),
                    "salesorder_item_id": "",
                    "purchase_rate": ordered[line.order_line_id]["rate"],
                    "quantity": micro_number(line.quantity),
                    "quantity_received": micro_number(line.quantity),
                    "reverse_charge_tax_percentage": 0,
                    "reverse_charge_tax_amount": 0,
                }
                for line in receive.lines
            ],
        }
        for receive in receives_with_lines(ctx, receive_ids=received_ids)
    ]
    bills = made_json(ctx, BILL, [row.document_id for row in found if row.kind == "bill"])
    received, billed = received_status(progress), billed_status(progress)
    return {
        "status": _status(ctx, status_of(ctx, PURCHASE_ORDER, view), received, billed),
        "received_status": received,
        "billed_status": billed,
        "purchasereceives": receives,
        "receives": receives,
        "bills": bills,
    }


def _sourcing(sourcing: object) -> dict[str, Json]:
    """Return how the order serves a sales order."""
    return {
        "is_drop_shipment": sourcing == Sourcing.DROP_SHIPMENT,
        "is_backorder": sourcing == Sourcing.BACKORDER,
    }


def _id(value: object) -> str:
    return id_text(value if isinstance(value, int) else None)


def _customer_name(ctx: Ctx, customer_id: object) -> str:
    return contact_names(ctx, [customer_id]).get(customer_id, "") if isinstance(customer_id, int) else ""


def _delivery_address(ctx: Ctx, view: DocumentView) -> dict[str, Json]:
    address = view.shipping_address
    return {
        **address_json(address),
        "address1": address.address,
        "address2": address.street2,
        "email": "",
        "organization_address_id": "" if view.extra["delivery_customer_id"] else id_text(ctx.organization_id),
        "is_primary": not view.extra["delivery_customer_id"],
        "is_valid": True,
        "is_verifiable": False,
        "is_verified": False,
    }


def _line(line_id: int, done: Mapping[int, Fulfilled]) -> dict[str, Json]:
    amounts = done[line_id]
    return {
        "quantity_received": micro_number(amounts.received.micro),
        "quantity_billed": micro_number(amounts.billed.micro),
        "is_billed": amounts.billed.micro > 0,
    }
