"""What a batch, or a piece with its serial number, may be (behaviour.md 10)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypedDict

from daicho.kernel.errors import FieldError, missing
from daicho.kernel.text import noop as _

ENTITY = "batch"
LENGTHS = {"number": 100, "manufacturer_number": 100}
WIRE = {
    "number": "batch_number",
    "manufacturer_number": "manufacturer_batch_number",
    "manufactured_on": "manufactured_date",
    "expires_on": "expiry_date",
}
"""Field → its name on the wire, and in sentences."""


class BatchFields(TypedDict, total=False):
    """What a person may set on a batch; an absent key means unchanged, or nothing."""

    number: str
    manufacturer_number: str
    manufactured_on: date | None
    expires_on: date | None


def batch_errors(values: Mapping[str, object], *, tracking: str) -> Iterable[FieldError]:
    """Yield what is wrong with a batch's values, as they would be saved; `tracking` is how its item is kept."""
    if not values["number"]:
        yield missing(WIRE["number"])
    for name, limit in LENGTHS.items():
        if len(str(values[name])) > limit:
            field, message = WIRE[name], _("%(field)s must not be longer than %(limit)s characters.")
            yield FieldError(field, message, {"field": field, "limit": limit})
    for name, field in WIRE.items():
        if tracking == "serial" and name != "number" and values[name]:
            yield FieldError(field, _("%(field)s is for batches, not for serial numbers."), {"field": field})
    made, expires = values["manufactured_on"], values["expires_on"]
    if isinstance(made, date) and isinstance(expires, date) and expires < made:
        yield FieldError(WIRE["expires_on"], _("A batch cannot expire before it was made."))
