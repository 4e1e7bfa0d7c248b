"""Fills the frame of a page: navigation, launcher, banners (the switcher's lines are read when it is opened)."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from daicho.faces.menu import menu_of
from daicho.kernel.context import Application, Ctx
from daicho.organizations.core.membership import MembershipView
from daicho.platform.web.frame import ApplicationLink, Banner, Frame
from daicho.platform.web.page import find_page_url, page_url

LABELS: dict[Application, object] = {"inventory": gettext_lazy("Inventory"), "books": gettext_lazy("Books")}


def frame_of(ctx: Ctx, membership: MembershipView, request: HttpRequest, last_change: int) -> Frame:
    """Return the frame of a page of `ctx`'s application and organisation."""
    assert ctx.application is not None, "console pages have no frame"
    return Frame(
        application=ctx.application,
        application_label=str(LABELS[ctx.application]),
        organization_id=ctx.organization_id,
        organization_name=membership.organization_name,
        person_name=ctx.actor.name,
        role_name=membership.role_name,
        test=membership.mode == "test",
        menu=menu_of(ctx, membership.joined, request.path, request.META.get("QUERY_STRING", "")),
        applications=tuple(_link(application, ctx, membership) for application in LABELS),
        banners=_banners(membership),
        search_url=page_url(ctx, "search"),
        poll_url=page_url(ctx, "poll"),
        last_change=last_change,
        home_url=page_url(ctx, "home"),
        settings_url=find_page_url(ctx, "settings"),
        bell_url=page_url(ctx, "bell"),
        notifications_url=page_url(ctx, "notification_panel"),
        unread=membership.unread,
        badge_url=page_url(ctx, "tied_out_badge") if ctx.actor.may("reports.view") else "",
    )


def _link(application: Application, ctx: Ctx, membership: MembershipView) -> ApplicationLink:
    label = str(LABELS[application])
    home = reverse(f"{application}:home", kwargs={"organization_id": ctx.organization_id})
    current = application == ctx.application
    if application in membership.applications:
        return ApplicationLink(application, label, home, membership.organization_name, current)
    if application in membership.joined:
        return ApplicationLink(application, label, "", gettext("You have no access to it in this organization."))
    return ApplicationLink(application, label, home, gettext("Not joined yet: see what is needed"), is_to_join=True)


def _banners(membership: MembershipView) -> tuple[Banner, ...]:
    if not membership.delete_requested:
        return ()
    text = gettext("The deletion of this organization has been requested. It keeps working until it is carried out.")
    return (Banner(text, "danger", reverse("organizations"), gettext("Manage organizations")),)
