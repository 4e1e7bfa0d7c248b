"""A page of a list as a table (`accept=csv` of a list): a column for each field of its rows that is one value."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from daicho.platform.web.cells import Exported
from daicho.platform.web.exports import CSV, XLSX, as_csv, as_xlsx
from daicho.platform.wire.operation import Download, Format, Json, Sheet

SHEETS: tuple[Sheet, ...] = ("csv", "xlsx")


def sheet(name: str, rows: Sequence[Mapping[str, Json]], wanted: Format) -> Download:
    """Return the rows as a file `name` with their fields' names above; what are lists or records is left out."""
    header = list(dict.fromkeys(key for row in rows for key, value in row.items() if not _is_many(value)))
    cells = [[_cell(row.get(key)) for key in header] for row in rows]
    if wanted == "csv":
        return Download(f"{name}.csv", CSV, as_csv(header, cells))
    return Download(f"{name}.xlsx", XLSX, as_xlsx(name, header, cells))


def _is_many(value: Json) -> bool:
    return isinstance(value, (Mapping, list, tuple))


def _cell(value: Json) -> Exported:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, (int, Decimal)) else str(value or "")
