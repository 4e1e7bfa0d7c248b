"""Sales orders as exact JSON; every documented key is always there."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from daicho.catalog.core.uses import StockOfItem
from daicho.catalog.queries.stock_with_kits import stock_with_kits
from daicho.contacts.queries.address_list import address_list
from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.api.additions import added_json
from daicho.documents.api.serializers import address_json, document_json, line_json, made_json, marked_status, row_json
from daicho.documents.core.address import address_from
from daicho.documents.core.sourcing import Sourcing
from daicho.documents.core.state import WAITING
from daicho.documents.queries._views import DocumentRow, DocumentView, LineView, status_of
from daicho.documents.queries.choices import choices
from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Ctx
from daicho.organizations.core.currencies import CurrencyView
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import id_text, micro_number
from daicho.sales.api.kit_json import kit_json, kits_of
from daicho.sales.api.package_json import order_package_json
from daicho.sales.core.fulfilment import marks_of
from daicho.sales.core.kit import Part
from daicho.sales.kinds import INVOICE, SALES_ORDER
from daicho.sales.queries.fulfilled_quantities import Fulfilled, fulfilled_quantities
from daicho.sales.queries.kits_on_lines import PartView, kits_on_lines
from daicho.sales.queries.order_packages import order_packages
from daicho.sales.queries.order_progress import order_progress
from daicho.sales.queries.related_documents import related_documents

_EMPTY = (
    "zcrm_potential_id", "zcrm_potential_name", "merchant_id", "merchant_name", "tax_authority_id",
    "tax_authority_name", "tax_exemption_id", "tax_exemption_code", "avatax_exempt_no", "avatax_use_code", "tax_id",
    "notes_default", "terms_default",
)  # fmt: skip
_LINE_EMPTY = (
    "avatax_exempt_no", "avatax_use_code", "avatax_tax_code_desc", "avatax_tax_code_id", "avatax_use_code_desc",
    "avatax_use_code_id", "product_exemption_code", "product_exemption_id", "combo_type",
)  # fmt: skip


def sales_order_json(ctx: Ctx, document_id: int) -> dict[str, Json]:
    """Return a sales order as create, update and get answer it."""
    view = document_view(ctx, kind=SALES_ORDER, document_id=document_id)
    persons = contact_card(ctx, contact_id=view.contact_id).persons if view.person_ids else ()
    currencies = {currency.code: currency for currency in list_currencies(ctx)}
    done = fulfilled_quantities(ctx, line_ids=[line.line_id for line in view.lines])
    kits = kits_on_lines(ctx, lines=kits_of(view))
    tracked = {line.item_id for line in view.lines if line.item_id and line.is_tracked}
    stock = stock_with_kits(ctx, item_ids=tracked, kits={line.kit_id for line in kits_of(view)})
    labels = "salesorder.substatus"
    substatuses = choices(ctx, kinds=[labels])[labels] if view.substatus else []
    related = related_documents(ctx, kind="salesorder", document_id=document_id)
    invoices = [other.document_id for other in related if other.kind == "invoice"]
    chosen = next((entry for entry in substatuses if entry.code == view.substatus), None)
    told = [person for person in persons if person.person_id in view.person_ids]
    return {
        **document_json(ctx, SALES_ORDER, view, currencies=currencies, persons=told),
        **dict.fromkeys(_EMPTY, ""),
        "estimate_id": _estimate_id(view.extra),
        "salesperson_id": id_text(view.salesperson_id),
        "salesperson_name": view.salesperson_name,
        "delivery_method": view.delivery_method,
        "delivery_method_id": id_text(view.delivery_method_id),
        "shipping_address": address_json(view.shipping_address),
        **_address_ids(ctx, view),
        "line_items": [
            {
                **line_json(ctx, SALES_ORDER, view, line),
                **_line(line, done[line.line_id], kits.get(line.line_id, ())),
                "stock_on_hand": _on_hand(stock, line),
            }
            for line in view.lines
        ],
        "current_sub_status": chosen.name if chosen else "",
        "current_sub_status_id": id_text(chosen.choice_id if chosen else None),
        "sub_statuses": [
            {
                "status_id": id_text(entry.choice_id),
                "status_code": entry.code,
                "parent_status": view.state.value,
                "description": "",
                "display_name": entry.name,
                "label_name": entry.name,
                "color_code": "",
            }
            for entry in substatuses
        ],
        **_marks(ctx, view),
        "has_unconfirmed_line_item": False,
        "is_update_customer": "",
        "sales_channel": "direct_sales",
        "packages": _packages(ctx, document_id),
        "invoices": made_json(ctx, INVOICE, invoices),
        **added_json(ctx, SALES_ORDER, view),
    }


def _address_ids(ctx: Ctx, view: DocumentView) -> dict[str, Json]:
    """Return which of the contact's addresses the order's are; none where they are its own or the contact's moved."""
    wanted = {"billing_address_id": view.billing_address, "shipping_address_id": view.shipping_address}
    has_any = not all(address.is_empty for address in wanted.values())
    known = address_list(ctx, contact_id=view.contact_id) if has_any else []
    ids = {address_from(asdict(address)): address.address_id for address in reversed(known)}
    return {name: "" if address.is_empty else id_text(ids.get(address)) for name, address in wanted.items()}


def sales_order_row_json(ctx: Ctx, row: DocumentRow, currencies: Mapping[str, CurrencyView]) -> dict[str, Json]:
    """Return a sales order in a list."""
    return {
        **row_json(ctx, SALES_ORDER, row, currencies),
        "shipment_days": (row.due - ctx.today).days if row.due else 0,
        "quantity": micro_number(row.quantity.micro),
        "quantity_packed": micro_number(row.marks["packed_micro"]),
        "quantity_shipped": micro_number(row.marks["shipped_micro"]),
        "quantity_invoiced": micro_number(row.marks["invoiced_micro"]),
        **{name: row.marks[name] for name in ("invoiced_status", "packed_status", "shipped_status")},
        "status": _status(ctx, row.status, row.marks["shipped_status"], row.marks["invoiced_status"]),
        "salesperson_name": row.salesperson_name,
        "delivery_method": row.delivery_method,
        "sales_channel": "direct_sales",
        "is_drop_shipment": row.marks["sourcing"] == Sourcing.DROP_SHIPMENT,
        "is_backorder": row.marks["sourcing"] == Sourcing.BACKORDER,
        "zcrm_potential_id": "",
        "zcrm_potential_name": "",
    }


def _estimate_id(extra: Mapping[str, object]) -> str:
    found = extra["estimate_id"]
    return id_text(found if isinstance(found, int) else None)


def _status(ctx: Ctx, status: str, shipped_status: str, invoiced_status: str) -> str:
    """Return the status with what was made of the order: goods first in Inventory, only invoices in Books."""
    marks = (shipped_status, invoiced_status) if ctx.application == "inventory" else (invoiced_status,)
    return marked_status(ctx, SALES_ORDER, status, marks)


def _marks(ctx: Ctx, view: DocumentView) -> dict[str, Json]:
    """Return how far the order is done, and what its customer gets no more of."""
    progress = order_progress(ctx, order_ids=[view.document_id])[view.document_id]
    marks = marks_of(progress)
    return {
        "status": _status(ctx, status_of(ctx, SALES_ORDER, view), marks.shipped_status, marks.invoiced_status),
        "is_backorder_allowed": view.state in WAITING and any(line.to_be_sourced for line in progress),
        "is_backordered": any(line.backordered for line in progress),
        "is_dropshipped": any(line.dropped for line in progress),
        "invoiced_status": marks.invoiced_status,
        "packed_status": marks.packed_status,
        "shipped_status": marks.shipped_status,
        "quantity_packed": micro_number(marks.packed_micro),
        "quantity_shipped": micro_number(marks.shipped_micro),
        "quantity_invoiced": micro_number(marks.invoiced_micro),
        "quantity_cancelled": micro_number(sum(line.cancelled + line.withdrawn for line in progress)),
    }


def _on_hand(stock: Mapping[int, StockOfItem], line: LineView) -> Json:
    """Return what there is of a line's item, nothing where nobody counts it."""
    known = stock.get(line.item_id or 0)
    return micro_number(known.figures.on_hand) if known else ""


def _packages(ctx: Ctx, document_id: int) -> list[Json]:
    if not ctx.actor.may("packages.view"):
        return []
    return [order_package_json(package) for package in order_packages(ctx, order_id=document_id)]


def _line(line: LineView, amounts: Fulfilled, parts: Sequence[PartView]) -> dict[str, Json]:
    def done(part: Part) -> Mapping[str, Json]:
        return {
            "quantity_packed": micro_number(part.of(amounts.packed.micro)),
            "quantity_shipped": micro_number(part.of(amounts.shipped.micro)),
            "quantity_invoiced": micro_number(part.of(amounts.invoiced.micro)),
            "location_id": id_text(line.location_id),
            "warehouse_id": id_text(line.location_id),
        }

    return {
        **dict.fromkeys(_LINE_EMPTY, ""),
        "quantity_packed": micro_number(amounts.packed.micro),
        "quantity_shipped": micro_number(amounts.shipped.micro),
        "quantity_invoiced": micro_number(amounts.invoiced.micro),
        "is_invoiced": amounts.invoiced.micro > 0,
        **kit_json(line.combo_type, parts, line.quantity.micro, done),
    }
