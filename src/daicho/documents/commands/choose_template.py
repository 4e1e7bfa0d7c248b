"""Choose the paper a document is printed on."""

from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.documents.core.templates import Template
from daicho.kernel.context import Ctx
from daicho.platform.work import unit_of_work


def choose_template(ctx: Ctx, *, kind: Kind, document_id: int, template: Template) -> None:
    """Print the document on `template` from now on. Raises NotFound."""
    ctx.require(f"{kind.module}.edit")
    with unit_of_work(ctx) as unit:
        header = locked_header(kind, document_id)
        kind.header.objects.filter(id=document_id).update(template=template.key, modified_at=ctx.now)
        unit.record(
            kind.entity, document_id, "updated", before={"template": header.template}, after={"template": template.key}
        )
