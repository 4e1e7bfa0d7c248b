"""A document as a page of its own, as the customer or vendor sees it."""

from django.template.loader import render_to_string

from daicho.contacts.queries.contact_card import contact_card
from daicho.documents.core.kind import Kind
from daicho.documents.queries._paper import Paper, paper_data, paper_language
from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile
from daicho.taxes.queries.tax_definitions import tax_definitions


def document_html(ctx: Ctx, *, kind: Kind, document_id: int, language: str = "") -> str:
    """Return the document as HTML, in the language of its contact unless one is named. Raises NotFound."""
    view = document_view(ctx, kind=kind, document_id=document_id)
    contact = contact_card(ctx, contact_id=view.contact_id)
    tax_ids = {line.tax_id for line in view.lines if line.tax_id}
    taxes = tax_definitions(ctx, tax_ids=tax_ids) if tax_ids else {}
    paper = Paper(kind, view, contact, organization_profile(ctx), taxes, logo=None)
    data = paper_data([paper], language or paper_language(contact))
    return render_to_string("documents/page.html", {"paper": data, "number": view.number})
