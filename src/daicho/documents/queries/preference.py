"""What an organisation wants of one kind of document."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from daicho.documents.core.paper_style import PaperStyle, style_from
from daicho.documents.core.templates import DEFAULT_TEMPLATE
from daicho.documents.models import DocumentPreference
from daicho.kernel.context import Ctx
from daicho.platform.db.fixed import fixed
from daicho.platform.memory import lasting


@dataclass(frozen=True, slots=True)
class PreferenceView:
    """`template`, `notes` and `terms` are what a new document begins with.

    `style` is how its papers look, `letters` what its mails say: "ja" or "ja.reminder" → subject and body.
    """

    template: str = DEFAULT_TEMPLATE.key
    notes: str = ""
    terms: str = ""
    style: PaperStyle = field(default_factory=PaperStyle)
    letters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@lasting
def document_preference(ctx: Ctx, *, kind: str) -> PreferenceView:
    """Return the preferences for documents of `kind` ("salesorder")."""
    del ctx  # the organisation is in scope
    found = _of_kind(kind)
    if not found:
        return PreferenceView()
    row = found[0]
    template = row.template or DEFAULT_TEMPLATE.key
    return PreferenceView(template, row.notes, row.terms, style_from(row.paper), row.letters)


@fixed
def _of_kind(kind: str) -> QuerySet[DocumentPreference]:
    return DocumentPreference.objects.filter(kind=kind)
