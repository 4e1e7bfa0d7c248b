"""What a change would do to other documents, told before it is done: a page of its own, or in the form."""

from collections.abc import Callable, Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _

from daicho.documents.commands.change_state import change_state
from daicho.documents.commands.delete_document import delete_document
from daicho.documents.commands.preview_change import Consequences, preview_change
from daicho.documents.core.state import Action
from daicho.documents.queries.document_view import document_view
from daicho.documents.web.face import WebFace
from daicho.kernel.errors import InvalidInput, RuleBroken
from daicho.kernel.money import Money
from daicho.platform.text import sentence
from daicho.platform.web.page import PageRequest, page_url
from daicho.platform.web.render import render_page

DELETE = "delete"
PREVIEWED = (Action.OPEN.value, Action.VOID.value, DELETE)
"""What has a page that tells its consequences: changes of state, and deleting."""


def preview_page(request: PageRequest, face: WebFace, document_id: int, name: str) -> HttpResponse:
    """Show the consequences, with the button that goes on; what a rule refuses is told instead."""
    ctx, kind = request.ctx, face.kind
    key = {kind.names.id: document_id}
    view = document_view(ctx, kind=kind, document_id=document_id, with_files=False, with_custom=False)

    def change() -> int:
        if name == DELETE:
            delete_document(ctx, kind=kind, document_id=document_id)
        else:
            change_state(ctx, kind=kind, document_id=document_id, action=Action(name))
        return document_id

    context: dict[str, object] = {
        "title": _("What it would do: %(number)s") % {"number": view.number},
        "back": page_url(ctx, face.page(), **key),
        "url": page_url(ctx, face.page(name), **key),
        "label": _label(request, face, name),
    }
    try:
        found = preview_change(ctx, kind=kind, change=change)
    except (RuleBroken, InvalidInput) as error:
        context["refused"] = sentence(error)
    else:
        summary, *moved = consequences(request, found)
        context |= {"summary": summary, "moved": moved}
        context["rows"] = [
            (entry.number, request.formats.date(entry.day), _money(request, entry.cost_minor))
            for entry in found.entries
        ]
    return render_page(request, "documents/preview.html", context)


def previewed(request: PageRequest, face: WebFace, change: Callable[[], int]) -> list[str]:
    """Return the consequences of what a form would save, as sentences. Raises what `change` raises."""
    return list(consequences(request, preview_change(request.ctx, kind=face.kind, change=change)))


def consequences(request: PageRequest, found: Consequences) -> Iterator[str]:
    """Yield what is changed of others as a sentence, then one for each entry that falls on a locked day."""
    yield (
        _("Changes the cost of %(count)s documents by %(amount)s.")
        % {"count": found.documents, "amount": _money(request, found.cost_minor)}
        if found.entries
        else _("Changes no other document.")
    )
    for entry in found.moved:
        assert entry.wanted_day, "it is moved from a day"
        yield _("%(number)s falls on %(wanted)s, which is locked: posted on %(day)s.") % {
            "number": entry.number,
            "wanted": request.formats.date(entry.wanted_day),
            "day": request.formats.date(entry.day),
        }


def _label(request: PageRequest, face: WebFace, name: str) -> object:
    if name == DELETE:
        return _("Delete")
    action = Action(name)
    return face.labels.open_by[str(request.ctx.application)] if action is Action.OPEN else face.labels.states[action]


def _money(request: PageRequest, minor: int) -> str:
    return request.formats.money(Money(minor, request.formats.base_currency))
