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
    given: Any = {"item_id": item_id, "quantity": quantity, **fields}
    given |= {name: Decimal(str(given[name])) for name in _NUMBERS if name in given}
    made: LineFields = given
    return made


_NUMBERS = {"quantity", "rate"}


def make_document(ctx: Ctx, kind: Kind, contact_id: int, lines: Sequence[LineFields], **fields: Any) -> int:
    """Create a draft and return its id."""
    given: Any = {"contact_id": contact_id, "lines": lines, **fields}
    made: DocumentFields = given
    return create_document(ctx, kind=kind, fields=made)
