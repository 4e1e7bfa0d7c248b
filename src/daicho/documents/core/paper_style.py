"""How an organisation's papers of one kind look, and the words it chose for them and their letters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from daicho.kernel.text import noop as _

LANGUAGES = ("ja", "en")
ACCENT = "#1f2937"
COLUMNS: Mapping[str, str] = {
    "description": _("Description"),
    "unit": _("Unit"),
    "discount": _("Discount"),
    "tax": _("Tax"),
}
"""Columns of the lines that can be left out → how they are called."""
TEXTS: Mapping[str, int] = {"title": 40, "lead": 300, "notes_label": 60, "terms_label": 60}
"""What can be said in one's own words → characters at most."""
LETTER = {"subject": 500, "body": 10_000}
PLACEHOLDERS: Mapping[str, str] = {
    "greeting": _("Greeting"),
    "number": _("Number"),
    "date": _("Date"),
    "due": _("Due date"),
    "total": _("Total"),
    "balance": _("Balance due"),
    "sender": _("Your name"),
    "organization": _("Organization"),
}
"""What stands in braces in a letter → what it becomes."""
LINK = "link"
"""Stands in letters about documents that are shared; becomes a new link when the letter goes out."""

COLOR = re.compile(r"\A#[0-9a-f]{6}\Z")
_BRACED = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class PaperStyle:
    """`hidden` are of `COLUMNS`; `texts` is language → name of `TEXTS` → words, empty ones left to the standard."""

    accent: str = ACCENT
    hidden: frozenset[str] = frozenset()
    has_logo: bool = True
    has_seal: bool = True
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def text(self, language: str, name: str, standard: str) -> str:
        """Return the organisation's own words in `language`, else the standard ones."""
        return self.texts.get(language, {}).get(name, "") or standard


def style_from(stored: Mapping[str, object]) -> PaperStyle:
    """Return the style kept as JSON by `style_values`; standard where nothing is kept."""
    texts = stored.get("texts")
    hidden = stored.get("hidden")
    return PaperStyle(
        accent=str(stored.get("accent", ACCENT)),
        hidden=frozenset(str(name) for name in hidden) if isinstance(hidden, list) else frozenset(),
        has_logo=bool(stored.get("has_logo", True)),
        has_seal=bool(stored.get("has_seal", True)),
        texts=texts if isinstance(texts, dict) else {},
    )


def style_values(style: PaperStyle) -> dict[str, object]:
    """Return the style as JSON."""
    return {
        "accent": style.accent,
        "hidden": sorted(style.hidden),
        "has_logo": style.has_logo,
        "has_seal": style.has_seal,
        "texts": {
            language: {name: text for name, text in texts.items() if text} for language, texts in style.texts.items()
        },
    }


def style_faults(style: PaperStyle) -> list[str]:
    """Return the names of what is wrong with a style."""
    faults = [] if COLOR.fullmatch(style.accent) else ["accent"]
    faults += [] if style.hidden <= COLUMNS.keys() else ["hidden"]
    return faults + [
        name
        for texts in style.texts.values()
        for name, text in texts.items()
        if name not in TEXTS or len(text) > TEXTS[name]
    ]


def placeholders(*, is_shared: bool) -> Mapping[str, str]:
    """Return what may stand in a letter about documents of a kind."""
    return {**PLACEHOLDERS, LINK: _("A link to see it online")} if is_shared else PLACEHOLDERS


def holds_link(text: str) -> bool:
    """Tell whether a link is to be put into a letter's text."""
    return LINK in {found.strip() for found in _BRACED.findall(text)}


def letter_faults(letter: Mapping[str, str], *, is_shared: bool = False) -> list[str]:
    """Return the names of the parts of a letter that are too long, or that hold a placeholder nobody fills."""
    known = {"subject": PLACEHOLDERS.keys(), "body": placeholders(is_shared=is_shared).keys()}
    return [
        name
        for name, text in letter.items()
        if len(text) > LETTER[name]
        or not {found.strip() for found in _BRACED.findall(text)} <= known[name]
        or (name == "subject" and "\n" in text)
    ]


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a letter's text with its placeholders replaced by their values."""
    return _BRACED.sub(lambda found: values.get(found[1].strip(), found[0]), text)
