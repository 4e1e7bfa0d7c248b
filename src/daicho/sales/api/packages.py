"""Operations on packages (zoho-surface.json, module packages)."""

from typing import Annotated, Any

from pydantic import Field

from daicho.contacts.queries.contact_persons import contact_persons
from daicho.documents.api.letters import letter_fields, letter_json
from daicho.documents.api.schemas import MailInput
from daicho.documents.core.portion import PortionFields
from daicho.kernel.errors import InvalidInput, RuleBroken, missing
from daicho.kernel.text import noop as _
from daicho.platform.custom_fields import wire_custom_field_hash
from daicho.platform.listing import Rows
from daicho.platform.wire.operation import Answer, Call, Done, Download, Listed, Operation, Record
from daicho.platform.wire.schema import CustomFieldValue, Day, Length, QuantityValue, RecordId, WireInput
from daicho.sales.api.package_json import package_json, package_row_json
from daicho.sales.commands.create_package import create_package
from daicho.sales.commands.delete_package import delete_package
from daicho.sales.commands.mail_packing_slip import mail_packing_slip
from daicho.sales.commands.update_package import update_package
from daicho.sales.core.package import PackageFields
from daicho.sales.papers.packing_letter import packing_letter
from daicho.sales.papers.packing_slip import packing_slip_pdf
from daicho.sales.queries.list_packages import PACKAGE_LISTING, list_packages

_FEATURE_OFF = 110817
_LINES = 1000
_PRINTED = 25
_HEADER = {"package_number": "number", "date": "date", "notes": "notes", "custom_fields": "custom_fields"}


class BinInput(WireInput):
    """A bin that goods come from; no organisation has bins enabled."""

    storage_id: RecordId | None = None
    out_quantity: QuantityValue | None = None
    serial_numbers: Annotated[list[Any], Field(max_length=_LINES)] = []


class BatchInput(WireInput):
    """A batch that goods come from; no organisation has batches enabled."""

    batch_id: RecordId | None = None
    out_quantity: QuantityValue | None = None
    storages: Annotated[list[BinInput], Field(max_length=_LINES)] = []


class PackageLineInput(WireInput):
    """What was packed of one line of the order; on update a line may be named by its own id as well."""

    so_line_item_id: RecordId | None = None
    line_item_id: RecordId | None = None
    item_id: RecordId | None = None
    description: Annotated[str, Length(2000)] | None = None
    quantity: QuantityValue | None = None
    mapped_items: Annotated[list[Any], Field(max_length=_LINES)] = []
    serial_numbers: Annotated[list[Any], Field(max_length=_LINES)] = []
    batches: Annotated[list[BatchInput], Field(max_length=_LINES)] = []
    storages: Annotated[list[BinInput], Field(max_length=_LINES)] = []


class PackageInput(WireInput):
    """A new package, or changes to one; `line_items` replaces all lines, without them everything left is packed.

    `salesorder_id` may stand in the query as well.
    """

    salesorder_id: RecordId | None = None
    package_number: Annotated[str, Length(100)] = ""
    date: Day | None = None
    notes: Annotated[str, Length(10_000)] = ""
    line_items: Annotated[list[PackageLineInput], Field(max_length=_LINES)] | None = None
    custom_fields: list[CustomFieldValue] | None = None


def _create(call: Call[PackageInput]) -> Answer:
    call.demand_number("package_number")
    order_id = call.id("salesorder_id") or call.body.salesorder_id
    if order_id is None:
        raise InvalidInput([missing("salesorder_id")])
    package_id = create_package(call.ctx, order_id=order_id, fields=_fields(call.body))
    return Record("package", package_json(call.ctx, package_id), _("The package has been created."), status=201)


def _update(call: Call[PackageInput]) -> Answer:
    update_package(call.ctx, package_id=_id(call), fields=_fields(call.body))
    return Record("package", package_json(call.ctx, _id(call)), _("The package has been updated."))


def _get(call: Call[None]) -> Answer:
    if call.format() == "json":
        return Record("package", package_json(call.ctx, _id(call)))
    name, content = packing_slip_pdf(call.ctx, package_ids=[_id(call)])
    return Download(name, "application/pdf", content)


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(PACKAGE_LISTING)
    page = list_packages(call.ctx, criteria=criteria)
    persons = contact_persons(call.ctx, contact_ids={view.customer_id for view in page.rows})
    rows = [
        {**package_row_json(call.ctx, view, persons.get(view.customer_id, ())), **wire_custom_field_hash(view.custom)}
        for view in page.rows
    ]
    return Listed.of("packages", Rows(rows, page.has_more, page.total), criteria, _("Packages"))


def _delete(call: Call[None]) -> Answer:
    delete_package(call.ctx, package_id=_id(call))
    return Done(_("The package has been deleted."))


def _print(call: Call[None]) -> Answer:
    name, content = packing_slip_pdf(call.ctx, package_ids=call.ids("package_ids", limit=_PRINTED))
    return Download(name, "application/pdf", content, inline=True)


def _propose(call: Call[None]) -> Answer:
    return Done(_("success"), extra={"data": letter_json(packing_letter(call.ctx, package_id=_id(call)))})


def _send(call: Call[MailInput]) -> Answer:
    mail_packing_slip(call.ctx, package_id=_id(call), letter=letter_fields(call))
    return Done(_("The packing slip has been sent."))


def _id(call: Call[Any]) -> int:
    return call.record_id("package_id", _("Package"))


def _fields(body: PackageInput) -> PackageFields:
    sent = body.model_dump(exclude_unset=True)
    fields: dict[str, Any] = {_HEADER[name]: sent[name] for name in _HEADER if sent.get(name) is not None}
    if body.line_items is not None:
        fields["lines"] = [_line(line) for line in body.line_items]
    return fields  # type: ignore[return-value]


def _line(line: PackageLineInput) -> PortionFields:
    if line.serial_numbers or line.batches or line.storages:
        message = _("Tracking of serial numbers and batches is not enabled in this organization.")
        raise RuleBroken(_FEATURE_OFF, message)
    if line.mapped_items:
        raise RuleBroken(_FEATURE_OFF, _("Items that belong to a composite item are not packed by themselves."))
    given = {
        "line_id": line.so_line_item_id or line.line_item_id,
        "item_id": line.item_id,
        "description": line.description,
        "quantity": line.quantity,
    }
    return {name: value for name, value in given.items() if value is not None}  # type: ignore[return-value]


_ALL, _ONE = "/packages", "/packages/{package_id}"
_VIEW, _EDIT = "packages.view", "packages.edit"
OPERATIONS: list[Operation] = [
    Operation(
        "POST", _ALL, "packages.create", "packages.CREATE", _create, "Create a package", body=PackageInput,
        parameters=("salesorder_id", "ignore_auto_number_generation"),
    ),
    Operation("GET", _ALL, _VIEW, "packages.READ", _list, "List packages", listing=PACKAGE_LISTING),
    Operation("GET", _ONE, _VIEW, "packages.READ", _get, "Get a package", parameters=("accept", "print")),
    Operation(
        "PUT", _ONE, _EDIT, "packages.UPDATE", _update, "Update a package", body=PackageInput,
        parameters=("ignore_auto_number_generation",),
    ),
    Operation("DELETE", _ONE, "packages.delete", "packages.DELETE", _delete, "Delete a package"),
    Operation(
        "GET", f"{_ALL}/print", _VIEW, "packages.READ", _print, "Print packing slips", parameters=("package_ids",)
    ),
    Operation(
        "GET", f"{_ONE}/email", _VIEW, "packages.READ", _propose, "Get the proposed e-mail with a packing slip"
    ),
    Operation(
        "POST", f"{_ONE}/email", _EDIT, "packages.CREATE", _send, "Send a packing slip by e-mail", body=MailInput,
        parameters=("send_attachment",),
    ),
]  # fmt: skip
