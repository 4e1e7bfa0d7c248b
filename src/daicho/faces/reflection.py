"""Reflection: open pages ask for changes and show them within a second (docs/internals/web.md)."""

from collections.abc import Callable

import orjson
from django.http import HttpRequest, HttpResponse

from daicho.platform.access import MEMBER
from daicho.platform.changes import change_ticket, changes_after, has_news
from daicho.platform.web.page import Page, PageRequest

NEWS_PATH = "/changes/news"
_LIMIT = 100


def news(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer whether there is anything to poll for, ahead of all other middleware: pages ask several times a second.

    204 there is not; 200 poll, because there is or because the ticket has run out.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path != NEWS_PATH:
            return get_response(request)
        found = has_news(request.GET.get("ticket", ""), after=_sequence(request))
        return HttpResponse(status=200 if found else 204, headers={"Cache-Control": "no-store"})

    return middleware


def poll(request: PageRequest) -> HttpResponse:
    """Answer with the changes after `after`; one statement besides those of the door."""
    after = _sequence(request)
    rows = changes_after(request.ctx, sequence=after, limit=_LIMIT)
    found = [
        {
            "entity": row.entity,
            "id": str(row.entity_id),
            "action": row.action,
            "by": row.actor_name,
            "mine": row.actor_id == request.ctx.actor.user_id,
        }
        for row in rows
    ]
    last = rows[-1].sequence if rows else after
    body = orjson.dumps({"last": last, "changes": found, "news": f"{NEWS_PATH}?ticket={change_ticket(request.ctx)}"})
    return HttpResponse(body, content_type="application/json", headers={"Cache-Control": "no-store"})


def _sequence(request: HttpRequest) -> int:
    text = request.GET.get("after", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0


PAGES = [Page("changes/poll", "poll", MEMBER, poll, followed=False)]
