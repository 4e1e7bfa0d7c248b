"""What an organisation wants of one kind of document."""

from dataclasses import dataclass

from daicho.documents.core.templates import DEFAULT_TEMPLATE
from daicho.documents.models import DocumentPreference
from daicho.kernel.context import Ctx
from daicho.platform.memory import lasting


@dataclass(frozen=True, slots=True)
class PreferenceView:
    """`approval` is "none" or "simple"; the rest is what a new document begins with."""

    approval: str = "none"
    template: str = DEFAULT_TEMPLATE.key
    notes: str = ""
    terms: str = ""


@lasting
def document_preference(ctx: Ctx, *, kind: str) -> PreferenceView:
    """Return the preferences for documents of `kind` ("salesorder")."""
    del ctx  # the organisation is in scope
    row = DocumentPreference.objects.filter(kind=kind).first()
    if row is None:
        return PreferenceView()
    return PreferenceView(row.approval, row.template or DEFAULT_TEMPLATE.key, row.notes, row.terms)
