"""The first sheet of a workbook, read in a process of its own.

A workbook of a few hundred bytes can make a reader ask for half a terabyte (two cells in far corners), which ends its
process at once. So the reader runs beside the server, with limits on memory and time; as a program it takes the file
on its standard input and writes the sheet as JSON.
"""

import os
import resource
import subprocess
import sys
from datetime import date, datetime
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import orjson
from python_calamine import load_workbook

from daicho.kernel.errors import InvalidInput, invalid
from daicho.kernel.text import noop as _

MEMORY = 1024 * 1024 * 1024
"""Most bytes of address space the reader may have."""
SECONDS = 60
_UNPACKED_LIMIT = 200 * 1024 * 1024


def workbook_records(content: bytes) -> list[list[str]]:
    """Return the rows of the first sheet as text; numbers exact, dates as YYYY-MM-DD.

    Raises InvalidInput for what is no workbook or asks for more memory or time than it may have.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (BadZipFile, ValueError, NotImplementedError):
        raise _refused() from None
    if unpacked > _UNPACKED_LIMIT:
        raise _refused()
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "daicho.exchange.workbook"],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env={**os.environ, "RUST_BACKTRACE": "0"},
        )
        records: list[list[str]] = orjson.loads(done.stdout)
    except (subprocess.SubprocessError, orjson.JSONDecodeError):
        raise _refused() from None
    return records


def read_sheet(content: bytes) -> list[list[str]]:
    """Return the first sheet's rows as text, in this process."""
    rows = load_workbook(BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [[_text(value) for value in row] for row in rows]


def _text(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case datetime() if value.time() == datetime.min.time():
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
        case str() | int():
            return str(value)
    return str(value).removesuffix(".0")  # what is left are binary fractions, written as the shortest that is the same


def _refused() -> InvalidInput:
    return invalid("file", _("The file is not a workbook that can be read. Save it as .xlsx or as CSV and try again."))


def main() -> None:
    """Read a workbook from standard input and write its first sheet to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.buffer.write(orjson.dumps(read_sheet(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
