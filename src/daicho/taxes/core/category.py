"""Kinds of supply and the Japanese tax codes (税区分) that follow from them.

The codes and their dates stand in data/tax_codes_ja.csv (japan.md 1.1: TAX-01 to TAX-04).
"""

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Literal

from daicho.kernel.text import noop as _

Direction = Literal["sale", "purchase"]


class Category(StrEnum):
    """Kind of supply. The first three are taxable; exempt, export and out of scope are never one "0 %"."""

    STANDARD = "standard"
    REDUCED = "reduced"
    REDUCED_NEWSPAPER = "reduced_newspaper"
    EXEMPT = "exempt"
    EXPORT = "export"
    OUT_OF_SCOPE = "out_of_scope"


CATEGORY_NAMES = {
    Category.STANDARD: _("Standard rate"),
    Category.REDUCED: _("Reduced rate"),
    Category.REDUCED_NEWSPAPER: _("Reduced rate (newspapers)"),
    Category.EXEMPT: _("Exempt"),
    Category.EXPORT: _("Zero-rated export"),
    Category.OUT_OF_SCOPE: _("Out of scope"),
}

TAXABLE = frozenset({Category.STANDARD, Category.REDUCED, Category.REDUCED_NEWSPAPER})


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A Japanese tax code. `valid_to` is included; None: open. `short_name` is what ledgers print."""

    code: str
    name_ja: str
    short_name_ja: str
    name_en: str
    valid_from: date | None
    valid_to: date | None


_SALE = {
    Category.STANDARD: ("S10", "S8O"),
    Category.REDUCED: ("S8R",),
    Category.REDUCED_NEWSPAPER: ("S8N",),
    Category.EXEMPT: ("SNT",),
    Category.EXPORT: ("SEX",),
}
_PURCHASE: dict[Category, tuple[str, ...]] = {
    Category.STANDARD: ("P10",),
    Category.REDUCED: ("P8R",),
    Category.REDUCED_NEWSPAPER: ("P8R",),
    Category.EXEMPT: ("PNT",),
}
_UNREGISTERED: dict[Category, tuple[str, ...]] = {
    Category.STANDARD: ("P10E", "P10X"),
    Category.REDUCED: ("P8E", "P10X"),
    Category.REDUCED_NEWSPAPER: ("P8E", "P10X"),
}


@cache
def tax_codes() -> dict[str, TaxCode]:
    """Return every Japanese tax code by its key."""
    text = files("daicho.taxes").joinpath("data", "tax_codes_ja.csv").read_text("utf-8-sig")
    return {
        row["code"]: TaxCode(
            row["code"], row["name_ja"], row["short_ja"], row["name_en"], _day(row["valid_from"]), _day(row["valid_to"])
        )
        for row in csv.DictReader(text.splitlines())
    }


def tax_code(category: Category, direction: Direction, day: date, *, vendor_registered: bool = True) -> str:
    """Return the code of a supply made on `day`; "OUT" where none applies.

    `vendor_registered` tells whether a purchase comes with a qualified invoice (japan.md ITC-02).
    """
    table = _SALE if direction == "sale" else _PURCHASE
    choices = table.get(category, ())
    if direction == "purchase" and not vendor_registered:
        choices = _UNREGISTERED.get(category, choices)
    codes = tax_codes()
    return next((code for code in choices if _is_valid(codes[code], day)), "OUT")


def _is_valid(code: TaxCode, day: date) -> bool:
    return (code.valid_from is None or code.valid_from <= day) and (code.valid_to is None or day <= code.valid_to)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
