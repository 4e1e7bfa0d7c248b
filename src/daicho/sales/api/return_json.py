"""Sales returns and their receives as exact JSON; every documented key is always there."""

from collections.abc import Mapping, Sequence

from daicho.documents.api.serializers import note_json
from daicho.documents.core.state import wire_status
from daicho.kernel.context import Ctx
from daicho.platform.comments import comments_on
from daicho.platform.custom_fields import wire_custom_field_hash, wire_custom_fields
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import day_text, id_text, micro_number, moment_text, money_number
from daicho.sales.api.kit_json import kit_json, place_json
from daicho.sales.core.kit import KitLine, Part
from daicho.sales.core.sales_return import ENTITY, Status
from daicho.sales.queries._return_views import ReturnView
from daicho.sales.queries.kits_on_lines import PartView, kits_on_lines
from daicho.sales.queries.return_receives import ReceivedLineView, ReturnReceiveView
from daicho.sales.queries.sales_return_detail import ReturnDetail, ReturnLineView, sales_return_detail


def sales_return_json(ctx: Ctx, return_id: int) -> dict[str, Json]:
    """Return a sales return as create, update and get answer it."""
    detail = sales_return_detail(ctx, return_id=return_id)
    sold = [KitLine(line.source_line_id, line.item_id) for line in detail.lines if line.combo_type == "kit"]
    kits = kits_on_lines(ctx, lines=sold)
    notes = comments_on(ctx, entity=ENTITY, entity_id=return_id)
    return {
        **return_row_json(ctx, detail.view),
        "custom_field_hash": wire_custom_field_hash(detail.view.custom),
        "line_items": [_line(detail, line, kits.get(line.source_line_id, ())) for line in detail.lines],
        "comments": [
            note_json(ctx, id_name="salesreturn_id", entity=ENTITY, record_id=return_id, comment=note) for note in notes
        ],
        "salesreturnreceives": receives_json(ctx, detail.receives),
        "creditnotes": [
            {
                "creditnote_id": id_text(note.note_id),
                "creditnote_number": note.number,
                "status": wire_status("creditnote", note.state, ctx.application),
                "date": day_text(note.day),
                "total": money_number(note.total),
                "balance": money_number(note.left) if note.left else 0,
            }
            for note in detail.notes
        ],
    }


def return_row_json(ctx: Ctx, view: ReturnView) -> dict[str, Json]:
    """Return a sales return in a list. `salesreturn_status` is draft, approved or closed; `status` says all five."""
    is_final = view.status in {Status.DRAFT, Status.CLOSED}
    return {
        "salesreturn_id": id_text(view.return_id),
        "salesreturn_number": view.number,
        "date": day_text(view.day),
        "reason": view.reason,
        "salesorder_id": id_text(view.order_id),
        "salesorder_number": view.order_number,
        "invoice_id": id_text(view.invoice_id),
        "invoice_number": view.invoice_number,
        "customer_id": id_text(view.contact_id),
        "customer_name": view.contact_name,
        "location_id": id_text(view.location_id),
        "location_name": view.location_name,
        "status": view.status.value,
        "salesreturn_status": view.status.value if is_final else Status.APPROVED.value,
        "receive_status": view.receive_status,
        "refund_status": view.refund_status,
        "quantity": micro_number(view.quantity),
        "non_receive_quantity": micro_number(view.credit_only),
        "quantity_received": micro_number(view.received),
        "quantity_yet_to_receive": micro_number(max(0, view.quantity - view.received)),
        "refunded_amount": money_number(view.refunded),
        "currency_code": view.refunded.currency,
        "custom_fields": wire_custom_fields(view.custom),
        "created_time": moment_text(view.created_at, ctx.time_zone),
        "last_modified_time": moment_text(view.modified_at, ctx.time_zone),
    }


def _line(detail: ReturnDetail, line: ReturnLineView, parts: Sequence[PartView]) -> dict[str, Json]:
    progress = line.progress
    place = place_json(line.location_id or detail.view.location_id, line.location_name or detail.view.location_name)

    def sold(part: Part) -> Mapping[str, Json]:
        return {
            "salesorder_item_id": id_text(part.line_id or None),
            "non_receive_quantity": micro_number(part.of(progress.credit_only)),
        }

    return {
        "line_item_id": id_text(line.line_id),
        "item_id": id_text(line.item_id),
        "name": line.name,
        "description": line.description,
        "unit": line.unit,
        "rate": micro_number(line.rate_micro),
        "salesorder_item_id": id_text(line.order_line_id),
        "invoice_item_id": id_text(line.invoice_line_id),
        "quantity": micro_number(progress.quantity),
        "non_receive_quantity": micro_number(progress.credit_only),
        "quantity_received": micro_number(progress.received),
        "quantity_credited": micro_number(progress.credited + progress.credited_only),
        "location_id": place["location_id"],
        "location_name": place["location_name"],
        **kit_json(line.combo_type, parts, progress.quantity, sold, place),
    }


def receives_json(ctx: Ctx, views: Sequence[ReturnReceiveView]) -> list[dict[str, Json]]:
    """Return receives of sales returns."""
    kits = kits_on_lines(
        ctx,
        lines=[
            KitLine(line.line_id, line.item_id, line.source_line_id)
            for view in views
            for line in view.lines
            if line.combo_type == "kit"
        ],
    )
    return [
        {
            "receive_id": id_text(view.receive_id),
            "receive_number": view.number,
            "salesreturn_id": id_text(view.return_id),
            "salesreturn_number": view.return_number,
            "date": day_text(view.day),
            "notes": view.notes,
            "line_items": [_received(line, kits.get(line.line_id, ())) for line in view.lines],
        }
        for view in views
    ]


def _received(line: ReceivedLineView, parts: Sequence[PartView]) -> dict[str, Json]:
    return {
        "line_item_id": id_text(line.line_id),
        "salesreturn_item_id": id_text(line.return_line_id),
        "item_id": id_text(line.item_id),
        "name": line.name,
        "description": line.description,
        "unit": line.unit,
        "quantity": micro_number(line.quantity),
        "location_id": id_text(line.location_id),
        "location_name": line.location_name,
        **kit_json(line.combo_type, parts, line.quantity),
        "serial_numbers": [],
        "batches": [],
        "storages": [],
    }
