"""Change the custom fields of a document and nothing else."""

from collections.abc import Iterable

from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.kernel.context import Ctx
from daicho.platform.custom_fields import GivenValue, set_custom_values
from daicho.platform.work import unit_of_work


def change_custom_fields(ctx: Ctx, *, kind: Kind, document_id: int, given: Iterable[GivenValue]) -> None:
    """Set the given custom fields, in whatever state the document is. Raises NotFound, InvalidInput."""
    ctx.require(f"{kind.module}.edit")
    with unit_of_work(ctx) as unit:
        locked_header(kind, document_id)
        values = set_custom_values(ctx, entity=kind.entity, entity_id=document_id, given=given, is_new=False)
        kind.header.objects.filter(id=document_id).update(modified_at=ctx.now)
        unit.record(kind.entity, document_id, "updated", after=values)
