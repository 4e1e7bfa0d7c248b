"""Every operation that the two public descriptions list for our modules is there, with its parameters and fields.

`data/surface.jsonl` holds one operation per line. Whatever is missing is named; nothing is excused.
"""

import json
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from daicho.faces.zoho.errors import MethodNotAllowed, NoSuchRoute
from daicho.faces.zoho.operations import ROUTES
from daicho.kernel.context import Application
from daicho.kernel.errors import InvalidInput
from daicho.platform.listing import criteria_from
from daicho.platform.wire.operation import Operation
from tests.build.world import World


@dataclass(frozen=True)
class Described:
    """One operation as a description has it. `fields` are paths: dots nest, `[]` is a list."""

    app: Application
    module: str
    method: str
    path: str
    query: list[str]
    choices: dict[str, list[str]]
    headers: list[str]
    required: list[str]
    fields: list[str]

    def __str__(self) -> str:
        return f"{self.app:9} {self.method:6} {self.path}"

    @property
    def operation(self) -> Operation | None:
        """What is mounted there."""
        try:
            return ROUTES[self.app].find(self.method, self.path)[0]
        except (NoSuchRoute, MethodNotAllowed):
            return None


SURFACE = [
    Described(**json.loads(line))
    for line in (Path(__file__).parent / "data" / "surface.jsonl").read_text(encoding="utf-8").splitlines()
]
MODULES = sorted({described.module for described in SURFACE})
each_module = pytest.mark.parametrize("module", MODULES)


def of(module: str) -> list[Described]:
    """Return the operations of a module."""
    return [described for described in SURFACE if described.module == module]


def tell(title: str, lines: list[str]) -> None:
    """Fail with a readable list, if there is anything on it."""
    if lines:
        pytest.fail("\n".join([f"{title} ({len(lines)}):", *lines]), pytrace=False)


@each_module
def test_every_operation_is_mounted(module: str):
    tell("not mounted", [str(described) for described in of(module) if described.operation is None])


SHARED = {
    "estimates", "salesorders", "invoices", "customer-debit-notes", "credit-notes", "customer-payments",
    "retainer-invoices", "purchaseorders", "purchasereceives", "bills", "vendor-credits", "vendor-payments", "taxes",
    "landedcosts", "chart-of-accounts", "contacts", "contact-persons", "items",
}  # fmt: skip
"""Selling and buying: what one description has of it works under the prefix of the other as well (zoho-surface 0)."""


@pytest.mark.parametrize("module", sorted(SHARED))
def test_selling_and_buying_work_under_both_prefixes(module: str):
    described = of(module)
    assert described
    elsewhere = [
        replace(operation, app="inventory" if operation.app == "books" else "books") for operation in described
    ]
    tell("not mounted under the other prefix", [str(there) for there in elsewhere if there.operation is None])


@each_module
def test_every_parameter_is_understood(module: str):
    lines = []
    for described in of(module):
        operation = described.operation
        if operation is None:
            continue
        unknown = [name for name in described.query if name not in operation.known_parameters()]
        unknown += [f"{name}={value}" for name, value in refused_choices(operation, described)]
        if unknown:
            lines.append(f"{described}: {', '.join(unknown)}")
    tell("parameters that are ignored, values that are refused", lines)


def refused_choices(operation: Operation, described: Described) -> Iterator[tuple[str, str]]:
    """Yield the documented values of list parameters that are refused."""
    if operation.listing is None:
        return
    known = operation.known_parameters()
    for name, values in described.choices.items():
        for value in values if name in known else []:
            try:
                criteria_from({name: value}, operation.listing)
            except InvalidInput:
                yield name, value


@each_module
def test_every_required_field_is_read(module: str):
    lines = []
    for described in of(module):
        operation = described.operation
        if operation is None or not described.required:
            continue
        read = set(operation.body.model_fields) if operation.body else set()
        unread = [name for name in described.required if name not in read]
        if unread:
            lines.append(f"{described}: {', '.join(unread)}")
    tell("required body fields that no schema reads", lines)


@each_module
@pytest.mark.django_db
def test_every_documented_field_is_answered(module: str, world: World):
    lines, unseen = [], []
    for described in of(module):
        if described.operation is None or not described.fields:
            continue
        body = answer_to(described, world)
        if isinstance(body, str):
            lines.append(f"{described}: {body}")
            continue
        missing, not_seen = compare(described.fields, body)
        if missing:
            lines.append(f"{described}: {', '.join(missing)}")
        if not_seen:
            unseen.append(f"{described}: {', '.join(not_seen)}")
    if unseen:
        warnings.warn("not seen, the list is empty:\n" + "\n".join(unseen), stacklevel=1)
    own = {described.path.split("/")[1] for described in of(module)}
    problems = [problem for problem in world.problems if problem.split("/")[1].split(":")[0] in own]
    tell("fields that are missing in the answer", [*problems, *lines])


def answer_to(described: Described, world: World) -> Any:
    """Return the answer's body, or in words why there is none."""
    if described.method != "GET":
        reply = world.reply(described.app, described.method, described.path)
        return reply.body if reply else {}
    path = world.fill(described.path)
    if "{" in path:
        return f"nothing to ask for: {path}"
    reply = world.api(described.app).get(path, **world.query(described.path))
    return reply.body if reply.status == 200 else f"{reply.status} {reply.body}"


def compare(fields: list[str], body: Any) -> tuple[list[str], list[str]]:
    """Return the documented fields that are missing, and those that cannot be seen because their list is empty."""
    if not body:  # a write the story does not tell
        return [], []
    missing: list[str] = []
    unseen: list[str] = []
    for field in fields:
        found = find(body, field.replace("[]", ".[]").split("."))
        if found == "missing" and not any(field.startswith((f"{gone}.", f"{gone}[")) for gone in missing):
            missing.append(field)
        if found == "unseen":
            unseen.append(field)
    return missing, unseen


def find(value: Any, path: list[str]) -> str:
    """Return whether the path leads to something: "found", "missing", or "unseen" behind an empty list.

    The descriptions show some single records and addresses as lists: there one object will do.
    """
    for place, name in enumerate(path):
        if name == "[]" and isinstance(value, dict):
            continue
        if name == "[]":
            if not isinstance(value, list):
                return "missing"
            if not value:
                return "unseen"
            results = {find(element, path[place + 1 :]) for element in value}
            return "missing" if "missing" in results else "found" if "found" in results else "unseen"
        if not isinstance(value, dict) or name not in value:
            return "missing"
        value = value[name]
    return "found"
