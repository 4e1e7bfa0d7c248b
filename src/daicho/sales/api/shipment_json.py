"""Shipments as exact JSON; every documented key is always there."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext

from daicho.documents.api.serializers import address_json, currency_json, discount_json, line_json
from daicho.documents.core.templates import template_by_key
from daicho.documents.queries._views import DocumentView
from daicho.kernel.context import Ctx
from daicho.kernel.money import Money
from daicho.organizations.core.currencies import CurrencyView
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.custom_fields import wire_custom_field_hash, wire_custom_fields
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import day_text, id_text, micro_number, moment_text, money_number
from daicho.sales.kinds import SALES_ORDER
from daicho.sales.papers.packed_orders import packed_orders
from daicho.sales.queries._shipment_views import ShipmentView
from daicho.sales.queries.fulfilled_quantities import Fulfilled, fulfilled_quantities
from daicho.sales.queries.shipment_detail import shipment_detail


def shipment_json(ctx: Ctx, shipment_id: int) -> dict[str, Json]:
    """Return a shipment as create, update and get answer it: what it carries, at the prices of its orders."""
    view = shipment_detail(ctx, shipment_id=shipment_id)
    orders = packed_orders(ctx, view.packages)
    currencies = {currency.code: currency for currency in list_currencies(ctx)}
    done = fulfilled_quantities(ctx, line_ids=[line.line_id for order in orders for line in order.lines])
    first = orders[0]
    return {
        **shipment_row_json(ctx, view, currencies),
        "contact_persons": [{"contact_person_id": id_text(person_id)} for person_id in view.person_ids],
        **_amounts(orders),
        "discount": discount_json(ctx, SALES_ORDER, first.discount),
        "is_discount_before_tax": first.is_discount_before_tax,
        "discount_type": first.discount_type,
        "estimate_id": _estimate(first),
        "line_items": [_line(ctx, order, number, done) for order in orders for number in range(len(order.lines))],
        "billing_address": [address_json(first.billing_address)],
        "shipping_address": [address_json(first.shipping_address)],
        "packages": [
            {
                "package_id": id_text(package.package_id),
                "package_number": package.number,
                "salesorder_id": id_text(package.order_id),
                "salesorder_number": package.order_number,
                "quantity": micro_number(package.quantity),
            }
            for package in view.packages
        ],
    }


def shipment_row_json(ctx: Ctx, view: ShipmentView, currencies: Mapping[str, CurrencyView]) -> dict[str, Json]:
    """Return a shipment in a list."""
    first = view.packages[0]
    template = template_by_key(first.template)
    return {
        "shipment_id": id_text(view.shipment_id),
        "shipment_number": view.number,
        "salesorder_id": id_text(first.order_id),
        "salesorder_number": first.order_number,
        "package_ids": [id_text(package.package_id) for package in view.packages],
        "date": day_text(view.day),
        "expected_delivery_date": day_text(view.expected_on),
        "delivered_date": day_text(view.delivered_on),
        "status": view.state.value,
        "detailed_status": "",
        "status_message": "",
        "carrier": view.carrier,
        "service": "",
        "delivery_days": (view.expected_on - view.day).days if view.expected_on else 0,
        "delivery_guarantee": False,
        "delivery_method": view.carrier,
        "delivery_method_id": id_text(view.carrier_id),
        "tracking_number": view.tracking_number,
        "reference_number": view.reference,
        "customer_id": id_text(view.customer_id),
        "customer_name": view.customer_name,
        **currency_json(view.shipping_charge.currency, currencies),
        "exchange_rate": micro_number(view.exchange_rate.micro),
        "shipping_charge": money_number(view.shipping_charge),
        "quantity": micro_number(view.quantity),
        "is_emailed": view.is_emailed,
        "notes": view.notes,
        "template_id": template.template_id,
        "template_name": gettext(template.name),
        "template_type": template.key,
        "shipmentorder_custom_fields": wire_custom_fields(view.custom),
        "custom_fields": wire_custom_fields(view.custom),
        "custom_field_hash": wire_custom_field_hash(view.custom),
        "created_time": moment_text(view.created_at, ctx.time_zone),
        "last_modified_time": moment_text(view.modified_at, ctx.time_zone),
    }


def _amounts(orders: Sequence[DocumentView]) -> dict[str, Json]:
    """Return what the goods are worth, the sub-total without tax; orders in another currency add nothing."""
    currency = orders[0].currency_code
    told = [order for order in orders if order.currency_code == currency]
    taxes: dict[str, int] = {}
    for order in told:
        for tax in order.taxes:
            taxes[tax.name] = taxes.get(tax.name, 0) + tax.tax
    inside = sum(line.tax_amount.minor for order in told if order.is_inclusive_tax for line in order.lines)
    sums = {
        "sub_total": sum(order.sub_total.minor for order in told) - inside,
        "discount_amount": sum(order.discount_amount.minor for order in told),
        "tax_total": sum(order.tax_total.minor for order in told),
        "total": sum(order.total.minor for order in told),
    }
    return {
        **{name: money_number(Money(minor, currency)) for name, minor in sums.items()},
        "taxes": [
            {"tax_name": name, "tax_amount": money_number(Money(minor, currency))} for name, minor in taxes.items()
        ],
    }


def _line(ctx: Ctx, order: DocumentView, number: int, done: Mapping[int, Fulfilled]) -> dict[str, Json]:
    line = order.lines[number]
    return {
        **line_json(ctx, SALES_ORDER, order, line),
        "so_line_item_id": id_text(line.line_id),
        "salesorder_id": id_text(order.document_id),
        "tax_type": line.tax_type,
        "is_invoiced": done[line.line_id].invoiced.micro > 0,
    }


def _estimate(order: DocumentView) -> str:
    found = order.extra["estimate_id"]
    return id_text(found if isinstance(found, int) else None)
