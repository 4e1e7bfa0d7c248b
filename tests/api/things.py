"""A table of operations that belongs to no package, to test the wire itself."""

from decimal import Decimal
from typing import Annotated, Any

import pytest
from django.db import IntegrityError
from django.db.models import Q
from pydantic import Field

from daicho.faces.zoho.operations import ROUTES
from daicho.faces.zoho.routes import Routes
from daicho.kernel.errors import NotFound, RuleBroken
from daicho.platform.access import MEMBER, SIGNED_IN
from daicho.platform.listing import Filter, Listing, Rows
from daicho.platform.wire.operation import Answer, Call, Done, Download, Listed, Operation, Record
from daicho.platform.wire.schema import Amount, Day, Length, RecordId, RecordIds, WireInput
from daicho.platform.work import unit_of_work


class LineInput(WireInput):
    item_id: RecordId
    rate: Amount = Decimal(0)


class ThingInput(WireInput):
    name: Annotated[str, Length(20)]
    price: Amount = Decimal(0)
    date: Day | None = None
    owner_id: RecordId | None = None
    ids: RecordIds = []
    notes: str = ""
    lines: Annotated[list[LineInput], Field(max_length=3)] = []


THINGS = Listing(
    filters=(Filter("name", "name"), Filter("date", "date", "date")),
    sorts={"name": "name", "created_time": "created_at"},
    default_sort="created_at",
    search=("name",),
    views={"Status.Active": lambda _ctx: Q()},
)
calls: list[Any] = []


def _create(call: Call[ThingInput]) -> Answer:
    calls.append(call)
    with unit_of_work(call.ctx) as unit:
        unit.record("thing", len(calls), "created")
    value = {"name": call.body.name, "price": call.body.price}
    return Record("thing", value, "The thing has been created.", status=201)


def _raise(call: Call[None]) -> Answer:
    match call.path["thing_id"]:
        case "gone":
            raise NotFound("%(entity)s does not exist.", {"entity": "Thing"})
        case "rule":
            raise RuleBroken(4711, "No.")
        case "race":
            raise IntegrityError("UNIQUE constraint failed: secret_table.secret_column")
        case _:
            raise ZeroDivisionError("secret")


def _list(call: Call[None]) -> Answer:
    criteria = call.criteria(THINGS)
    return Listed.of("things", Rows([{"thing_id": "1"}], has_more=True, total=401), criteria)


def _get(call: Call[None]) -> Answer:
    return Record("thing", {"id": call.path["thing_id"]})


def _nothing(call: Call[None]) -> Answer:
    del call
    return Done("success")


def _pdf(call: Call[None]) -> Answer:
    del call
    return Download('a"\r\nb.pdf', "application/pdf", b"%PDF")


def _image(call: Call[None]) -> Answer:
    return Done("success", extra={"size": len(call.files["image"][0].content)})


OPERATIONS = [
    Operation("POST", "/things", "items.create", "items.CREATE", _create, "Create", body=ThingInput),
    Operation("PUT", "/things", "items.create", "items.UPDATE", _create, "Change", body=ThingInput),
    Operation("GET", "/things", "items.view", "items.READ", _list, "List", listing=THINGS),
    Operation("GET", "/things/static", MEMBER, "items.READ", _nothing, "Literal", parameters=("x",)),
    Operation("GET", "/things/{thing_id}", "items.view", "items.READ", _get, "Get"),
    Operation("DELETE", "/things/{thing_id}", "items.delete", "items.DELETE", _raise, "Delete"),
    Operation("GET", "/things/{thing_id}/pdf", MEMBER, "items.READ", _pdf, "File"),
    Operation("POST", "/things/{id}/image", MEMBER, "items.UPDATE", _image, "Image", file_fields=("image",)),
    Operation("GET", "/me", SIGNED_IN, "settings.READ", _nothing, "Outside", alone=True),
    Operation("GET", "/shelves", MEMBER, "warehouses.READ", _nothing, "One's own", applications=("inventory",)),
]


@pytest.fixture
def things(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mount the table in place of all others."""
    calls.clear()
    for application in ("books", "inventory"):
        monkeypatch.setitem(ROUTES, application, Routes(OPERATIONS, application))
