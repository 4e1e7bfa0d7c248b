"""What a document says to stock and books (DESIGN §1)."""

from collections.abc import Sequence
from typing import NamedTuple

from daicho.ledger.core.posting import Line, Source
from daicho.stock.core.movement import Movement


class Effects(NamedTuple):
    """The document `source`, its own ledger lines without inventory, and its movements."""

    source: Source
    lines: Sequence[Line]
    movements: Sequence[Movement]
