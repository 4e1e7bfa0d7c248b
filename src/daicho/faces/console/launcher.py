"""The first page: the two applications."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from daicho.faces.console.guard import PersonRequest, signed_in
from daicho.faces.console.shown import APPLICATIONS, card_of, home_url, label, show
from daicho.faces.web_door import join_url
from daicho.organizations.queries.joined_organizations import joined_organizations
from daicho.organizations.queries.open_invitations import open_invitations


@require_safe
@signed_in
def launcher(request: PersonRequest) -> HttpResponse:
    """Show the two applications, and what is needed where the person has no organisation in one."""
    own = joined_organizations(request.ctx)
    texts = {
        "inventory": gettext("Items, stock, orders, packing and shipping."),
        "books": gettext("Double-entry accounting, invoices, bills, banking and reports."),
    }
    applications = []
    for application in APPLICATIONS:
        usable = [mine for mine in own if application in mine.membership.applications]
        applications.append(
            {
                "application": application,
                "label": label(application),
                "text": texts[application],
                "organization": usable[0].membership.organization_name if usable else "",
                "url": home_url(application, usable[0].membership.organization_id) if usable else join_url(application),
            }
        )
    context = {
        "title": gettext("Applications"),
        "applications": applications,
        "organizations": [card_of(mine) for mine in own],
        "manage_url": reverse("organizations"),
        "invited": open_invitations(request.ctx),
    }
    return show(request, "console/launcher.html", context)
