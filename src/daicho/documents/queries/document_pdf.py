"""Documents as a PDF."""

from collections.abc import Sequence

from daicho.documents.core.kind import Kind
from daicho.documents.core.templates import template_by_key
from daicho.documents.letterhead import Pictures
from daicho.documents.queries._paper import Paper, paper_data, paper_language
from daicho.documents.queries._printed import file_name, printed
from daicho.documents.queries.document_view import document_view
from daicho.kernel.context import Ctx
from daicho.organizations.queries.profile import organization_profile


def document_pdf(
    ctx: Ctx, *, kind: Kind, document_ids: Sequence[int], language: str = "", template: str = ""
) -> tuple[str, bytes]:
    """Return a file name and a PDF of these documents in their order, each beginning on a new page.

    It is in the language of the first one's contact and on the first one's template, unless others are named.
    Raises NotFound.
    """
    profile = organization_profile(ctx)
    views = [document_view(ctx, kind=kind, document_id=document_id, with_files=False) for document_id in document_ids]
    first = views[0]
    language = language or paper_language(first.contact.language_code)
    paper = template_by_key(template or first.template).key
    name = first.number if len(views) == 1 else kind.module

    def data(pictures: Pictures) -> dict[str, object]:
        return paper_data([Paper(kind, view, profile, pictures, style=view.style) for view in views], language)

    return file_name(name), printed(ctx, paper, profile, data)
