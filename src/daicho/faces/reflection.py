"""Reflection: open pages ask for changes and show them within a second (docs/internals/web.md)."""

import orjson
from django.http import HttpResponse

from daicho.platform.access import MEMBER
from daicho.platform.changes import changes_after
from daicho.platform.web.page import Page, PageRequest

_LIMIT = 100


def poll(request: PageRequest) -> HttpResponse:
    """Answer with the changes after `after`; one statement besides those of the door."""
    text = request.GET.get("after", "0")
    after = int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0
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
    body = orjson.dumps({"last": rows[-1].sequence if rows else after, "changes": found})
    return HttpResponse(body, content_type="application/json", headers={"Cache-Control": "no-store"})


PAGES = [Page("changes/poll", "poll", MEMBER, poll, followed=False)]
