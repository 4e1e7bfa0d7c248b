"""Names as people compare them: width, case and spaces do not tell two names apart."""

from unicodedata import normalize


def name_key(name: str) -> str:
    """Return `name` for comparison: NFKC (ＡＢＣ and ABC, ﾐﾅﾄ and ミナト are one), case-folded, spaces collapsed."""
    return " ".join(normalize("NFKC", name).casefold().split())


def sort_key(name: str, kana: str) -> str:
    """Return what a name is sorted by: its reading in hiragana where one is given, else the name."""
    return search_key(kana or name)


def search_key(*texts: str) -> str:
    """Return texts as they are searched in, or searched for: their keys, katakana as hiragana."""
    return "".join(_hiragana(character) for character in name_key(" ".join(texts)))


def _hiragana(character: str) -> str:
    return chr(ord(character) - 0x60) if "ァ" <= character <= "ヶ" else character
