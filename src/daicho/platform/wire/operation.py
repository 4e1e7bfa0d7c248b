"""API operations as data. Packages declare them; `faces.zoho` mounts them under both prefixes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel

from daicho.kernel.context import Application, Ctx
from daicho.kernel.errors import InvalidInput, NotFound, invalid
from daicho.kernel.text import noop as _
from daicho.platform.listing import Criteria, Listing, Rows, criteria_from, is_id

Body = TypeVar("Body", bound=BaseModel | None)
Method = Literal["GET", "POST", "PUT", "DELETE"]
BOTH: tuple[Application, ...] = ("books", "inventory")

Json = object
"""None, bool, int, Decimal, str, or lists and mappings of these. No float ever; ids are str."""


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file."""

    name: str
    content: bytes


@dataclass(slots=True)
class Call(Generic[Body]):
    """One request to an operation. `path` holds the placeholders' raw text, `query` the query parameters."""

    ctx: Ctx
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Body
    files: Mapping[str, Sequence[Upload]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    """Names of the body's fields that were really sent."""
    ignored: list[str] = field(default_factory=list)

    def record_id(self, name: str, entity: str) -> int:
        """Return the id in the path under `name`; NotFound ("<entity> does not exist.") for what cannot be an id."""
        return parse_id(self.path[name], entity)

    def criteria(self, listing: Listing) -> Criteria:
        """Return the list criteria in the query; unknown parameters are noted for the answer's header."""
        criteria, ignored = criteria_from(self.query, listing)
        self.ignored.extend(ignored)
        return criteria

    def ids(self, name: str, *, limit: int = 200) -> list[int]:
        """Return the ids of a comma-separated parameter. Raises InvalidInput when missing, malformed or too many."""
        parts = [part for part in self.query.get(name, "").split(",") if part]
        if not parts or len(parts) > limit or not all(is_id(part) for part in parts):
            raise invalid(name, _("Invalid value passed for %(field)s"), {"field": name}, code=4)
        return [int(part) for part in parts]


@dataclass(frozen=True, slots=True)
class Record:
    """Answer with one record under `key` (and the same under `also`)."""

    key: str
    value: Mapping[str, Json]
    message: str = _("success")
    parameters: Mapping[str, object] = field(default_factory=dict)
    status: int = 200
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """Answer with a page of records under `key`; `page` says how the list was cut (None: it is whole)."""

    key: str
    rows: Sequence[Mapping[str, Json]]
    criteria: Criteria | None = None
    has_more: bool = False
    total: int | None = None
    report_name: str = ""
    also: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        key: str,
        page: Rows[Mapping[str, Json]],
        criteria: Criteria,
        report_name: str = "",
        also: tuple[str, ...] = (),
    ) -> "Listed":
        """Return the answer for a page of serialised rows."""
        return cls(key, page.rows, criteria, page.has_more, page.total, report_name, also)


@dataclass(frozen=True, slots=True)
class Done:
    """Answer with nothing but a sentence."""

    message: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    status: int = 200
    extra: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Download:
    """Answer with a file."""

    name: str
    content_type: str
    content: bytes
    inline: bool = False


Answer = Record | Listed | Done | Download


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: method, path without prefix, what it demands, what it does.

    `scope` is the OAuth group and verb ("contacts.READ"); `body` the input schema; `listing` what a list can be asked;
    `file_fields` the names of accepted file parts; `alone` marks calls outside an organisation.
    """

    method: Method
    path: str
    permission: str
    scope: str
    handler: Callable[[Call[BaseModel | None]], Answer]
    summary: str
    body: type[BaseModel] | None = None
    listing: Listing | None = None
    parameters: tuple[str, ...] = ()
    file_fields: tuple[str, ...] = ()
    applications: tuple[Application, ...] = BOTH
    alone: bool = False


def parse_id(text: str, entity: str) -> int:
    """Return `text` as an id. Raises NotFound with "<entity> does not exist." for anything that cannot be one."""
    if not is_id(text):
        raise NotFound(_("%(entity)s does not exist."), {"entity": entity})
    return int(text)



__all__ = [
    "BOTH",
    "Answer",
    "Call",
    "Done",
    "Download",
    "InvalidInput",
    "Json",
    "Listed",
    "Operation",
    "Record",
    "Upload",
]
