"""The URL map."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("daicho.faces.zoho.urls")),
    path("", include("daicho.faces.console.urls")),
    path("", include("daicho.faces.urls")),
]

handler400 = "daicho.faces.errors.bad_request"
handler403 = "daicho.faces.errors.forbidden"
handler404 = "daicho.faces.errors.not_found"
handler500 = "daicho.faces.errors.server_error"
