"""What the home page says of documents of a kind."""

from datetime import date

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext

from daicho.documents.core.state import open_name
from daicho.documents.queries.document_figures import DocumentFigures, document_figures
from daicho.documents.web.face import WebFace
from daicho.documents.web.words import status_badge
from daicho.kernel.money import Money
from daicho.platform.web.cards import Card, CardView, Figure, bars_of
from daicho.platform.web.page import PageRequest, page_url


def document_cards(face: WebFace) -> Card:
    """Return the cards of a kind: what is open, and what waits for somebody."""

    def show(request: PageRequest) -> list[CardView]:
        figures = document_figures(request.ctx, kind=face.kind)
        url = page_url(request.ctx, face.list_name)
        return [_open(request, face, figures, url), _waiting(face, figures, url)]

    return Card(f"{face.kind.module}.view", show)


def _open(request: PageRequest, face: WebFace, figures: DocumentFigures, url: str) -> CardView:
    application = request.ctx.application or "books"
    name = str(status_badge(open_name(face.kind.entity, application)).text)
    total = request.formats.money(Money(figures.open_total_minor, request.formats.base_currency))
    months = [(month_name(day), count) for day, count in figures.by_month]
    return CardView(
        str(face.labels.plural),
        face.icon,
        (Figure(name, f"{figures.open:,}", f"{url}?view=open"), Figure(gettext("Total"), total)),
        url,
        bars=bars_of(months) if any(count for _month, count in months) else (),
        chart_label=gettext("Orders of the last six months") + " — " + ", ".join(f"{m}: {c}" for m, c in months),
    )


def _waiting(face: WebFace, figures: DocumentFigures, url: str) -> CardView:
    late = face.kind.purpose == "sale"
    first = Figure(gettext("Overdue"), f"{figures.overdue:,}", f"{url}?view=overdue" if late else "")
    share = 100 * figures.overdue // figures.open if figures.open else 0
    return CardView(
        gettext("%(documents)s: to be done") % {"documents": face.labels.plural},
        "clock",
        (
            Figure(first.label, first.value, first.url, share),
            Figure(gettext("Draft"), f"{figures.draft:,}", f"{url}?view=draft"),
            Figure(gettext("Pending approval"), f"{figures.pending:,}", f"{url}?view=pending_approval"),
        ),
    )


def month_name(day: date) -> str:
    """Return a month's short name in the active language."""
    return str(MONTHS_3[day.month]).capitalize()
