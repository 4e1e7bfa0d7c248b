"""Operations on shipments (zoho-surface.json, module shipmentorders), and Daicho's own: list, undelivered, e-mail."""

from typing import Annotated, Any

from daicho.documents.api.letters import letter_fields, letter_json
from daicho.documents.api.schemas import MailInput
from daicho.kernel.errors import invalid
from daicho.kernel.text import noop as _
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.custom_fields import wire_custom_field_hash
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Download, Listed, Operation, Record
from daicho.platform.wire.schema import Amount, CustomFieldValue, Day, Length, RecordId, RecordIds, WireInput
from daicho.sales.api.shipment_json import shipment_json, shipment_row_json
from daicho.sales.commands.create_shipment import create_shipment
from daicho.sales.commands.delete_shipment import delete_shipment
from daicho.sales.commands.mail_delivery_note import mail_delivery_note
from daicho.sales.commands.mark_shipment_delivered import mark_shipment_delivered
from daicho.sales.commands.update_shipment import update_shipment
from daicho.sales.core.shipment import ShipmentFields
from daicho.sales.papers.delivery_letter import delivery_letter
from daicho.sales.papers.delivery_note import delivery_note_pdf
from daicho.sales.queries.list_shipments import SHIPMENT_LISTING, list_shipments

_HEADER = {
    "shipment_number": "number",
    "date": "date",
    "delivery_method": "delivery_method",
    "delivery_method_id": "delivery_method_id",
    "tracking_number": "tracking_number",
    "reference_number": "reference",
    "shipping_charge": "shipping_charge",
    "exchange_rate": "exchange_rate",
    "notes": "notes",
}
_PACKAGES = 200


class ShippedPersonInput(WireInput):
    """A contact person."""

    contact_person_id: RecordId


class ShipmentInput(WireInput):
    """A new shipment, or changes to one. Packages and order are named in the query, or here.

    `delivery_method` is the carrier. `template_id` has no effect: the paper is that of the order.
    """

    package_ids: RecordIds | None = None
    salesorder_id: RecordId | None = None
    shipment_number: Annotated[str, Length(100)] = ""
    date: Day | None = None
    expected_delivery_date: Day | None = None
    reference_number: Annotated[str, Length(100)] = ""
    contact_persons: list[ShippedPersonInput] | None = None
    delivery_method: Annotated[str, Length(100)] = ""
    delivery_method_id: RecordId | None = None
    tracking_number: Annotated[str, Length(100)] = ""
    shipping_charge: Amount | None = None
    exchange_rate: Amount | None = None
    template_id: Annotated[str, Length(50)] = ""
    notes: Annotated[str, Length(10_000)] = ""
    shipmentorder_custom_fields: list[CustomFieldValue] | None = None
    custom_fields: list[CustomFieldValue] | None = None


def _create(call: Call[ShipmentInput]) -> Answer:
    call.demand_number("shipment_number")
    shipment_id = create_shipment(call.ctx, fields=_fields(call))
    message = _("The shipment has been created.")
    return Record("shipment_order", shipment_json(call.ctx, shipment_id), message, status=201, also=_ALSO)


def _update(call: Call[ShipmentInput]) -> Answer:
    update_shipment(call.ctx, shipment_id=_id(call), fields=_fields(call))
    message = _("The shipment has been updated.")
    return Record("shipmentorder", shipment_json(call.ctx, _id(call)), message, also=("shipment_order",))


def _get(call: Call[None]) -> Answer:
    if call.format() == "json":
        return Record("shipment_order", shipment_json(call.ctx, _id(call)), also=_ALSO)
    with_amounts = call.flag("with_amounts", default=True)
    name, content = delivery_note_pdf(call.ctx, shipment_ids=[_id(call)], with_amounts=with_amounts)
    return Download(name, "application/pdf", content)


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(SHIPMENT_LISTING)
    page = list_shipments(call.ctx, criteria=criteria)
    currencies = {currency.code: currency for currency in list_currencies(call.ctx)}
    rows = [
        {**shipment_row_json(call.ctx, view, currencies), **wire_custom_field_hash(view.custom)} for view in page.rows
    ]
    return Listed.of("shipmentorders", Rows(rows, page.has_more, page.total), criteria, _("Shipments"))


def _delete(call: Call[None]) -> Answer:
    delete_shipment(call.ctx, shipment_id=_id(call))
    return Done(_("The shipment has been deleted."))


def _delivered(call: Call[None]) -> Answer:
    mark_shipment_delivered(call.ctx, shipment_id=_id(call), day=call.day("date"))
    return Done(_("The shipment has been marked as delivered."))


def _undelivered(call: Call[None]) -> Answer:
    mark_shipment_delivered(call.ctx, shipment_id=_id(call), is_delivered=False)
    return Done(_("The shipment is not marked as delivered any more."))


def _propose(call: Call[None]) -> Answer:
    letter = letter_json(delivery_letter(call.ctx, shipment_id=_id(call)))
    return Done(_("success"), extra={"data": letter})


def _send(call: Call[MailInput]) -> Answer:
    with_amounts = call.flag("with_amounts", default=True)
    mail_delivery_note(call.ctx, shipment_id=_id(call), letter=letter_fields(call), with_amounts=with_amounts)
    return Done(_("The delivery note has been sent."))


def _id(call: Call[Any]) -> int:
    return call.record_id("shipmentorder_id", _("Shipment"))


def _fields(call: Call[ShipmentInput]) -> ShipmentFields:
    body = call.body
    sent = body.model_dump(exclude_unset=True)
    fields: dict[str, Any] = {_HEADER[name]: sent[name] for name in _HEADER if sent.get(name) is not None}
    if not body.shipment_number:
        fields.pop("number", None)
    if "expected_delivery_date" in sent:
        fields["expected_on"] = sent["expected_delivery_date"]
    for name in ("shipmentorder_custom_fields", "custom_fields"):
        if sent.get(name) is not None:
            fields["custom_fields"] = sent[name]
    if body.contact_persons is not None:
        fields["person_ids"] = [person.contact_person_id for person in body.contact_persons]
    return {**fields, **_named(call)}  # type: ignore[typeddict-item]


def _named(call: Call[ShipmentInput]) -> ShipmentFields:
    """Return the packages and the order that the query names, or else the body."""
    found: ShipmentFields = {}
    packages = call.ids("package_ids", limit=_PACKAGES) if call.query.get("package_ids") else call.body.package_ids
    if packages is not None:
        if len(packages) > _PACKAGES:
            raise invalid("package_ids", _("Invalid value passed for %(field)s"), {"field": "package_ids"})
        found["package_ids"] = packages
    if order_id := call.id("salesorder_id") or call.body.salesorder_id:
        found["order_id"] = order_id
    return found


_ALSO = ("shipmentorder",)
_ALL, _ONE = "/shipmentorders", "/shipmentorders/{shipmentorder_id}"
_VIEW, _EDIT = "shipments.view", "shipments.edit"
_NAMED = ("package_ids", "salesorder_id", "ignore_auto_number_generation")
OPERATIONS: list[Operation] = [
    Operation(
        "POST", _ALL, "shipments.create", "shipmentorders.CREATE", _create, "Create a shipment", body=ShipmentInput,
        parameters=_NAMED,
    ),
    Operation("GET", _ALL, _VIEW, "shipmentorders.READ", _list, "List shipments", listing=SHIPMENT_LISTING),
    Operation(
        "GET", _ONE, _VIEW, "shipmentorders.READ", _get, "Get a shipment",
        parameters=("accept", "print", "with_amounts"),
    ),
    Operation(
        "PUT", _ONE, _EDIT, "shipmentorders.UPDATE", _update, "Update a shipment", body=ShipmentInput,
        parameters=_NAMED,
    ),
    Operation("DELETE", _ONE, "shipments.delete", "shipmentorders.DELETE", _delete, "Delete a shipment"),
    Operation(
        "POST", f"{_ONE}/status/delivered", _EDIT, "shipmentorders.CREATE", _delivered,
        "Mark a shipment as delivered", parameters=("date",),
    ),
    Operation(
        "POST", f"{_ONE}/status/undelivered", _EDIT, "shipmentorders.CREATE", _undelivered,
        "Take back that a shipment was delivered",
    ),
    Operation(
        "GET", f"{_ONE}/email", _VIEW, "shipmentorders.READ", _propose,
        "Get the proposed e-mail with a delivery note",
    ),
    Operation(
        "POST", f"{_ONE}/email", _EDIT, "shipmentorders.CREATE", _send, "Send a delivery note by e-mail",
        body=MailInput, parameters=("send_attachment", "with_amounts"),
    ),
]  # fmt: skip
