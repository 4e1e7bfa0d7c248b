"""Rendering: a whole page, or only its content where htmx asks for it."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def render_page(
    request: HttpRequest, template: str, context: Mapping[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a page of the applications. Its template begins with {% extends layout %}.

    `layout` is the application's frame, or nothing but the content where htmx refreshes an open page.
    """
    layout = "layouts/bare.html" if request.headers.get("HX-Request") else "layouts/app.html"
    response = render(request, template, {"layout": layout, **(context or {})}, status=status)
    response["Cache-Control"] = "no-store"
    response["Vary"] = "HX-Request, Cookie"
    return response


def announce(request: HttpRequest, text: str, *, undo_url: str = "", level: int = messages.SUCCESS) -> None:
    """Confirm an action in a sentence; with `undo_url` (a POST address) an undo button stands beside it."""
    messages.add_message(request, level, text, extra_tags=undo_url)
