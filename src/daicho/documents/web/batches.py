"""The entry of batches and serial numbers under the lines of a document's form (daicho.stock.web.batch_fields)."""

from collections.abc import Sequence

from daicho.documents.queries._views import DocumentView
from daicho.documents.web.face import WebFace
from daicho.documents.web.lines import LineForm
from daicho.kernel.measure import MICRO, Quantity
from daicho.platform.web.fields import as_id
from daicho.platform.web.page import PageRequest
from daicho.stock.web.batch_fields import BatchEntry, batch_fields, read_quantity


def add_batches(
    request: PageRequest, face: WebFace, rows: Sequence[LineForm], place: object, view: DocumentView | None = None
) -> None:
    """Give each row of an item that is kept in batches their entry; `place` is the document's location as entered.

    Only kinds that move accounting stock ask for them. Three queries, where there is such an item.
    """
    if face.kind.books is None:
        return
    location_id = as_id(str(place or ""))
    lines = {line.line_id: line for line in view.lines} if view else {}
    entries = []
    for row in rows:
        line = lines.get(row.line_id or 0)
        item_id, quantity = _said(row)
        is_same = line is not None and line.item_id == item_id
        if item_id and not (line and is_same and not line.tracking):
            entries.append(
                BatchEntry(
                    prefix=str(row.prefix),
                    item_id=item_id,
                    way="in" if face.kind.brings_goods else "out",
                    location_id=(line.location_id if line else None) or location_id,
                    quantity=quantity,
                    named=line.batches if line and is_same else (),
                )
            )
    sent = next((row.data for row in rows if row.is_bound), None)
    found = batch_fields(request.ctx, request.formats, entries, sent)  # type: ignore[arg-type] # a QueryDict
    for row in rows:
        row.batches = found.get(str(row.prefix))


def _said(row: LineForm) -> tuple[int | None, int]:
    """Return the item of a row and its quantity in 10^-6, as they are entered."""
    if row.is_bound:
        item, quantity = (row.data.get(row.add_prefix(name), "") for name in ("item_id", "quantity"))
        return as_id(item), read_quantity(quantity) or MICRO
    item, quantity = row.initial.get("item_id"), row.initial.get("quantity")
    return as_id(str(item or "")), Quantity.of(quantity).micro if quantity else MICRO
