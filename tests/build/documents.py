"""Documents for tests, made by the real commands."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from daicho.documents.commands.create_document import create_document
from daicho.documents.core.fields import DocumentFields, LineFields
from daicho.documents.core.kind import Kind
from daicho.kernel.context import Ctx


def line(item_id: int | None = None, quantity: object = 1, **fields: Any) -> LineFields:
    """Return a line; numbers may be given as int or text."""
    numbers = {name: Decimal(str(value)) for name, value in {"quantity": quantity, **fields}.items() if name in _NUMBERS}
    return LineFields(**{"item_id": item_id, **fields, **numbers})  # type: ignore[typeddict-item]


_NUMBERS = {"quantity", "rate"}


def make_document(ctx: Ctx, kind: Kind, contact_id: int, lines: Sequence[LineFields], **fields: Any) -> int:
    """Create a draft and return its id."""
    return create_document(ctx, kind=kind, fields=DocumentFields(contact_id=contact_id, lines=lines, **fields))
