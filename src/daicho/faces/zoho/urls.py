"""The addresses of the API. `platform.middleware.WirePaths` has brought them into one form before."""

from django.urls import URLPattern, re_path

from daicho.faces.zoho.endpoint import endpoint

urlpatterns: list[URLPattern] = [
    re_path(r"^books/v3(?P<path>(?:/.*)?)$", endpoint, {"application": "books"}),
    re_path(r"^inventory/v1(?P<path>(?:/.*)?)$", endpoint, {"application": "inventory"}),
]
