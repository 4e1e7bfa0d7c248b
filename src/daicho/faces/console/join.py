"""既存の組織に参加する: make an organisation available in the other application as well."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods

from daicho.faces.console.guard import PersonRequest, signed_in
from daicho.faces.console.shown import APPLICATIONS, asked_application, card_of, go, home_url, label, show
from daicho.kernel.context import Application
from daicho.kernel.errors import RuleBroken
from daicho.organizations.commands.join_application import join_application
from daicho.organizations.queries.joined_organizations import MyOrganization, joined_organizations
from daicho.platform.text import sentence
from daicho.platform.web.fields import as_id


@require_http_methods(["GET", "POST"])
@signed_in
def join(request: PersonRequest) -> HttpResponse:
    """List what can be joined to an application and say what joining means; POST joins the chosen one."""
    own = joined_organizations(request.ctx)
    application = asked_application(request) or _likely(own)
    if request.method == "POST":
        return _joined(request, application, own)
    asked = as_id(request.GET.get("organization_id", ""))
    if _is_being_set_up(own, asked, application):
        return redirect("books_setup", organization_id=asked)
    return show(request, "console/join.html", _context(own, application, asked), application)


def _context(own: list[MyOrganization], application: Application, asked: int | None) -> dict[str, Any]:
    others = [mine for mine in own if application not in mine.membership.joined]
    candidates = [card_of(mine) for mine in others if mine.membership.is_administrator]
    is_first = not any(application in mine.membership.joined for mine in own)
    name = label(application)
    return {
        "title": gettext("Join an organization to %(application)s") % {"application": name}
        if is_first
        else gettext("Join existing organization"),
        "application": application,
        "application_label": name,
        "candidates": candidates,
        "refused": [card_of(mine) for mine in others if not mine.membership.is_administrator],
        "chosen": asked or (candidates[0].organization_id if candidates else 0),
        "is_first": is_first,
        "has_none": not own,
        "button": pgettext("first organization", "Join organization")
        if is_first
        else pgettext("existing organization", "Join organization"),
        "other_applications": [
            (label(other), f"{reverse('join_organization')}?application={other}")
            for other in APPLICATIONS
            if other != application
        ],
        "create_url": f"{reverse('create_organization')}?application={application}",
    }


def _joined(request: PersonRequest, application: Application, own: list[MyOrganization]) -> HttpResponse:
    here = f"{reverse('join_organization')}?application={application}"
    organization_id = as_id(request.POST.get("organization_id", ""))
    if organization_id is None:
        messages.error(request, gettext("Choose the organization to join."))
        return go(here)
    is_first = not any(application in mine.membership.joined for mine in own)
    try:
        join_application(request.ctx, organization_id=organization_id, application=application)
    except RuleBroken as error:
        messages.error(request, sentence(error))
        return go(here)
    mine = next(mine for mine in own if mine.membership.organization_id == organization_id)
    values = {
        "name": mine.membership.organization_name,
        "application": label(application),
        "id": organization_id,
    }
    text = gettext(
        "%(name)s is now in %(application)s too, with the same ID %(id)s. All its data and settings are here."
    )
    messages.success(request, text % values)
    if is_first:
        return go(home_url(application, organization_id))
    return go(f"{reverse('organizations')}?application={application}&joined={organization_id}")


def _likely(own: list[MyOrganization]) -> Application:
    """Return the application to which something can be joined: Inventory first."""
    for application in APPLICATIONS:
        if any(application not in mine.membership.joined for mine in own):
            return application
    return "inventory"


def _is_being_set_up(own: list[MyOrganization], asked: int | None, application: Application) -> bool:
    return application == "books" and any(
        mine.membership.organization_id == asked and mine.membership.books_setup == "pending" for mine in own
    )
