"""The text in which items are searched: case, width and kana do not matter."""

import unicodedata
from collections.abc import Iterable

_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
"""Katakana letter → the same in hiragana."""


def folded(text: str) -> str:
    """Return `text` with full-width forms made plain, letters small and katakana as hiragana."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_KATAKANA)


def search_text(parts: Iterable[str]) -> str:
    """Return the searchable text of an item from its names, codes and barcodes (also without hyphens)."""
    words: list[str] = []
    for part in parts:
        word = folded(part.strip())
        words += [word, word.replace("-", "")] if "-" in word else [word]
    return "\n".join(dict.fromkeys(word for word in words if word))
