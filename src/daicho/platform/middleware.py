"""Addresses as older clients write them (zoho-surface 2.1)."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_PREFIX = re.compile(r"/+(?:(?P<books>books|api)/+v3|(?P<inventory>inventory|api)/+v1|oauth/+v2)(?P<rest>/.*)?$")
_SLASHES = re.compile(r"/{2,}")


class WirePaths:
    """Bring addresses of the API into one form: /books/v3 or /inventory/v1, no doubled slash, none at the end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request under its normal address."""
        if normal := normal_path(request.path_info):
            request.path_info = request.path = normal
        return self._get_response(request)


def normal_path(path: str) -> str | None:
    """Return the normal form of an API path, None for any other path."""
    match = _PREFIX.match(path)
    if match is None:
        return None
    prefix = "/books/v3" if match["books"] else "/inventory/v1" if match["inventory"] else "/oauth/v2"
    return prefix + _SLASHES.sub("/", match["rest"] or "").rstrip("/")
