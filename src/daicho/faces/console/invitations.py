"""Answering an invitation: by the link that was mailed, or from inside."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from daicho.faces.console.guard import PersonRequest, signed_in
from daicho.faces.console.shown import go, show
from daicho.kernel.errors import RuleBroken
from daicho.organizations.commands.accept_invitation import accept_invitation
from daicho.organizations.commands.decline_invitation import decline_invitation
from daicho.organizations.core.invitation import InvitationView
from daicho.organizations.queries.invitation import invitation
from daicho.platform.text import sentence


@require_http_methods(["GET", "POST"])
@signed_in
def accept(request: PersonRequest, token: str) -> HttpResponse:
    """Show who invites to what; POST accepts, or declines."""
    found = invitation(request.ctx, token=token)
    if request.method == "POST" and request.POST.get("answer") == "decline":
        return _declined(request, decline_invitation(request.ctx, token=token))
    if request.method == "POST":
        return _accepted(request, found, token=token)
    context = {"title": gettext("Invitation"), "invitation": found, "role": gettext(found.role_name)}
    return show(request, "console/invitation.html", context)


@require_POST
@signed_in
def accept_inside(request: PersonRequest, invitation_id: int) -> HttpResponse:
    """Accept an invitation to the person's own address."""
    found = invitation(request.ctx, invitation_id=invitation_id)
    return _accepted(request, found, invitation_id=invitation_id)


@require_POST
@signed_in
def decline_inside(request: PersonRequest, invitation_id: int) -> HttpResponse:
    """Decline an invitation to the person's own address."""
    return _declined(request, decline_invitation(request.ctx, invitation_id=invitation_id))


def _accepted(
    request: PersonRequest, found: InvitationView, *, token: str = "", invitation_id: int | None = None
) -> HttpResponse:
    try:
        accept_invitation(request.ctx, token=token, invitation_id=invitation_id)
    except RuleBroken as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, gettext("Welcome to %(name)s.") % {"name": found.organization_name})
    return go("/")


def _declined(request: PersonRequest, name: str) -> HttpResponse:
    messages.success(request, gettext("You have declined the invitation to %(name)s.") % {"name": name})
    return go(reverse("organizations"))
