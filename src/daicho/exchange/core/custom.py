"""Custom fields of an organisation as columns of a file."""

from collections.abc import Iterable, Mapping

from daicho.exchange.core.field import CellKind, ImportField
from daicho.kernel.text import noop as _

GROUP = _("Custom fields")
PREFIX = "cf_"
_KINDS: Mapping[str, CellKind] = {
    "number": "number",
    "decimal": "number",
    "amount": "number",
    "percent": "number",
    "date": "day",
    "check_box": "flag",
}
_LEFT_OUT = {"autonumber", "lookup", "attachment"}


def custom_columns(fields: Iterable[tuple[str, str, str]]) -> tuple[ImportField, ...]:
    """Return the columns for (API name, label, type) of custom fields; references and files stay out."""
    return tuple(
        ImportField(api_name, label, kind=_KINDS.get(data_type, "text"), group=GROUP)
        for api_name, label, data_type in fields
        if data_type not in _LEFT_OUT
    )


def custom_given(values: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return the custom values among a row's values, as commands take them."""
    return [{"api_name": key, "value": value} for key, value in values.items() if key.startswith(PREFIX)]
