"""PDF by Typst (docs/adr/0008-typst-for-pdf.md): one warm compiler in a process, files and fonts of this folder only.

Data go in as JSON and are shown as text: nothing a person writes is ever run. No template imports a package, so nothing
is fetched.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Literal

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


def svg_of(template: str, data: Mapping[str, object], *, at: datetime) -> bytes:
    """Return the first page of `data` set by `paper/<template>.typ` as a picture (SVG). Raises Unprintable."""
    pages = _compiled(template, data, at, "svg")
    return pages[0] if isinstance(pages, list) else pages


def pdf_of(template: str, data: Mapping[str, object], *, at: datetime) -> bytes:
    """Return `data` set by `paper/<template>.typ` as a PDF that says it was made `at` that moment.

    Raises Unprintable.
    """
    pdf = _compiled(template, data, at, "pdf")
    assert isinstance(pdf, bytes), "a PDF is one file"
    return pdf


def _compiled(
    template: str, data: Mapping[str, object], at: datetime, format_: Literal["pdf", "svg"]
) -> bytes | list[bytes]:
    inputs = {"data": orjson.dumps(data).decode()}
    path = str(_PAPER / f"{template}.typ")
    try:
        with _lock:
            made = _compiler().compile(
                input=path, format=format_, sys_inputs=inputs, timestamp=at.replace(microsecond=0)
            )
    except typst.TypstError as error:
        raise Unprintable(str(error)) from error
    assert made is not None, "nothing was to be written to a file"
    return made
