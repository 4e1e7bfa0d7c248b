"""Notes and terms that become the ones later documents begin with."""

from daicho.documents.core.fields import DocumentFields
from daicho.documents.core.kind import Kind
from daicho.documents.models import DocumentPreference
from daicho.kernel.context import Ctx


def keep_defaults(ctx: Ctx, kind: Kind, fields: DocumentFields) -> None:
    """Keep the document's notes and terms for later ones where that was asked for."""
    texts = {}
    if fields.get("is_default_notes"):
        texts["notes"] = fields.get("notes", "")
    if fields.get("is_default_terms"):
        texts["terms"] = fields.get("terms", "")
    if texts:
        DocumentPreference.objects.update_or_create(
            organization_id=ctx.organization_id, kind=kind.entity, defaults=texts
        )
