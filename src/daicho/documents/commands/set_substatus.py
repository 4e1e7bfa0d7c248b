"""Give a document a sub-status: a label of the organisation's own inside its state."""

from daicho.documents.commands._choices import choice_id
from daicho.documents.commands.locks import locked_header
from daicho.documents.core.kind import Kind
from daicho.kernel.context import Ctx
from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.text import noop as _
from daicho.platform.work import unit_of_work

_LENGTH = 50


def set_substatus(ctx: Ctx, *, kind: Kind, document_id: int, code: str) -> None:
    """Set the sub-status with this code ("cs_packing"); one that is named for the first time is made ("Packing").

    Raises NotFound, InvalidInput for what is no code.
    """
    ctx.require(f"{kind.module}.edit")
    words = code.removeprefix("cs_").replace("_", " ").strip()
    if not words or len(code) > _LENGTH or not words.replace(" ", "").isalnum():
        raise InvalidInput(
            [FieldError("status_code", _("Invalid value passed for %(field)s"), {"field": "status_code"})]
        )
    with unit_of_work(ctx) as unit:
        header = locked_header(kind, document_id)
        choice_id(ctx, f"{kind.entity}.substatus", words[:1].upper() + words[1:], code)
        kind.header.objects.filter(id=document_id).update(substatus=code, modified_at=ctx.now)
        unit.record(
            kind.entity, document_id, "updated", before={"substatus": header.substatus}, after={"substatus": code}
        )
