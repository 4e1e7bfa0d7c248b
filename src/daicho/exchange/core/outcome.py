"""What an import did, or would do."""

from dataclasses import dataclass

from daicho.exchange.core.rows import Fault


@dataclass(frozen=True, slots=True)
class Outcome:
    """Numbers of rows, ids of records, and everything that is wrong; with any fault nothing was written."""

    rows: int
    created: tuple[int, ...]
    updated: tuple[int, ...]
    skipped: int
    faults: tuple[Fault, ...]
