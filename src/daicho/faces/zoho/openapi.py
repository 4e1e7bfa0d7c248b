"""OpenAPI 3.1 documents, made from the table of operations and the schemas of their bodies."""

import re
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from pydantic.json_schema import models_json_schema

from daicho.faces.zoho.access import wanted_scope
from daicho.kernel.context import Application
from daicho.platform.listing import Filter, Listing
from daicho.platform.wire.operation import Operation

PREFIX: dict[Application, str] = {"books": "/books/v3", "inventory": "/inventory/v1"}
_TITLE: dict[Application, str] = {"books": "Daicho Books API v3", "inventory": "Daicho Inventory API v1"}
_SCHEMAS = "#/components/schemas/"
_Schema = dict[str, Any]

_ID: _Schema = {"type": "string", "pattern": "^[0-9]{1,19}$"}
_KINDS: dict[str, _Schema] = {
    "text": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date"},
    "amount": {"type": "number"},
    "quantity": {"type": "number"},
    "id": _ID,
    "flag": {"type": "boolean"},
}
_COMPONENTS: _Schema = {
    "Answer": {
        "type": "object",
        "required": ["code", "message"],
        "properties": {"code": {"const": 0}, "message": {"type": "string"}},
        "additionalProperties": True,
    },
    "Error": {
        "type": "object",
        "required": ["code", "message"],
        "properties": {"code": {"type": "integer", "minimum": 2, "maximum": 999_999}, "message": {"type": "string"}},
        "additionalProperties": False,
    },
}


def openapi_document(operations: Iterable[Operation], application: Application) -> _Schema:
    """Return the OpenAPI document of what `application` serves."""
    served = [operation for operation in operations if application in operation.applications]
    models = {operation.body for operation in served if operation.body}
    inputs = [(model, "validation") for model in sorted(models, key=lambda model: (model.__module__, model.__name__))]
    references, definitions = models_json_schema(inputs, ref_template=_SCHEMAS + "{model}")  # type: ignore[arg-type]
    paths: dict[str, _Schema] = {}
    for operation in sorted(served, key=lambda one: (one.path, one.method)):
        body = references[(operation.body, "validation")] if operation.body else None
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, application, body)
    return {
        "openapi": "3.1.0",
        "info": {"title": _TITLE[application], "version": version("daicho"), "license": {"name": "Apache-2.0"}},
        "servers": [{"url": PREFIX[application]}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": dict(sorted({**definitions.get("$defs", {}), **_COMPONENTS}.items())),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(operation: Operation, application: Application, body: _Schema | None) -> _Schema:
    words = re.findall(r"\w+", operation.path)
    described: _Schema = {
        "operationId": "_".join([operation.method.lower(), *words]),
        "summary": operation.summary,
        "tags": [words[0] if words[0] != "settings" or len(words) == 1 else words[1]],
        "description": f"Scope: Zoho{application.title()}.{wanted_scope(operation, application)}."
        f" Permission: {operation.permission}.",
        "parameters": [*_path_parameters(operation), *_query_parameters(operation)],
        "responses": {
            "2XX": _answer("Done.", "Answer"),
            "4XX": _answer("Refused; docs/reference/error-codes.md.", "Error"),
        },
    }
    if body or operation.file_fields:
        described["requestBody"] = _request_body(operation, body)
    return described


def _path_parameters(operation: Operation) -> list[_Schema]:
    names = re.findall(r"{(\w+)}", operation.path)
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def _query_parameters(operation: Operation) -> list[_Schema]:
    organization = [] if operation.alone else [_query("organization_id", _ID, required=True)]
    listed = _list_parameters(operation.listing) if operation.listing else []
    taken = {parameter["name"] for parameter in listed}
    own = [_query(name, {"type": "string"}) for name in operation.parameters if name not in taken]
    return [*organization, *listed, *own]


def _list_parameters(listing: Listing) -> list[_Schema]:
    schemas: dict[str, _Schema] = {
        "page": {"type": "integer", "minimum": 1, "default": 1},
        "per_page": {"type": "integer", "minimum": 1, "maximum": 200, "default": 200},
        "sort_column": {"enum": sorted(listing.sorts)},
        "sort_order": {"enum": ["A", "D"]},
        "search_text": {"type": "string"},
        "last_modified_time": {"type": "string"},
        "response_option": {"enum": ["1", "2"]},
        "customview_id": _ID,
    }
    if listing.views:
        schemas["filter_by"] = {"enum": sorted(listing.views)}
    schemas |= {name: _filter_schema(item) for name, (item, _lookup) in listing.parameters().items()}
    return [_query(name, schema) for name, schema in sorted(schemas.items())]


def _filter_schema(item: Filter) -> _Schema:
    return {"enum": sorted(item.choices)} if item.kind == "choice" else _KINDS[item.kind]


def _query(name: str, schema: _Schema, *, required: bool = False) -> _Schema:
    return {"name": name, "in": "query", "required": required, "schema": schema}


def _request_body(operation: Operation, body: _Schema | None) -> _Schema:
    content: _Schema = {}
    if body:
        content["application/json"] = {"schema": body}
    if operation.file_fields:
        parts: _Schema = {name: {"type": "string", "format": "binary"} for name in operation.file_fields}
        content["multipart/form-data"] = {
            "schema": {"type": "object", "properties": parts | ({"JSONString": {"type": "string"}} if body else {})}
        }
    return {"content": content}


def _answer(description: str, schema: str) -> _Schema:
    return {
        "description": description,
        "content": {"application/json": {"schema": {"$ref": _SCHEMAS + schema}}},
    }
