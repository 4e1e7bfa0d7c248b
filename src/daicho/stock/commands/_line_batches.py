"""The batches and serial numbers that lines of stock's own documents name, on their way to be kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from daicho.kernel.context import Ctx
from daicho.stock.commands.keep_batches import keep_batches
from daicho.stock.core.batches import BatchedLine


def batched_lines(
    given: Sequence[Mapping[str, Any]] | None, rows: Sequence[Any], before: Sequence[Any], incoming: Collection[int]
) -> tuple[list[BatchedLine], list[BatchedLine]]:
    """Return (lines into which goods come, other lines) whose batches a document gives, or loses.

    `given`: the lines as they came (None: they stay), one for each of `rows`; `before`: the rows as they were. A line
    that does not tell its batches keeps them as long as it is about the same item; one that goes names none.
    `incoming`: the ids of the lines that bring goods.
    """
    if given is None:
        return [], []
    earlier = {row.line_id: row for row in before}
    lines = {
        row.line_id: BatchedLine(_line_ids(row), row.item_id, f"line_items[{place}]", line.get("batches") or ())
        for place, (line, row) in enumerate(zip(given, rows, strict=True))
        if line.get("batches") is not None or _is_other(earlier.get(row.line_id), row)
    }
    kept = {row.line_id for row in rows}
    gone = [none_named(row) for row in before if row.line_id not in kept]
    coming = [line for line_id, line in lines.items() if line_id in incoming]
    return coming, [line for line_id, line in lines.items() if line_id not in incoming] + gone


def none_named(row: Any) -> BatchedLine:
    """Return a line that goes with its document, so that it names no batch any more."""
    return BatchedLine(_line_ids(row), row.item_id, "", ())


def keep_line_batches(ctx: Ctx, coming: Sequence[BatchedLine], others: Sequence[BatchedLine]) -> dict[str, object]:
    """Keep what the lines name, and return it for the document's history: nothing where no line told anything."""
    for lines, makes in ((coming, True), (others, False)):
        if lines:
            keep_batches(ctx, lines=lines, makes=makes)
    told = [line for line in (*coming, *others) if line.name]
    if not any(line.batches for line in told):
        return {}
    named = [{"line_id": line.line_ids[0], "batches": [asdict(batch) for batch in line.batches]} for line in told]
    return {"batches": named}


def _is_other(earlier: Any, row: Any) -> bool:
    return earlier is not None and bool(earlier.item_id != row.item_id)


def _line_ids(row: Any) -> tuple[int, ...]:
    names = ("line_id", "into_transit_id", "out_of_transit_id", "arrival_id")
    return tuple(getattr(row, name) for name in names if hasattr(row, name))
