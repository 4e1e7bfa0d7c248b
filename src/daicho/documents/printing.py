"""PDF by Typst (docs/adr/0008-typst-for-pdf.md): one warm compiler in a process, files and fonts of this folder only.

Data go in as JSON and are shown as text: nothing a person writes is ever run. No template imports a package, so nothing
is fetched.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock

import orjson
import typst

_HERE = Path(__file__).resolve().parent
_PAPER = _HERE / "paper"
_lock = Lock()


class Unprintable(Exception):
    """The template and the data do not make a paper: a picture that is none, mostly."""


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=str(_PAPER), font_paths=[str(_HERE / "fonts")], ignore_system_fonts=True)


def pdf_of(template: str, data: Mapping[str, object], *, at: datetime) -> bytes:
    """Return `data` set by `paper/<template>.typ` as a PDF that says it was made `at` that moment.

    Raises Unprintable.
    """
    inputs = {"data": orjson.dumps(data).decode()}
    path = str(_PAPER / f"{template}.typ")
    try:
        with _lock:
            pdf = _compiler().compile(input=path, format="pdf", sys_inputs=inputs, timestamp=at.replace(microsecond=0))
    except typst.TypstError as error:
        raise Unprintable(str(error)) from error
    assert isinstance(pdf, bytes), "a PDF is one file"
    return pdf
