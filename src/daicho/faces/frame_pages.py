"""What the frame asks for by itself: the lines of the organisation switcher, the language, a fresh form token."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from daicho.faces.door import outside
from daicho.faces.web_door import caller_of, to_sign_in
from daicho.identity.commands.update_profile import update_profile
from daicho.kernel.context import Actor, Application
from daicho.organizations.queries.memberships import memberships
from daicho.platform.access import SIGNED_IN
from daicho.platform.web.frame import OrganizationLink

LANGUAGES = ("ja", "en")


@require_GET
def organizations(request: HttpRequest) -> HttpResponse:
    """Show the person's organisations in `application`, the current one marked."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    application: Application = "books" if request.GET.get("application") == "books" else "inventory"
    current = request.GET.get("current", "")
    links = [
        OrganizationLink(
            name=view.organization_name,
            url=reverse(f"{application}:home", kwargs={"organization_id": view.organization_id}),
            current=str(view.organization_id) == current,
            test=view.mode == "test",
        )
        for view in memberships(outside(caller_of(request), application))
        if application in view.applications
    ]
    return render(request, "frame/_organizations.html", {"links": links})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language the person has chosen, and go back to where they were."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    chosen = request.POST.get("language", "")
    if chosen in LANGUAGES:
        caller = caller_of(request)
        ctx = outside(caller, None)
        ctx = ctx.within(0, Actor(caller.user_id, caller.name, frozenset({SIGNED_IN})))
        update_profile(ctx, name=request.user.name, locale=chosen)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if safe else "/")


@require_GET
def token(request: HttpRequest) -> HttpResponse:
    """Return a fresh token for forms that outlived a sign-in."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    return HttpResponse(get_token(request), content_type="text/plain", headers={"Cache-Control": "no-store"})


urlpatterns = [
    path("organizations/", organizations, name="frame_organizations"),
    path("language/", language, name="frame_language"),
    path("token/", token, name="frame_token"),
]
