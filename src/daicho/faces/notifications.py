"""The bell: what a person was told in the organisation, and the way to it (docs/internals/web.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from daicho.kernel.context import Ctx
from daicho.platform.access import MEMBER
from daicho.platform.notifications import (
    PAGE,
    NotificationRow,
    latest_notifications,
    mark_read,
    notification,
)
from daicho.platform.web.fields import as_id
from daicho.platform.web.links import record_link
from daicho.platform.web.page import Page, PageRequest, find_page_url, page_url

_ICONS: Mapping[str, str] = {"info": "info-circle", "success": "circle-check", "danger": "alert-triangle"}


@dataclass(frozen=True, slots=True)
class Line:
    """A notification as the panel shows it. `url` leads to what it is about, by way of noting that it was read."""

    text: str
    icon: str
    level: str
    at: str
    is_read: bool
    url: str
    read_url: str


@require_safe
def bell(request: PageRequest) -> HttpResponse:
    """Show the bell with its number, as the frame does."""
    return render(request, "layouts/_bell.html")


@require_safe
def panel(request: PageRequest) -> HttpResponse:
    """Show the latest notifications, or the next older ones."""
    return _panel(request, as_id(request.GET.get("before", "")) or None)


@require_POST
def read_all(request: PageRequest) -> HttpResponse:
    """Note that everything has been read."""
    mark_read(request.ctx)
    request.frame = replace(request.frame, unread=0)
    return _panel(request, None)


@require_POST
def read_one(request: PageRequest, notification_id: int) -> HttpResponse:
    """Note that one has been read."""
    _mark_one(request, notification_id)
    return _panel(request, None)


@require_safe
def open_one(request: PageRequest, notification_id: int) -> HttpResponse:
    """Go to what the notification is about; it has been read by that."""
    row = _mark_one(request, notification_id)
    return HttpResponseRedirect(_target(request, row) or page_url(request.ctx, "home"))


def _mark_one(request: PageRequest, notification_id: int) -> NotificationRow:
    row = notification(request.ctx, notification_id=notification_id)
    if not row.is_read:
        mark_read(request.ctx, notification_id=notification_id)
        request.frame = replace(request.frame, unread=max(request.frame.unread - 1, 0))
    return row


def _panel(request: PageRequest, before: int | None) -> HttpResponse:
    rows = latest_notifications(request.ctx, before=before)
    shown = rows[:PAGE]
    older = f"{page_url(request.ctx, 'notification_panel')}?before={shown[-1].sequence}" if len(rows) > PAGE else ""
    context = {
        "lines": [_line(request, row) for row in shown],
        "older": older,
        "further": before is not None,
        "read_all_url": page_url(request.ctx, "notifications_read"),
    }
    return render(request, "frame/_notifications.html", context)


def _line(request: PageRequest, row: NotificationRow) -> Line:
    ctx = request.ctx
    label, _url = record_link(ctx, row.entity, row.entity_id)
    record = f"{label} {row.parameters.get('number', '')}".strip()
    return Line(
        text=gettext(row.text) % {**row.parameters, "record": record},
        icon=_ICONS[row.level],
        level=row.level,
        at=request.formats.moment(row.created_at),
        is_read=row.is_read,
        url=page_url(ctx, "notification", notification_id=row.notification_id),
        read_url=page_url(ctx, "notification_read", notification_id=row.notification_id),
    )


def _target(request: PageRequest, row: NotificationRow) -> str:
    """Return where the notification leads: in this application if it shows such records, else in the other one."""
    ctx = request.ctx
    if row.entity == "organization":
        return _organization(ctx, row.entity_id)
    if row.entity == "user":
        return find_page_url(ctx, "members") if ctx.actor.may("users.view") else ""
    usable = [link.application for link in request.frame.applications if link.url and not link.is_to_join]
    for application in sorted(usable, key=lambda name: name != ctx.application):
        _label, url = record_link(replace(ctx, application=application), row.entity, row.entity_id)
        if url:
            return url
    return ""


def _organization(ctx: Ctx, organization_id: int) -> str:
    if organization_id == ctx.organization_id:
        return reverse("organizations")
    return page_url(ctx.within(organization_id), "home")


PAGES = [
    Page("notifications/bell/", "bell", MEMBER, bell, followed=False),
    Page("notifications/", "notification_panel", MEMBER, panel, followed=False),
    Page("notifications/read/", "notifications_read", MEMBER, read_all, followed=False),
    Page("notifications/<id:notification_id>/", "notification", MEMBER, open_one, followed=False),
    Page("notifications/<id:notification_id>/read/", "notification_read", MEMBER, read_one, followed=False),
]
