"""What an item fills into its line."""

from daicho.documents.core.fields import DocumentFields, LineFields
from daicho.documents.queries.draft_document import draft_document
from daicho.documents.web.face import WebFace
from daicho.kernel.context import Ctx
from daicho.kernel.measure import Rate

_NAMES = ("item_id", "name", "description", "unit", "tax_id", "account_id")


def filled_from_item(ctx: Ctx, face: WebFace, fields: DocumentFields, item_id: int) -> dict[str, object]:
    """Return the values of a line of the item in a document of these `fields`; none for an item that cannot be used."""
    line = LineFields(item_id=item_id)
    draft = draft_document(ctx, kind=face.kind, fields=DocumentFields(**{**fields, "lines": [line]}), lenient=True)
    if not draft.lines:
        return {}
    columns = draft.lines[0].columns
    return {name: columns[name] for name in _NAMES} | {"rate": Rate(int(str(columns["rate_micro"]))).value}
