"""The door of pages outside any organisation: every view says who may come, and errors become pages."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver

from daicho.faces.door import outside
from daicho.faces.errors import error_page
from daicho.faces.web_door import caller_of, to_sign_in
from daicho.kernel.context import Ctx
from daicho.kernel.errors import DaichoError
from daicho.platform.access import PUBLIC, SIGNED_IN


class PersonRequest(HttpRequest):
    """A request by somebody signed in, outside any organisation."""

    ctx: Ctx


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only signed-in people reach `view`, which gets a PersonRequest; others go to sign-in and come back."""

    @wraps(view)
    def guarded(request: PersonRequest, **values: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        request.ctx = outside(caller_of(request), None)
        try:
            return view(request, **values)
        except DaichoError as error:
            return error_page(request, error)

    guarded.permission = SIGNED_IN  # type: ignore[attr-defined]
    return guarded


def anyone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let everybody reach `view`."""
    view.permission = PUBLIC  # type: ignore[attr-defined]
    return view


def declared(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Return `patterns`. Raises ImproperlyConfigured, which stops the start, for a view that does not say who may come.

    Included patterns are allauth's, which guards them itself.
    """
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and not hasattr(pattern.callback, "permission"):
            raise ImproperlyConfigured(f"{pattern.pattern} does not say who may come")
    return patterns
