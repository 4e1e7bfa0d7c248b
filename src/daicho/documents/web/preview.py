"""The page that tells what a change of state would do to other documents, before it is done."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from daicho.documents.commands.preview_change import preview_change
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.documents.web.face import WebFace
from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.kernel.money import Money
from daicho.platform.text import sentence
from daicho.platform.web.page import PageRequest, page_url
from daicho.platform.web.render import render_page

PREVIEWED = (Action.OPEN, Action.VOID)


def preview_page(request: PageRequest, face: WebFace, document_id: int, action: Action) -> HttpResponse:
    """Show the consequences, with the button that goes on; what a rule refuses is told instead."""
    ctx, key = request.ctx, {face.kind.names.id: document_id}
    view = document_view(ctx, kind=face.kind, document_id=document_id, with_files=False, with_custom=False)
    context: dict[str, object] = {
        "title": _("What it would do: %(number)s") % {"number": view.number},
        "back": page_url(ctx, face.page(), **key),
        "url": page_url(ctx, face.page(action.value), **key),
        "label": face.labels.open_by[str(ctx.application)] if action is Action.OPEN else face.labels.states[action],
    }
    try:
        found = preview_change(ctx, kind=face.kind, document_id=document_id, action=action)
    except (RuleBroken, InvalidInput) as error:
        context["refused"] = sentence(error)
    else:
        base = request.formats.base_currency
        context["summary"] = (
            _("Changes the cost of %(count)s documents by %(amount)s.")
            % {"count": found.documents, "amount": request.formats.money(Money(found.cost_minor, base))}
            if found.entries
            else _("Changes no other document.")
        )
        context["moved"] = [
            _("%(number)s falls on %(wanted)s, which is locked: posted on %(day)s.")
            % {
                "number": entry.number,
                "wanted": request.formats.date(entry.wanted_day),
                "day": request.formats.date(entry.day),
            }
            for entry in found.moved
        ]
        context["rows"] = [
            (entry.number, request.formats.date(entry.day), request.formats.money(Money(entry.cost_minor, base)))
            for entry in found.entries
        ]
    return render_page(request, "documents/preview.html", context)
