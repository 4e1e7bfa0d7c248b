"""A file's text as a table: header and rows of trimmed cells, within limits that keep a server safe."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from daicho.kernel.errors import InvalidInput, invalid
from daicho.kernel.text import noop as _

FILE_LIMIT = 10 * 1024 * 1024
"""Most bytes of a file."""
ROW_LIMIT = 20_000
"""More would keep other writers waiting for longer than they do."""
COLUMN_LIMIT = 200
CELL_LIMIT = 10_000

_UNSTORABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
_DELIMITERS = ",\t;"


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty; `number` is the one a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's content; every row has as many cells as the header."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def csv_records(content: bytes) -> Iterator[list[str]]:
    """Yield the records of a CSV file (comma, tab or semicolon; UTF-8, UTF-16 with a byte-order mark, or CP932).

    Raises InvalidInput for text in no known encoding and for quotes that do not end.
    """
    text = decoded(content)
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    except csv.Error:
        raise _refused(_("The file is not a valid CSV file.")) from None


def decoded(content: bytes) -> str:
    """Return the text of a file: by its byte-order mark, else UTF-8, else CP932 (Windows-31J). Raises InvalidInput."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused(_("The file's characters are neither UTF-8 nor Shift_JIS (CP932)."))


def table_of(records: Iterable[Sequence[str]]) -> Table:
    """Return the table whose header is the first record that is not empty; empty rows are left out.

    Raises InvalidInput for no header and for more rows, columns or characters than the limits.
    """
    header: tuple[str, ...] = ()
    rows: list[Row] = []
    for number, record in enumerate(records, start=1):
        cells = [_cleaned(cell) for cell in record]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > COLUMN_LIMIT:
            raise _refused(_("The file has more than %(limit)s columns."), COLUMN_LIMIT)
        if not header:
            header = tuple(cells)
            continue
        if len(rows) == ROW_LIMIT:
            raise _refused(_("The file has more than %(limit)s rows. Split it."), ROW_LIMIT)
        rows.append(Row(number, tuple(cells)))
    if not header:
        raise _refused(_("The file is empty."))
    width = max(len(header), *(len(row.cells) for row in rows)) if rows else len(header)
    wide = [Row(row.number, row.cells + ("",) * (width - len(row.cells))) for row in rows]
    return Table(header + ("",) * (width - len(header)), tuple(wide))


def _cleaned(cell: str) -> str:
    """Return the cell trimmed, without characters that no database keeps.

    An apostrophe that an export put before a formula sign is taken off again.
    """
    text = _UNSTORABLE.sub("", cell).strip()
    if len(text) > CELL_LIMIT:
        raise _refused(_("A cell has more than %(limit)s characters."), CELL_LIMIT)
    return text[1:] if re.match(r"'[=+\-@]", text) else text


def _delimiter(text: str) -> str:
    """Return the sign that stands most often in the first line that is not empty."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=line.count)


def _refused(message: str, limit: int | None = None) -> InvalidInput:
    return invalid("file", message, {"limit": f"{limit:,}"} if limit else None)
