"""Middleware of the pages: a name for every request, and messages for requests that load no whole page."""

import re
from collections.abc import Callable
from uuid import uuid4

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django_htmx.http import trigger_client_event

Next = Callable[[HttpRequest], HttpResponse]
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def name_request(get_response: Next) -> Next:
    """Give every request an id to quote: `request.request_id`, also in the header X-Request-Id of the answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        response = get_response(request)
        response["X-Request-Id"] = request_id
        return response

    return middleware


def tell_messages(get_response: Next) -> Next:
    """Send waiting messages to an htmx request as an event; whole pages print them, redirects keep them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        partial = request.headers.get("HX-Request") and response.status_code not in {301, 302, 303}
        if partial and "HX-Redirect" not in response and not request.path.endswith("/changes/poll"):
            waiting = [
                {"text": str(item.message), "level": item.level_tag, "undo": item.extra_tags or ""}
                for item in get_messages(request)
            ]
            if waiting:
                trigger_client_event(response, "daicho:messages", {"messages": waiting})
        return response

    return middleware
