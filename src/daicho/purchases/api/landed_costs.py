"""Operations on landed costs (zoho-surface.json, landedcosts)."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from daicho.catalog.queries.item_measures import ItemMeasures, item_measures
from daicho.documents.core.state import State, wire_status
from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Ctx
from daicho.kernel.errors import InvalidInput, NotFound, invalid, missing
from daicho.kernel.money import MINOR_LIMIT, currency_decimals
from daicho.kernel.rounding import scaled, unscaled
from daicho.kernel.text import noop as _
from daicho.organizations.core.currencies import CURRENCIES
from daicho.organizations.queries.list_currencies import list_currencies
from daicho.platform.wire.operation import Answer, Call, Done, Json, Operation, Record
from daicho.platform.wire.schema import Amount, Length, RecordId, WireInput
from daicho.platform.wire.writer import day_text, id_text, micro_number, money_number
from daicho.platform.work import unit_of_work
from daicho.purchases.commands.allocate_landed_cost import allocate_landed_cost
from daicho.purchases.commands.change_landed_cost import change_landed_cost
from daicho.purchases.commands.delete_landed_cost import delete_landed_cost
from daicho.purchases.core.landed_cost import LandedCostFields
from daicho.purchases.kinds import BILL
from daicho.purchases.queries.landed_costs import LandedCostView, landed_costs
from daicho.purchases.queries.line_currency import line_currency

_LINES, _BILLS = 1000, 50


class AllocationInput(WireInput):
    """What a line of goods gets."""

    bill_item_id: RecordId
    allocated_amount: Amount | None = None
    sales_rate: Amount | None = None
    label_rate: Amount | None = None


Allocations = Annotated[list[AllocationInput], Field(max_length=_LINES)]


class LandedCostInput(WireInput):
    """A landed cost: `reference_item_id` is the line of the bill whose cost is allocated.

    Without amounts in `cost_allocations` all that is left of that line is allocated by `allocation_method`.
    """

    vendor_id: RecordId | None = None
    reference_entity_id: RecordId | None = None
    reference_item_id: RecordId | None = None
    reference_entity_type: Annotated[str, Length(30)] = ""
    account_id: RecordId | None = None
    description: Annotated[str, Length(2000)] = ""
    allocation_method: Annotated[str, Length(20)] = ""
    cost_allocations: Allocations | None = None


class BulkBillInput(WireInput):
    """The goods of one bill."""

    bill_id: RecordId
    vendor_id: RecordId | None = None
    cost_allocations: Allocations = []


class BulkLandedCostInput(WireInput):
    """One cost for the goods of several bills; each names what its goods get."""

    reference_entity_id: RecordId | None = None
    reference_item_id: RecordId | None = None
    reference_entity_type: Annotated[str, Length(30)] = ""
    account_id: RecordId | None = None
    description: Annotated[str, Length(2000)] = ""
    allocation_method: Annotated[str, Length(20)] = ""
    bills: Annotated[list[BulkBillInput], Field(max_length=_BILLS)]


def _create(call: Call[LandedCostInput]) -> Answer:
    bill_id = _bill_id(call)
    fields = _fields(call.ctx, call.body, call.body.cost_allocations)
    landed_cost_id = allocate_landed_cost(call.ctx, fields={**fields, "bill_id": bill_id})
    return _record(call.ctx, bill_id, landed_cost_id, _("The landed cost has been allocated."), 201)


def _update(call: Call[LandedCostInput]) -> Answer:
    bill_id, landed_cost_id = _bill_id(call), _id(call)
    view = _one(call.ctx, bill_id, landed_cost_id)
    fields = _fields(call.ctx, call.body, call.body.cost_allocations, view.source_line_id)
    change_landed_cost(call.ctx, bill_id=bill_id, landed_cost_id=landed_cost_id, fields=fields)
    return _record(call.ctx, bill_id, landed_cost_id, _("The landed cost has been updated."))


def _get(call: Call[None]) -> Answer:
    return _record(call.ctx, _bill_id(call), _id(call), _("success"))


def _delete(call: Call[None]) -> Answer:
    delete_landed_cost(call.ctx, bill_id=_bill_id(call), landed_cost_id=_id(call))
    return Done(_("The landed cost has been deleted."))


def _create_bulk(call: Call[BulkLandedCostInput]) -> Answer:
    """Allocate to all bills or to none."""
    if not call.body.bills:
        raise InvalidInput([missing("bills")])
    with unit_of_work(call.ctx):
        for bill in call.body.bills:
            fields = _fields(call.ctx, call.body, bill.cost_allocations)
            allocate_landed_cost(call.ctx, fields={**fields, "bill_id": bill.bill_id})
    return Done(_("The landed costs have been allocated."))


def _details(call: Call[None]) -> Answer:
    bills = [_bill(call.ctx, bill_id) for bill_id in call.ids("bill_ids", limit=_BILLS)]
    return Done(_("success"), extra={"bills": bills})


def _fields(
    ctx: Ctx,
    body: LandedCostInput | BulkLandedCostInput,
    allocations: list[AllocationInput] | None,
    line_id: int | None = None,
) -> LandedCostFields:
    fields = LandedCostFields()
    source = body.reference_item_id or line_id
    if body.reference_item_id:
        fields["source_line_id"] = body.reference_item_id
    if body.allocation_method:
        fields["method"] = body.allocation_method
    if "description" in body.model_fields_set:
        fields["description"] = body.description
    given = [(row.bill_item_id, row.allocated_amount) for row in allocations or [] if row.allocated_amount is not None]
    if given and source:
        currency = line_currency(ctx, line_id=source)
        fields["amounts"] = {line: _minor(amount, currency) for line, amount in given}
    return fields


def _minor(amount: Decimal, currency: str) -> int:
    decimals = currency_decimals(currency)
    minor = scaled(amount, decimals)
    if unscaled(minor, decimals) != amount or abs(minor) > MINOR_LIMIT:
        name = "cost_allocations.allocated_amount"
        raise invalid(name, _("Invalid value passed for %(field)s"), {"field": name})
    return minor


def _bill_id(call: Call[Any]) -> int:
    return call.record_id("bill_id", BILL.words.name)


def _id(call: Call[Any]) -> int:
    return call.record_id("landed_cost_id", _("Landed cost"))


def _record(ctx: Ctx, bill_id: int, landed_cost_id: int, message: str, status: int = 200) -> Answer:
    return Record("landed_cost", _json(ctx, _one(ctx, bill_id, landed_cost_id)), message, status=status)


def _one(ctx: Ctx, bill_id: int, landed_cost_id: int) -> LandedCostView:
    found = landed_costs(ctx, bill_id=bill_id, landed_cost_id=landed_cost_id)
    if not found:
        raise NotFound(_("%(entity)s does not exist."), {"entity": _("Landed cost")})
    return found[0]


def _json(ctx: Ctx, view: LandedCostView) -> dict[str, Json]:
    measures = item_measures(ctx, item_ids={part.item_id for part in view.parts})
    return {
        "landed_cost_id": id_text(view.landed_cost_id),
        "bill_id": id_text(view.bill_id),
        "bill_number": view.bill_number,
        "vendor_id": id_text(view.vendor_id),
        "vendor_name": view.vendor_name,
        "reference_entity_id": id_text(view.source_bill_id),
        "reference_item_id": id_text(view.source_line_id),
        "reference_entity_type": "bill",
        "reference_entity_number": view.source_number,
        "amount": money_number(view.amount),
        **_currency(ctx, view.currency_code),
        "account_id": id_text(view.account_id),
        "account_name": view.account_name,
        "description": view.description,
        "allocation_method": view.method,
        "cost_allocations": [
            {
                "bill_id": id_text(part.bill_id),
                "bill_item_id": id_text(part.line_id),
                "allocated_amount": money_number(part.amount),
                "name": part.name,
                "description": part.description,
                "quantity": micro_number(part.quantity),
                "rate": micro_number(part.rate),
                "item_total": money_number(part.item_total),
                "package_details": _package(measures.get(part.item_id)),
                "sales_rate": 0,
                "label_rate": 0,
            }
            for part in view.parts
        ],
    }


def _bill(ctx: Ctx, bill_id: int) -> dict[str, Json]:
    view = document_view(ctx, kind=BILL, document_id=bill_id, with_files=False, with_custom=False)
    goods = [line for line in view.lines if line.is_tracked]
    measures = item_measures(ctx, item_ids={line.item_id for line in goods if line.item_id})
    return {
        "bill_id": id_text(bill_id),
        "bill_number": view.number,
        "date": day_text(view.date),
        "vendor_id": id_text(view.contact_id),
        "vendor_name": view.contact_name,
        "status": wire_status("bill", State(view.state), ctx.application),
        "total": money_number(view.total),
        **_currency(ctx, view.currency_code),
        "exchange_rate": micro_number(view.exchange_rate.micro),
        "line_items": [
            {
                "bill_id": id_text(bill_id),
                "bill_item_id": id_text(line.line_id),
                "item_id": id_text(line.item_id),
                "name": line.name,
                "sku": line.sku,
                "description": line.description,
                "quantity": micro_number(line.quantity.micro),
                "unit": line.unit,
                "item_total": money_number(line.amount - line.tax_amount if view.is_inclusive_tax else line.amount),
                "package_details": _package(measures.get(line.item_id or 0)),
            }
            for line in goods
        ],
    }


def _currency(ctx: Ctx, code: str) -> dict[str, Json]:
    known = next((currency for currency in list_currencies(ctx) if currency.code == code), None)
    return {
        "currency_id": id_text(known.currency_id if known else None),
        "currency_code": code,
        "currency_symbol": known.symbol if known else CURRENCIES[code].symbol,
        "price_precision": currency_decimals(code),
    }


def _package(measures: ItemMeasures | None) -> dict[str, Json]:
    if measures is None:
        return {}
    return {
        **{name: micro_number(getattr(measures, name) or 0) for name in ("length", "width", "height", "weight")},
        "weight_unit": measures.weight_unit,
        "dimension_unit": measures.dimension_unit,
    }


_ALL, _ONE = "/bills/{bill_id}/landedcosts", "/bills/{bill_id}/landedcosts/{landed_cost_id}"
_VIEW, _EDIT = "bills.view", "bills.edit"
OPERATIONS: list[Operation] = [
    Operation("POST", _ALL, _EDIT, "bills.CREATE", _create, "Allocate landed cost to a bill", body=LandedCostInput),
    Operation("GET", _ONE, _VIEW, "bills.READ", _get, "Get a landed cost of a bill"),
    Operation("PUT", _ONE, _EDIT, "bills.UPDATE", _update, "Update a landed cost of a bill", body=LandedCostInput),
    Operation("DELETE", _ONE, _EDIT, "bills.DELETE", _delete, "Delete a landed cost of a bill"),
    Operation(
        "POST", "/bills/bulklandedcosts", _EDIT, "bills.CREATE", _create_bulk, "Allocate landed cost to several bills",
        body=BulkLandedCostInput,
    ),
    Operation(
        "GET", "/landedcosts/billdetails", _VIEW, "bills.READ", _details, "Get the goods of bills for landed cost",
        parameters=("bill_ids",),
    ),
]  # fmt: skip
