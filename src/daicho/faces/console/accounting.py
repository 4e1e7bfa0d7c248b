"""連携 → 会計 → 今すぐアクセスする: the way from Inventory to Books."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from daicho.faces.console.guard import PersonRequest, signed_in
from daicho.faces.console.shown import go, home_url
from daicho.kernel.errors import RuleBroken
from daicho.organizations.commands.open_accounting import open_accounting
from daicho.organizations.queries.membership import find_membership
from daicho.platform.access import MEMBER
from daicho.platform.text import sentence
from daicho.platform.web.page import Page, PageRequest
from daicho.platform.web.render import render_page


def integrations(request: PageRequest) -> HttpResponse:
    """Show what works together with Inventory; the first tab is accounting."""
    ctx = request.ctx
    membership = find_membership(ctx.actor.user_id or 0, ctx.organization_id)
    assert membership is not None, "the door let a member in"
    context = {
        "title": gettext("Integrations"),
        "membership": membership,
        "books_url": home_url("books", ctx.organization_id),
        "setup_url": reverse("books_setup", kwargs={"organization_id": ctx.organization_id}),
        "access_url": reverse("open_accounting", kwargs={"organization_id": ctx.organization_id}),
        "join_url": f"{reverse('join_organization')}?application=inventory",
    }
    return render_page(request, "console/integrations.html", context)


@require_POST
@signed_in
def access_now(request: PersonRequest, organization_id: int) -> HttpResponse:
    """Open Books for the organisation and go there: to the quick set-up the first time."""
    try:
        open_accounting(request.ctx, organization_id=organization_id)
    except RuleBroken as error:
        membership = find_membership(request.ctx.actor.user_id or 0, organization_id)
        if membership is not None and "books" in membership.applications:
            return redirect(home_url("books", organization_id))
        messages.error(request, sentence(error))
        return go(reverse("organizations"))
    return go(reverse("books_setup", kwargs={"organization_id": organization_id}))


PAGES = [Page("integrations/", "integrations", MEMBER, integrations, applications=("inventory",))]
