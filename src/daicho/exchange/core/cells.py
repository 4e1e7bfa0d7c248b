"""Reading one cell: text as people and other programs write it, to an exact value."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from unicodedata import normalize

from daicho.exchange.core.field import CellKind, ImportField, plain, words
from daicho.kernel.errors import FieldError
from daicho.kernel.measure import MICRO_LIMIT
from daicho.kernel.periods import read_day
from daicho.kernel.rounding import scaled
from daicho.kernel.text import noop as _

_NUMBER = re.compile(
    r"(?P<sign>[-+△▲−]?)(?P<whole>\d+|\d{1,3}(?:,\d{3})+)(?P<fraction>\.\d+)?(?P<exponent>e[-+]?\d{1,2})?"
)
_AROUND = re.compile(r"^(?:[a-z]{3}\s+|[¥$€£₩]\s*)|\s*[円%]$")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?")
_FLAGS = words(
    yes="true,1,y,on,active,taxable,はい,有効,○,〇,使用する,する,課税",
    no="false,0,n,off,inactive,non taxable,nontaxable,いいえ,無効,×,✕,使用しない,しない,非課税",
) | {"○": "yes", "〇": "yes", "×": "no", "✕": "no"}


class Unreadable(Exception):
    """The cell's text is no value of the field; `message` is a msgid."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def read_cell(item: ImportField, text: str) -> object:
    """Return the value of a cell that is not empty. Names of records stay text.

    Raises Unreadable.
    """
    if item.kind == "choice":
        return _word(item.choices, text)
    return _READERS.get(item.kind, str)(text)


def cell_error(item: ImportField, error: Unreadable, text: str) -> FieldError:
    """Return what to tell the person about the cell."""
    return FieldError(item.key, error.message, {"value": text[:60]})


def exact(text: str) -> Decimal:
    """Return a number as written with thousands separators, full-width digits, a currency sign, △ for minus.

    Raises Unreadable.
    """
    plain_text = _AROUND.sub("", normalize("NFKC", text).strip().casefold()).strip()
    if plain_text.startswith("(") and plain_text.endswith(")"):
        plain_text = f"-{plain_text[1:-1]}"
    found = _NUMBER.fullmatch(plain_text)
    if found is None or len(plain_text) > 40:
        raise Unreadable(_("'%(value)s' is not a number."))
    digits = found["whole"].replace(",", "") + (found["fraction"] or "") + (found["exponent"] or "")
    value = Decimal(digits)
    if value > MICRO_LIMIT // 10**6:
        raise Unreadable(_("'%(value)s' is too large."))
    return -value if found["sign"] in {"-", "△", "▲", "−"} and found["sign"] else value


def _micro(text: str) -> int:
    return scaled(exact(text), 6)


def _flag(text: str) -> bool:
    key = plain(text) or text.strip()
    if key not in _FLAGS:
        raise Unreadable(_("'%(value)s' is neither yes nor no."))
    return _FLAGS[key] == "yes"


def _day(text: str) -> date:
    found = _DAY.fullmatch(normalize("NFKC", text).strip())
    try:
        if found:
            return read_day("{:0>4}-{:0>2}-{:0>2}".format(*found.groups()))
    except ValueError:
        pass
    raise Unreadable(_("'%(value)s' is not a date. Write 2026-11-24 or 2026/11/24."))


def _word(choices: Mapping[str, str], text: str) -> str:
    key = plain(text)
    if key not in choices:
        raise Unreadable(_("'%(value)s' is not one of the possible values."))
    return choices[key]


def _code(text: str) -> str:
    """Return a code in half width and upper case."""
    return normalize("NFKC", text).strip().upper()


_READERS: Mapping[CellKind, Callable[[str], object]] = {
    "number": exact,
    "micro": _micro,
    "flag": _flag,
    "day": _day,
    "code": _code,
}
