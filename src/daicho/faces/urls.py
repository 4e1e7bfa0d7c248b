"""Addresses of the web: the two applications and what their frame asks for."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("inventory/", include("daicho.faces.inventory.urls")),
    path("books/", include("daicho.faces.books.urls")),
    path("frame/", include("daicho.faces.frame_pages")),
]
