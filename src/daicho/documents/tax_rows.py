"""The taxes of a document per rate, as the header keeps them."""

from collections.abc import Iterable
from dataclasses import dataclass

import orjson


@dataclass(frozen=True, slots=True)
class TaxRow:
    """One tax of a document: the rate in 10^-6 per cent, the net amount it is on and the tax in minor units."""

    tax_id: int
    name: str
    percentage_micro: int
    taxable: int
    tax: int


def tax_text(rows: Iterable[TaxRow]) -> str:
    """Return the rows as the text of column `taxes`."""
    values = [[row.tax_id, row.name, row.percentage_micro, row.taxable, row.tax] for row in rows]
    return orjson.dumps(values).decode()


def tax_rows(text: str) -> list[TaxRow]:
    """Return the rows in a text made by `tax_text`."""
    return [TaxRow(*values) for values in orjson.loads(text or "[]")]
