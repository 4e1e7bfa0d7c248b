"""登録番号, the number of a qualified invoice issuer: T and 13 digits (japan.md 1.5)."""

import re
import unicodedata

_SHAPE = re.compile(r"T[1-9]\d{12}")


def normal_registration_number(text: str) -> str:
    """Return `text` in half width, upper case, without spaces and hyphens (REG-01)."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return re.sub(r"[\s\-‐‑–—−ー]", "", plain)


def is_registration_number(number: str) -> bool:
    """Tell whether a normalised number has the shape T + 13 digits, the first not 0 (REG-01)."""
    return _SHAPE.fullmatch(number) is not None and number.isascii()


def is_corporate(number: str) -> bool:
    """Tell whether the digits of a well-shaped number pass the check rule of 法人番号 (REG-02).

    Individuals' numbers need not, so for them a failure is only worth a warning (REG-03).
    """
    check, digits = int(number[1]), [int(digit) for digit in reversed(number[2:])]
    weighted = sum(digit * (1 if position % 2 == 0 else 2) for position, digit in enumerate(digits))
    return check == 9 - weighted % 9
