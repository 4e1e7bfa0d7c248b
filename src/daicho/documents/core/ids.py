"""Lists of ids as one text column."""

from collections.abc import Iterable


def ids_text(ids: Iterable[int]) -> str:
    """Return ids joined by commas."""
    return ",".join(str(number) for number in ids)


def ids_from(text: str) -> list[int]:
    """Return the ids in a text made by `ids_text`."""
    return [int(part) for part in text.split(",") if part]
