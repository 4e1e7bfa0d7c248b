"""The addresses of the API. `platform.middleware.WirePaths` has brought them into one form before."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from daicho.faces.zoho.answers import json_response
from daicho.faces.zoho.endpoint import endpoint
from daicho.faces.zoho.openapi import openapi_document
from daicho.faces.zoho.operations import OPERATIONS
from daicho.kernel.context import Application


def description(request: HttpRequest, application: Application) -> HttpResponse:
    """Answer the OpenAPI document; anybody may read it."""
    del request
    return json_response(_document(application))


@cache
def _document(application: Application) -> dict[str, object]:
    return openapi_document(OPERATIONS, application)


urlpatterns: list[URLPattern] = [
    path("books/v3/openapi.json", description, {"application": "books"}),
    path("inventory/v1/openapi.json", description, {"application": "inventory"}),
    re_path(r"^books/v3(?P<path>(?:/.*)?)$", endpoint, {"application": "books"}),
    re_path(r"^inventory/v1(?P<path>(?:/.*)?)$", endpoint, {"application": "inventory"}),
]
