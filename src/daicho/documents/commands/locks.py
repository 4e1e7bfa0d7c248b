"""Loading documents for a change, locked."""

from typing import Any

from django.db.models import QuerySet

from daicho.documents.core.fields import LineFields
from daicho.documents.core.kind import Kind
from daicho.documents.queries.draft_document import Stored
from daicho.kernel.errors import NotFound
from daicho.kernel.measure import Quantity, Rate
from daicho.platform.db.fixed import fixed

_LINE = ("item_id", "account_id", "tax_id", "location_id", "name", "description", "unit", "discount")


def locked_header(kind: Kind, document_id: int) -> Any:
    """Return the document's header row, locked. Raises NotFound."""
    found = _locked(kind.header, document_id)
    if not found:
        raise NotFound(kind.words.does_not_exist)
    return found[0]


@fixed
def _locked(header: Any, document_id: int) -> QuerySet[Any]:
    found: QuerySet[Any] = header.objects.select_for_update().filter(id=document_id)
    return found


def locked_document(kind: Kind, document_id: int) -> Stored:
    """Return the document with its lines as fields, its header locked. Raises NotFound."""
    header = locked_header(kind, document_id)
    return Stored(header, lines_of(kind, document_id))


def lines_of(kind: Kind, document_id: int) -> dict[int, LineFields]:
    """Return the document's lines as fields by id, in their order."""
    rows = kind.line.objects.filter(document_id=document_id).order_by("position", "id")
    return {row.id: _line(kind, row) for row in rows}


def _line(kind: Kind, row: Any) -> LineFields:
    values: Any = {name: getattr(row, name) for name in (*_LINE, *kind.line_extra)}
    values["line_id"] = row.id
    values["quantity"], values["rate"] = Quantity(row.quantity_micro).value, Rate(row.rate_micro).value
    fields: LineFields = values
    return fields
