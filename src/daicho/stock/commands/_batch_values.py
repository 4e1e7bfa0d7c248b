"""The columns of a batch as they will be."""

from daicho.kernel.errors import InvalidInput, duplicate
from daicho.stock.core.batch import WIRE, BatchFields, batch_errors
from daicho.stock.models import Batch

_DEFAULTS: dict[str, object] = {
    "number": "",
    "manufacturer_number": "",
    "manufactured_on": None,
    "expires_on": None,
}


def batch_values(item_id: int, tracking: str, fields: BatchFields, current: Batch | None) -> dict[str, object]:
    """Return the columns; the number is the item's only one. Raises InvalidInput with every fault at once."""
    before = {column: getattr(current, column) for column in _DEFAULTS} if current else _DEFAULTS
    values: dict[str, object] = {**before, **fields}
    for column in ("number", "manufacturer_number"):
        values[column] = str(values[column]).strip()
    errors = list(batch_errors(values, tracking=tracking))
    same = Batch.objects.filter(item_id=item_id, number=values["number"])
    if values["number"] and (same.exclude(id=current.id) if current else same).exists():
        errors.append(duplicate(WIRE["number"], values["number"]))
    if errors:
        raise InvalidInput(errors)
    return values
