"""The way of a browser through the door: signed in, member, application joined, permission held; errors as pages."""

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone

from daicho.faces.door import Caller, enter
from daicho.faces.errors import error_page
from daicho.faces.frame import frame_of
from daicho.identity.core.person import display_name
from daicho.kernel.context import Application
from daicho.kernel.errors import DaichoError, NotFound, RuleBroken
from daicho.kernel.text import noop as _
from daicho.organizations.queries.profile import organization_profile
from daicho.platform.access import MEMBER
from daicho.platform.memory import keep
from daicho.platform.web.format import Formats
from daicho.platform.web.page import Page, PageRequest
from daicho.platform.work import reading

NO_PAGE = _("This page does not exist, or you may not see it.")


def guard(page: Page, application: Application) -> Callable[..., HttpResponse]:
    """Return the view of `page` in `application`, reached only by those who may."""

    def view(request: PageRequest, organization_id: int, **values: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        try:
            return _enter(request, page, application, organization_id, values)
        except DaichoError as error:
            return error_page(request, error)

    view.page = page  # type: ignore[attr-defined]
    return view


def _enter(
    request: PageRequest, page: Page, application: Application, organization_id: int, values: dict[str, object]
) -> HttpResponse:
    try:
        ctx, membership = enter(caller_of(request), organization_id, application)
    except RuleBroken:
        if page.name == "home" and request.method == "GET":
            return redirect(join_url(application, organization_id))
        raise NotFound(NO_PAGE) from None
    except NotFound:
        raise NotFound(NO_PAGE) from None
    request.ctx = ctx
    request.formats = Formats.of(ctx, membership.date_format, membership.base_currency, membership.stock_mode)
    wanted = [page.permission] + ([page.edit_permission] if request.method == "POST" and page.edit_permission else [])
    with timezone.override(ctx.time_zone), reading(ctx):
        keep(organization_profile, ctx, membership.profile)
        # The membership was read before the page's own queries, so that no change falls between them.
        last_change = membership.last_change if page.followed else 0
        request.frame = frame_of(ctx, membership, request, last_change)
        for permission in wanted:
            if permission != MEMBER:
                ctx.require(permission)
        return page.view(request, **values)


def caller_of(request: HttpRequest) -> Caller:
    """Return who asks by a signed-in request."""
    user = request.user
    assert user.is_authenticated, "the door asks for sign-in first"
    name = display_name(user.name, user.email)
    request_id = getattr(request, "request_id", "")
    return Caller(user.id, name, user.locale, "web", request_id, datetime.now(UTC))


def join_url(application: Application, organization_id: int | None = None) -> str:
    """Return the address of the page that offers to join an organisation to `application`."""
    query = {"application": application, **({"organization_id": organization_id} if organization_id else {})}
    return f"{reverse('join_organization')}?{urlencode(query)}"


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a person who is not signed in to the sign-in page and back; an htmx request gets 401 and loses nothing."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401)
    back = request.get_full_path() if request.method == "GET" else request.path
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}")
