"""Accepting an invitation."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from daicho.faces.console.guard import PersonRequest, signed_in
from daicho.faces.console.shown import go, show
from daicho.kernel.errors import RuleBroken
from daicho.organizations.commands.accept_invitation import accept_invitation
from daicho.organizations.queries.invitation import invitation
from daicho.platform.text import sentence


@require_http_methods(["GET", "POST"])
@signed_in
def accept(request: PersonRequest, token: str) -> HttpResponse:
    """Show who invites to what; POST accepts."""
    found = invitation(request.ctx, token=token)
    if request.method == "POST":
        try:
            accept_invitation(request.ctx, token=token)
        except RuleBroken as error:
            messages.error(request, sentence(error))
        else:
            text = gettext("Welcome to %(name)s.") % {"name": found.organization_name}
            messages.success(request, text)
        return go("/")
    context = {"title": gettext("Invitation"), "invitation": found, "role": gettext(found.role_name)}
    return show(request, "console/invitation.html", context)
