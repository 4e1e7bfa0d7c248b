"""The URL map."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("daicho.faces.zoho.urls")),
    path("", include("daicho.faces.console.urls")),
]
