"""What the home page says of contacts."""

from django.utils.translation import gettext

from daicho.contacts.queries.contact_figures import contact_figures
from daicho.platform.web.cards import Card, CardView, Figure
from daicho.platform.web.page import PageRequest, page_url


def show(request: PageRequest) -> list[CardView]:
    """Return the card of contacts."""
    figures, url = contact_figures(request.ctx), page_url(request.ctx, "contacts")
    lines = [
        Figure(gettext("Customers"), f"{figures.customers:,}", f"{url}?view=customers"),
        Figure(gettext("Vendors"), f"{figures.vendors:,}", f"{url}?view=vendors"),
    ]
    if figures.unchecked:
        unchecked = f"{url}?view=unknown_registration"
        lines.append(Figure(gettext("Registration to be checked"), f"{figures.unchecked:,}", unchecked))
    return [CardView(gettext("Contacts"), "users", tuple(lines), url)]


CARDS = [Card("contacts.view", show, ("books",))]
