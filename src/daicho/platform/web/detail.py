"""Detail pages: the frame around one record (docs/internals/web.md)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.platform.text import sentence
from daicho.platform.web.cells import Badge
from daicho.platform.web.history import HistoryEntry
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import announce, render_page


@dataclass(frozen=True, slots=True)
class Action:
    """A button. "post" actions are sent as a form; with `confirm` the person is asked in that sentence first.

    "panel" opens the address in the side panel. Leave an action out where the person may not do it.
    """

    label: Any
    url: str
    icon: str = ""
    method: str = "post"
    confirm: Any = ""
    danger: bool = False
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the record; only the open one is rendered. `template` gets the page's context and what `more` returns.

    `more` is called only when the tab is open: a history costs nothing on the first tab.
    """

    name: str
    label: Any
    template: str
    count: int | None = None
    more: Callable[[], Mapping[str, object]] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One document of the related path (見積 → 受注 → 出荷 → 請求 → 入金)."""

    label: Any
    number: str = ""
    url: str = ""
    badge: Badge | None = None
    date: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Detail:
    """What the frame of a record shows. `entities` are further kinds whose changes refresh this page."""

    title: str
    list_page: str
    list_label: Any
    entity: str
    entity_id: int
    subtitle: str = ""
    badges: tuple[Badge, ...] = ()
    primary: Action | None = None
    actions: tuple[Action, ...] = ()
    edit_url: str = ""
    tabs: tuple[Tab, ...] = ()
    path: tuple[Step, ...] = ()
    history: Sequence[HistoryEntry] = ()
    cards: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    image_url: str = ""
    notes: Any = None


def render_detail(
    request: PageRequest,
    detail: Detail,
    template: str = "detail/page.html",
    context: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Render a record. `template` extends detail/page.html and fills its blocks `body` (left) and `side` (right)."""
    chosen = request.GET.get("tab", "")
    tab = next((item for item in detail.tabs if item.name == chosen), detail.tabs[0] if detail.tabs else None)
    shared = {"detail": detail, "tab": tab, "title": detail.title, "list_url": page_url(request.ctx, detail.list_page)}
    more = tab.more() if tab and tab.more else {}
    return render_page(request, template, {"history": detail.history, **shared, **(context or {}), **more})


def action_page(  # noqa: PLR0913 - a page is a line of a table
    path: str,
    name: str,
    permission: str,
    edit_permission: str,
    run: Callable[..., object],
    *,
    message: Any,
    then: str,
    undo: str = "",
    keep: bool = True,
) -> Page:
    """Return a POST-only page that runs one command, `run(ctx, **path values)`, and confirms it by `message`.

    It goes on to page `then` with the path's values (`keep` False: without them, as after a deletion). `undo` is the
    page whose POST takes it back. What a rule refuses is told on the page the person came from.
    """

    def view(request: PageRequest, **values: object) -> HttpResponse:
        if request.method != "POST":
            return HttpResponse(status=405, headers={"Allow": "POST"})
        here = page_url(request.ctx, then, **(values if keep else {}))
        try:
            run(request.ctx, **values)
        except (RuleBroken, InvalidInput) as error:
            announce(request, sentence(error), level=messages.ERROR)
            return go_to(request, safe_referer(request) or here)
        announce(request, str(message), undo_url=page_url(request.ctx, undo, **values) if undo else "")
        return go_to(request, here)

    return Page(path, name, permission, view, edit_permission)


def go_to(request: PageRequest, url: str) -> HttpResponse:
    """Send the browser to `url` after a POST, for htmx requests by its header."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(url)
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def safe_referer(request: PageRequest) -> str:
    """Return the path of the page the request came from, "" unless it is one of this organisation's."""
    referer = request.headers.get("Referer", "")
    path = referer.partition(request.get_host())[2]
    application, organization_id = str(request.ctx.application), request.ctx.organization_id
    home = reverse(f"{application}:home", kwargs={"organization_id": organization_id})
    return path if path.startswith(home) else ""
