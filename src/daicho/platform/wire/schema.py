"""Schemas of bodies: the base class and the field types. What is wrong is told under the names of the wire.

    class ContactInput(WireInput):
        contact_name: Annotated[str, Length(200)]            # required
        currency_id: RecordId | None = None                  # "" and null: none
        credit_limit: Amount = Decimal(0)
        notes: Annotated[str, Length(2000)] = ""
        addresses: list[AddressInput] = []

`""` and null mean "no value": a field that may be None becomes None, a text becomes empty, any other field counts as
not sent. `body.model_dump(exclude_unset=True)` is what the client really gave, ready for a command's partial fields.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar, cast, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import ErrorDetails

from daicho.kernel.errors import FieldError, InvalidInput, missing
from daicho.kernel.periods import read_day
from daicho.kernel.text import noop as _
from daicho.platform.numbers import exact_number

TEXT_LIMIT = 10_000
NUMBER_LIMIT = 10**12
"""Largest magnitude of an amount in major units, a quantity or a rate; all stay inside the kernel's limits."""

_DAY = re.compile(r"(19|2\d)\d\d-\d\d-\d\d", re.ASCII)
_Schema = TypeVar("_Schema", bound=BaseModel)


class WireInput(BaseModel):
    """Base of all bodies and of the objects inside them. Unknown fields are ignored, texts stripped."""

    model_config = ConfigDict(
        extra="ignore",
        frozen=True,
        str_strip_whitespace=True,
        str_max_length=TEXT_LIMIT,
        coerce_numbers_to_str=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _without_empty_values(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        kept = {}
        for name, field in cls.model_fields.items():
            key = field.alias or name
            value = data.get(key, ...)
            if value is None or value == "":
                options = {field.annotation, *get_args(field.annotation)}
                value = None if type(None) in options else "" if str in options and not field.is_required() else ...
            if value is not ...:
                kept[key] = value
        return kept


def Length(limit: int) -> StringConstraints:  # noqa: N802 - reads as a type: Annotated[str, Length(200)]
    """Limit a text to `limit` characters."""
    return StringConstraints(strip_whitespace=True, max_length=limit)


def to_record_id(value: object) -> int:
    """Return an id sent as digits or as an integer. Raises ValueError for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 19:
        value = int(value)
    if type(value) is int and 0 < value < 2**63:
        return value
    raise ValueError("not an id")


def to_day(value: object) -> date:
    """Return a date sent as `yyyy-MM-dd` (years 1900 to 2999). Raises ValueError for anything else."""
    if isinstance(value, str) and _DAY.fullmatch(value.strip()):
        return read_day(value)
    raise ValueError("not a date")


def to_number(value: object) -> Decimal:
    """Return a number sent as a number or as its text, at most NUMBER_LIMIT. Raises ValueError for anything else."""
    number = exact_number(value.strip()) if isinstance(value, str) else value
    if type(number) is int:
        number = Decimal(number)
    if isinstance(number, Decimal) and abs(number) <= NUMBER_LIMIT:
        return number
    raise ValueError("not a number within limits")


def to_ids(value: object) -> list[int]:
    """Return ids sent as a list or as a comma-separated text. Raises ValueError for anything else."""
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",")]
    if isinstance(value, list):
        return [to_record_id(part) for part in value]
    raise ValueError("not a list of ids")


def _type(parse: Callable[[object], object], **json_schema: object) -> tuple[BeforeValidator, WithJsonSchema]:
    return BeforeValidator(parse), WithJsonSchema(dict(json_schema))


_ID = {"type": "string", "pattern": "^[0-9]{1,19}$"}
_READ_ID, _SHOW_ID = _type(to_record_id, **_ID)
_READ_IDS, _SHOW_IDS = _type(to_ids, type="array", items=_ID)
_READ_DAY, _SHOW_DAY = _type(to_day, type="string", format="date")
_READ_NUMBER, _SHOW_NUMBER = _type(to_number, type="number")

RecordId = Annotated[int, _READ_ID, _SHOW_ID]
"""An id: digits in a string, or an integer."""
RecordIds = Annotated[list[int], _READ_IDS, _SHOW_IDS]
"""Ids: a list, or comma-separated in one string."""
Day = Annotated[date, _READ_DAY, _SHOW_DAY]
"""A date, `yyyy-MM-dd`."""
Amount = Annotated[Decimal, _READ_NUMBER, _SHOW_NUMBER]
"""Money in major units, not yet rounded to a currency. May be negative: the command decides."""
QuantityValue = Annotated[Decimal, _READ_NUMBER, _SHOW_NUMBER]
"""A quantity, unit price or exchange rate, not yet rounded to 10^-6."""
Percentage = Annotated[
    Decimal, _READ_NUMBER, Field(ge=0, le=100), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100})
]
"""A percentage from 0 to 100."""
WholeNumber = Annotated[int, Field(ge=0, le=2**31 - 1)]
"""A count: 0 to 2,147,483,647."""
Flag = bool
"""true or false; also "true", "false", 1 and 0."""


class CustomFieldValue(WireInput):
    """One entry of `custom_fields`: the field by id, API name or label, and its value as plain JSON.

    Bills and vendor credits also call the id `custom_field_id`.
    """

    customfield_id: RecordId | None = None
    api_name: Annotated[str, Length(100)] = ""
    label: Annotated[str, Length(100)] = ""
    index: WholeNumber | None = None
    value: Any = None

    @model_validator(mode="before")
    @classmethod
    def _by_either_name(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and "custom_field_id" in data:
            return {"customfield_id": data["custom_field_id"], **data}
        return data


def read_input(schema: type[_Schema], data: object) -> _Schema:
    """Return `data` (parsed JSON) checked against `schema`.

    Raises InvalidInput with every wrong field at once: code 4 for what is missing or has the wrong structure, code 2
    for a bad value, code 11 where not even the outermost structure is right (zoho-surface 2.8).
    """
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        raise InvalidInput([_field_error(detail) for detail in error.errors(include_url=False)]) from None


def malformed() -> InvalidInput:
    """Return the error of a body that is empty where it must not be, or is not the JSON it should be."""
    return InvalidInput([_malformed()])


def _malformed() -> FieldError:
    return FieldError("body", _("The JSON is empty or malformed."), {}, 11)


def _field_error(detail: ErrorDetails) -> FieldError:
    name = _field_name(detail["loc"])
    kind, context = detail["type"], cast(Mapping[str, object], detail.get("ctx") or {})
    if kind == "missing":
        return missing(name)
    if kind == "string_too_long":
        return FieldError(
            name, _("%(field)s has more than %(limit)s characters."), {"field": name, "limit": context["max_length"]}, 2
        )
    if kind == "too_long":
        return FieldError(
            name, _("%(field)s has more than %(limit)s entries."), {"field": name, "limit": context["max_length"]}, 2
        )
    if not detail["loc"]:
        return _malformed()
    if kind in {"model_type", "model_attributes_type", "dict_type", "list_type"}:
        return FieldError(name, _("Invalid Element %(field)s"), {"field": name}, 4)
    return FieldError(name, _("Invalid value passed for %(field)s"), {"field": name}, 2)


def _field_name(location: tuple[int | str, ...]) -> str:
    name = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return name.lstrip(".")
