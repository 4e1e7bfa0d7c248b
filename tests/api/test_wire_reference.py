"""The generated reference is what the code says, and the code says enough."""

from typing import Any

import pytest
from django.test import Client

from daicho.faces.zoho.openapi import openapi_document
from daicho.faces.zoho.operations import OPERATIONS
from tools.reference import TARGET, documents, is_current


@pytest.mark.parametrize("name", ["openapi-books.json", "openapi-inventory.json", "error-codes.md", "api.md"])
def test_the_reference_is_current(name: str):
    assert is_current(TARGET / name, documents()[name]), "python -m tools.reference"


@pytest.mark.parametrize("prefix", ["/books/v3", "/inventory/v1"])
def test_anybody_may_read_the_description(prefix: str):
    response = Client().get(f"{prefix}/openapi.json")
    assert response.status_code == 200
    assert response.json()["servers"] == [{"url": prefix}]
    assert "X-Rate-Limit-Limit" in response.headers


def test_every_whole_number_in_a_body_has_bounds():
    schemas = openapi_document(OPERATIONS, "books")["components"]["schemas"]
    assert [f"{name}.{field}" for name, schema in schemas.items() for field in unbounded(schema)] == []


def unbounded(schema: dict[str, Any]) -> list[str]:
    """Return the properties that accept an integer no database can keep."""
    return [
        name
        for name, value in schema.get("properties", {}).items()
        for option in (value, *value.get("anyOf", []), value.get("items", {}))
        if option.get("type") == "integer" and "maximum" not in option and "enum" not in option
    ]


def test_every_operation_has_a_name_of_its_own():
    for application in ("books", "inventory"):
        document = openapi_document(OPERATIONS, application)
        names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
        assert len(names) == len(set(names))
