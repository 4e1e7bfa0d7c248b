"""The columns of a location as they will be."""

from daicho.kernel.errors import FieldError, InvalidInput, duplicate
from daicho.kernel.text import noop as _
from daicho.stock.core.location import ADDRESS, LocationFields, location_errors
from daicho.stock.models import Location

_DEFAULTS: dict[str, object] = {
    "name": "",
    "location_type": "general",
    "parent_id": None,
    "negative_stock": "",
    "address": {},
    "phone": "",
    "email": "",
    "wire": {},
}


def location_values(fields: LocationFields, current: Location | None) -> dict[str, object]:
    """Return the columns; parts of an address that are not given stay. Raises InvalidInput with every fault at once."""
    before = {column: getattr(current, column) for column in _DEFAULTS} if current else _DEFAULTS
    values: dict[str, object] = {**before, **fields}
    values["name"] = str(values["name"]).strip()
    old_address, old_wire = before["address"], before["wire"]
    assert isinstance(old_address, dict)
    assert isinstance(old_wire, dict)
    given = {part: text for part, text in fields.get("address", {}).items() if part in ADDRESS}
    values["address"] = {**old_address, **given}
    values["wire"] = {**old_wire, **fields.get("wire", {})}
    errors = list(location_errors(values))
    same = Location.objects.filter(name=values["name"])
    if values["name"] and (same.exclude(id=current.id) if current else same).exists():
        errors.append(duplicate("location_name", values["name"]))
    if not _parent_fits(values["parent_id"], current):
        field = "parent_location_id"
        errors.append(FieldError(field, _("Invalid value passed for %(field)s"), {"field": field}))
    if errors:
        raise InvalidInput(errors)
    return values


def _parent_fits(parent_id: object, current: Location | None) -> bool:
    """Tell whether the parent exists, is no virtual one, and is neither the location itself nor below it."""
    if parent_id is None:
        return True
    parents = dict(Location.objects.filter(is_transit=False).values_list("id", "parent_id"))
    above = parent_id
    while above in parents:
        if current and above == current.id:
            return False
        above = parents[above]
    return parent_id in parents
