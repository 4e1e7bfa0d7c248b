"""Addresses as older clients write them (zoho-surface 2.1)."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from daicho.platform.request_limit import initial_allowance

_PREFIX = re.compile(r"/+(?:(?P<books>books|api)/+v3|(?P<inventory>inventory|api)/+v1|oauth/+v2)(?P<rest>/.*)?$")
_SLASHES = re.compile(r"/{2,}")


class WirePaths:
    """Bring addresses of the API into one form: /books/v3 or /inventory/v1, no doubled slash, none at the end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request under its normal address; no answer of the API goes without the rate-limit headers."""
        normal = normal_path(request.path_info)
        if normal is None:
            return self._get_response(request)
        request.path_info = request.path = normal
        response = self._get_response(request)
        for name, value in initial_allowance().headers().items():
            response.setdefault(name, value)
        return response


def normal_path(path: str) -> str | None:
    """Return the normal form of an API path, None for any other path."""
    match = _PREFIX.match(path)
    if match is None:
        return None
    prefix = "/books/v3" if match["books"] else "/inventory/v1" if match["inventory"] else "/oauth/v2"
    return prefix + _SLASHES.sub("/", match["rest"] or "").rstrip("/")
