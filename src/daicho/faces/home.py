"""The home page of both applications: figures with a way in, and what happened last."""

from django.http import HttpResponse

from daicho.faces.cards import CARDS
from daicho.platform.access import MEMBER
from daicho.platform.web.cards import latest_activity
from daicho.platform.web.page import Page, PageRequest
from daicho.platform.web.render import render_page


def home(request: PageRequest) -> HttpResponse:
    """Show the cards the person may see; everything in this one request."""
    ctx = request.ctx
    cards = [
        view
        for card in CARDS[ctx.application or "books"]
        if card.permission == MEMBER or ctx.actor.may(card.permission)
        for view in card.show(request)
    ]
    activity = latest_activity(ctx, request.formats)
    return render_page(
        request, "home.html", {"title": request.frame.organization_name, "cards": cards, "activity": activity}
    )


PAGES = [Page("", "home", MEMBER, home)]
