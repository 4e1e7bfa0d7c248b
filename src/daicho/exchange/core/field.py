"""The columns a file may have: what each is called, and what its cells hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from unicodedata import normalize

CellKind = Literal[
    "text", "code", "number", "micro", "flag", "day", "choice", "terms", "account", "tax", "contact", "item", "parent"
]
"""How a cell is read. `micro`: a number in 10^-6; `account`, `tax`, `contact`, `item`, `parent`: the name of a
record, of an item its SKU as well."""

Kind = Literal[
    "contacts", "items", "accounts",
    "estimates", "salesorders", "invoices", "creditnotes", "purchaseorders", "bills", "vendorcredits",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportField:
    """A field that a column may fill. The header names that mean it are in data/headers.csv.

    `choices` maps a word, as `plain` makes it, to the stored value. `group` gathers fields in the choice on screen.
    """

    key: str
    label: str
    kind: CellKind = "text"
    choices: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class ImportKind:
    """Something that can be imported.

    `entity` names its custom fields. `errors` maps names in a command's field errors to keys of `fields`. `headers` is
    the kind whose header names in data/headers.csv are its own ("": that of its name).
    """

    name: Kind
    title: str
    entity: str
    fields: tuple[ImportField, ...]
    errors: Mapping[str, str]
    headers: str = ""

    def field(self, key: str) -> ImportField | None:
        """Return the field with this key."""
        return next((item for item in self.fields if item.key == key), None)


def plain(text: str) -> str:
    """Return a header or word for comparison: width, case, spaces and signs do not matter."""
    return re.sub(r"[\W_]+", "", normalize("NFKC", text).casefold())


def same_name(text: str) -> str:
    """Return a record's name for comparison: width, case and the number of spaces do not matter."""
    return " ".join(normalize("NFKC", text).casefold().split())


def words(**choices: str) -> dict[str, str]:
    """Return word → value from value="word, word, …"; the value itself is one of its words."""
    return {plain(word): value for value, text in choices.items() for word in (value, *text.split(","))}
