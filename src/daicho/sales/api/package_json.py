"""Packages as exact JSON; every documented key is always there."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext

from daicho.contacts.queries._views import PersonView
from daicho.contacts.queries.contact_persons import contact_persons
from daicho.documents.api.serializers import address_json
from daicho.documents.core.address import address_from
from daicho.documents.core.kind import LINE_ENTITY
from daicho.documents.core.templates import template_by_key
from daicho.kernel.context import Ctx
from daicho.platform.custom_fields import custom_values, wire_custom_field_hash, wire_custom_fields
from daicho.platform.wire.operation import Json
from daicho.platform.wire.writer import day_text, id_text, micro_number, moment_text, money_number
from daicho.sales.api.kit_json import kit_json
from daicho.sales.core.kit import KitLine, Part
from daicho.sales.core.package import State
from daicho.sales.queries._package_views import PackageLineView, PackageView
from daicho.sales.queries._shipment_views import ShipmentView
from daicho.sales.queries.fulfilled_quantities import Fulfilled, fulfilled_quantities
from daicho.sales.queries.kits_on_lines import PartView, kits_on_lines
from daicho.sales.queries.package_detail import package_detail
from daicho.sales.queries.shipment_detail import shipment_detail


def package_json(ctx: Ctx, package_id: int) -> dict[str, Json]:
    """Return a package as create, update and get answer it."""
    view = package_detail(ctx, package_id=package_id)
    persons = contact_persons(ctx, contact_ids=[view.customer_id])
    done = fulfilled_quantities(ctx, line_ids=[line.order_line_id for line in view.lines])
    kits = _kits(ctx, view)
    custom = custom_values(ctx, entity=LINE_ENTITY, entity_ids=[line.order_line_id for line in view.lines])
    shipment = shipment_detail(ctx, shipment_id=view.shipment_id) if view.shipment_id else None
    return {
        **package_row_json(ctx, view, persons.get(view.customer_id, ())),
        "contact_persons": [{"contact_person_id": id_text(person_id)} for person_id in view.person_ids],
        "billing_address": address_json(address_from(view.billing_address)),
        "shipping_address": address_json(address_from(view.shipping_address)),
        "shipment_order": _shipment(shipment) if shipment else {},
        "line_items": [
            {**_line(line, done, kits), "item_custom_fields": wire_custom_fields(custom.get(line.order_line_id, ()))}
            for line in view.lines
        ],
    }


def package_row_json(ctx: Ctx, view: PackageView, persons: Sequence[PersonView]) -> dict[str, Json]:
    """Return a package in a list, with the first reader of its order among `persons` of the customer."""
    template = template_by_key(view.template)
    reader = next((person for person in persons if person.person_id in view.person_ids), next(iter(persons), None))
    return {
        "package_id": id_text(view.package_id),
        "package_number": view.number,
        "salesorder_id": id_text(view.order_id),
        "salesorder_number": view.order_number,
        "customer_id": id_text(view.customer_id),
        "customer_name": view.customer_name,
        "date": day_text(view.day),
        "status": view.state.value,
        "total_quantity": micro_number(view.quantity),
        "quantity": micro_number(view.quantity),
        "shipment_id": id_text(view.shipment_id),
        "shipment_number": view.shipment_number,
        "shipment_date": day_text(view.shipped_on),
        "delivered_date": day_text(view.delivered_on),
        "delivery_method": view.carrier,
        "carrier": view.carrier,
        "tracking_number": view.tracking_number,
        "email": reader.email if reader else "",
        "phone": reader.phone if reader else "",
        "mobile": reader.mobile if reader else "",
        "is_emailed": view.is_emailed,
        "notes": view.notes,
        "template_id": template.template_id,
        "template_name": gettext(template.name),
        "template_type": template.key,
        "custom_fields": wire_custom_fields(view.custom),
        "custom_field_hash": wire_custom_field_hash(view.custom),
        "created_time": moment_text(view.created_at, ctx.time_zone),
        "last_modified_time": moment_text(view.modified_at, ctx.time_zone),
    }


def order_package_json(view: PackageView) -> dict[str, Json]:
    """Return a package as its sales order names it."""
    return {
        "package_id": id_text(view.package_id),
        "package_number": view.number,
        "date": day_text(view.day),
        "status": view.state.value,
        "detailed_status": "",
        "status_message": "",
        "quantity": micro_number(view.quantity),
        "shipment_id": id_text(view.shipment_id),
        "shipment_number": view.shipment_number,
        "shipment_status": "" if view.state is State.NOT_SHIPPED else view.state.value,
        "shipment_date": day_text(view.shipped_on),
        "carrier": view.carrier,
        "service": "",
        "tracking_number": view.tracking_number,
        "delivery_days": 0,
        "delivery_guarantee": False,
    }


def _kits(ctx: Ctx, view: PackageView) -> Mapping[int, Sequence[PartView]]:
    """Return the components of kits, by the lines of the package and by those of its order."""
    packed = [line for line in view.lines if line.combo_type == "kit"]
    ordered = {line.order_line_id: KitLine(line.order_line_id, line.item_id) for line in packed}
    lines = [KitLine(line.line_id, line.item_id, line.order_line_id) for line in packed]
    return kits_on_lines(ctx, lines=[*lines, *ordered.values()])


def _line(
    line: PackageLineView, done: Mapping[int, Fulfilled], kits: Mapping[int, Sequence[PartView]]
) -> dict[str, Json]:  # fmt: skip
    origins = {view.part.item_id: view.part.line_id for view in kits.get(line.order_line_id, ())}

    def ordered(part: Part) -> Mapping[str, Json]:
        return {"so_line_item_id": id_text(origins.get(part.item_id) or None)}

    return {
        "line_item_id": id_text(line.line_id),
        "so_line_item_id": id_text(line.order_line_id),
        "item_id": id_text(line.item_id),
        "item_order": line.position,
        "sku": line.sku,
        "name": line.name,
        "description": line.description,
        "quantity": micro_number(line.quantity),
        "unit": line.unit,
        "is_invoiced": done[line.order_line_id].invoiced.micro > 0,
        **kit_json(line.combo_type, kits.get(line.line_id, ()), line.quantity, ordered),
        "serial_numbers": [],
        "batches": [],
        "storages": [],
    }


def _shipment(view: ShipmentView) -> dict[str, Json]:
    return {
        "shipment_id": id_text(view.shipment_id),
        "shipment_number": view.number,
        "shipping_date": day_text(view.day),
        "status": view.state.value,
        "detailed_status": "",
        "carrier": view.carrier,
        "delivery_method": view.carrier,
        "delivery_method_id": id_text(view.carrier_id),
        "service": "",
        "tracking_number": view.tracking_number,
        "delivery_days": 0,
        "delivery_guarantee": False,
        "shipment_rate": money_number(view.shipping_charge),
        "notes": view.notes,
    }
