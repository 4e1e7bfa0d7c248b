"""Translations: `compile` makes the catalogues, `check` demands that they are complete.

English is the language of the source, so a text is its own key. Every package has one file per language,
locale/<language>/<package>.po; they are merged into the one catalogue Django reads,
locale/<language>/LC_MESSAGES/django.mo. locale/ja/libraries.po holds Japanese for texts of libraries; nothing in it
counts as stale.

    python -m tools.messages compile
    python -m tools.messages check            everything
    python -m tools.messages check contacts   only what src/daicho/contacts says
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("ja", "en")
TRANSLATED = "ja"
LIBRARIES = "libraries.po"
KEYWORDS = {
    **dict.fromkeys(("_", "noop", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PARAMETER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")

# What gettext looks a text up by: its context, and the text itself (of two forms, the singular).
Key = tuple[str | None, str]


class Conflict(Exception):
    """Two files translate one text differently, or one file holds it twice."""


class OneEach(Catalog):
    """The texts of one file; the second entry of a text raises Conflict instead of being merged unseen."""

    def __setitem__(self, id: Any, message: Message) -> None:
        """Add the message, or raise Conflict."""
        if id and self.get(id, message.context):
            sentence = f"{id!r} stands twice in one file"
            raise Conflict(sentence)
        super().__setitem__(id, message)


@dataclass
class Text:
    """A text of the source: its plural form if it has one, and where it stands ("path:line")."""

    plural: str | None
    places: list[str] = field(default_factory=list)


# ---------------------------------------------------------------- reading


def extract_template(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Extract from a Django template ({% translate %}, {% blocktranslate %}, _("…")) for Babel."""
    calls = templatize(fileobj.read().decode())
    without_indentation = "\n".join(line.lstrip() for line in calls.split("\n"))  # Babel reads it as Python
    return extract_python(BytesIO(without_indentation.encode()), keywords, comment_tags, options)


def source_files(source: Path) -> Iterator[Path]:
    """Yield every Python file and template below the source folder."""
    for path in sorted(source.rglob("*")):
        in_templates = "templates" in path.parts and path.suffix in {".html", ".txt"}
        if in_templates or (path.suffix == ".py" and "migrations" not in path.parts):
            yield path


def extract_texts(source: Path, root: Path) -> dict[Key, Text]:
    """Return every translatable text below `source`; places are relative to `root`."""
    texts: dict[Key, Text] = {}
    for path in source_files(source):
        method: Any = "python" if path.suffix == ".py" else extract_template
        with path.open("rb") as file:
            for line, found, _comments, context in extract(method, file, keywords=KEYWORDS):
                singular, plural = found if isinstance(found, tuple) else (found, None)
                text = texts.setdefault((context, singular), Text(plural))
                text.plural = text.plural or plural
                text.places.append(f"{path.relative_to(root)}:{line}")
    return texts


def key_of(message: Message) -> Key:
    """Return what gettext looks this message up by."""
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def read_catalogue(language: str, locale: Path) -> dict[Key, tuple[Message, Path]]:
    """Return the translations of all the language's files, and the file each stands in.

    Raises Conflict where two files differ about one text, or one file holds it twice.
    """
    merged: dict[Key, tuple[Message, Path]] = {}
    for path in sorted((locale / language).glob("*.po")):
        catalogue = OneEach(locale=language)
        with path.open("rb") as file:
            PoFileParser(catalogue).parse(file)
        for message in catalogue:
            if not message.id:
                continue
            earlier, place = merged.setdefault(key_of(message), (message, path))
            if earlier.string != message.string:
                sentence = f"{message.id!r} is translated differently in {place.name} and {path.name}"
                raise Conflict(sentence)
    return merged


# ---------------------------------------------------------------- what the commands do


def compile_catalogue(language: str, locale: Path) -> Path:
    """Merge the language's files into the catalogue Django reads; return its path."""
    catalogue = Catalog(locale=language, project="daicho")
    for message, _path in read_catalogue(language, locale).values():
        if is_translated(message):
            catalogue.add(message.id, message.string, flags=message.flags, context=message.context)
    target = locale / language / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)
    return target


def forms_of(message: Message) -> tuple[str, ...]:
    """Return the translation's forms: one, or one per plural form of the language."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def is_translated(message: Message) -> bool:
    """Whether the message has all its forms and is not marked as a guess."""
    forms = forms_of(message)
    return bool(forms) and all(forms) and not message.fuzzy


def wrong_parameters(message: Message) -> bool:
    """Whether a translation names other parameters than its text."""
    full = message.id if isinstance(message.id, str) else message.id[-1]
    wanted = set(PARAMETER.findall(full))
    return any(set(PARAMETER.findall(form)) != wanted for form in forms_of(message))


def as_po_entry(key: Key, text: Text) -> str:
    """Return the missing text as an empty entry, ready to be filled in."""
    context, singular = key
    quoted = [("msgctxt", context), ("msgid", singular), ("msgid_plural", text.plural)]
    lines = [f"#: {' '.join(text.places[:3])}"]
    lines += [f'{name} "{escaped(value)}"' for name, value in quoted if value is not None]
    return "\n".join([*lines, 'msgstr[0] ""' if text.plural else 'msgstr ""', ""])


def escaped(value: str) -> str:
    """Return the text as it stands between quotes in a .po file."""
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def find_faults(source: Path, locale: Path, root: Path, *, whole: bool = True) -> list[str]:
    """Return one paragraph per missing, stale or wrongly parametrised Japanese translation.

    Stale ones are looked for only when `source` is the whole source.
    """
    texts = extract_texts(source, root)
    translations = read_catalogue(TRANSLATED, locale)
    faults = []
    for key, text in texts.items():
        message, path = translations.get(key, (None, None))
        if message is None or path is None or not is_translated(message):
            faults.append(f"missing in {TRANSLATED}:\n{as_po_entry(key, text)}")
        elif wrong_parameters(message):
            faults.append(f"{path.relative_to(root)}: other parameters than the text: {key[1]!r}")
    if whole:
        faults += [
            f"{path.relative_to(root)}: stale, no longer in the source: {key[1]!r}"
            for key, (_message, path) in translations.items()
            if key not in texts and path.name != LIBRARIES
        ]
    return faults


def check(package: str | None) -> int:
    """Print what is missing or stale; return the exit code."""
    source = ROOT / "src" / "daicho" / (package or "")
    faults = find_faults(source, ROOT / "locale", ROOT, whole=package is None)
    print("\n".join(faults) if faults else "messages: complete")
    if faults:
        print(f"messages: {len(faults)} faults", file=sys.stderr)
    return 1 if faults else 0


def main() -> int:
    """Run `compile` or `check`; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description=__doc__)
    parser.add_argument("action", choices=("compile", "check"))
    parser.add_argument("package", nargs="?", help="check only this package of src/daicho")
    arguments = parser.parse_args()
    try:
        if arguments.action == "check":
            return check(arguments.package)
        for language in LANGUAGES:
            compile_catalogue(language, ROOT / "locale")
    except Conflict as conflict:
        print(f"messages: {conflict}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
