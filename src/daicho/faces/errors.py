"""Errors as pages: a sentence in the person's language, what to do, and the request's id to quote."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext

from daicho.kernel.errors import DaichoError
from daicho.kernel.text import noop as _
from daicho.platform.text import sentence

_NO_PAGE = _("This page does not exist, or you may not see it.")


def error_page(request: HttpRequest, error: DaichoError) -> HttpResponse:
    """Return the page of an error that a person caused."""
    return _page(request, error.status, sentence(error))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Handler 400."""
    del exception
    return _page(request, 400, gettext("This request could not be read."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Handler 403."""
    del exception
    return _page(request, 403, gettext("You are not authorized to perform this operation"))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Handler 404."""
    del exception
    return _page(request, 404, gettext(_NO_PAGE))


def server_error(request: HttpRequest) -> HttpResponse:
    """Handler 500: a fault of the program. Its page asks the database nothing, for that may be what is at fault."""
    text = gettext("Something went wrong on our side. Nothing was saved.")
    if request.headers.get("HX-Request"):
        return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")
    context = {"title": gettext("Our mistake"), "text": text, "request_id": getattr(request, "request_id", "")}
    return HttpResponse(get_template("errors/server_error.html").render(context), status=500)


def bad_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose protection token is missing or old (CSRF); to htmx a lost sign-in is a 401."""
    del reason
    if request.headers.get("HX-Request") and not request.user.is_authenticated:
        return HttpResponse(status=401)
    return _page(request, 403, gettext("This page has grown too old to be sent. Reload it and try again."))


def _page(request: HttpRequest, status: int, text: str) -> HttpResponse:
    titles = {
        400: gettext("That did not work"),
        403: gettext("Not allowed"),
        404: gettext("Not found"),
    }
    if request.headers.get("HX-Request"):
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    layout = "layouts/app.html" if hasattr(request, "frame") else "layouts/plain.html"
    context = {"status": status, "title": titles.get(status, titles[400]), "text": text, "layout": layout}
    response = render(request, "errors/error.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
