"""A document as a page of its own, as the customer or vendor sees it."""

from django.template.loader import render_to_string

from daicho.documents.core.kind import Kind
from daicho.documents.queries._paper import Paper, paper_data, paper_language
from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile


def document_html(ctx: Ctx, *, kind: Kind, document_id: int, language: str = "") -> str:
    """Return the document as HTML, in the language of its contact unless one is named. Raises NotFound."""
    view = document_view(ctx, kind=kind, document_id=document_id, with_files=False)
    paper = Paper(kind, view, organization_profile(ctx), style=view.style)
    data = paper_data([paper], language or paper_language(view.contact.language_code))
    return render_to_string("documents/page.html", {"paper": data, "number": view.number})
