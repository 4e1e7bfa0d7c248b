"""API operations as data. Packages declare them; `faces.zoho` mounts them under both prefixes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel

from daicho.kernel.context import Application, Ctx
from daicho.kernel.errors import InvalidInput, NotFound, invalid, missing
from daicho.kernel.text import noop as _
from daicho.platform.listing import CONTROL, Criteria, Listing, Rows, criteria_from
from daicho.platform.wire.schema import to_day, to_ids, to_record_id
from daicho.platform.wire.views import saved_parameters

Body = TypeVar("Body", bound=BaseModel | None)
Value = TypeVar("Value")
Method = Literal["GET", "POST", "PUT", "DELETE"]
Sheet = Literal["csv", "xlsx"]
Format = Literal["json", "pdf", "html"] | Sheet
_TYPES: Mapping[str, Format] = {"application/pdf": "pdf", "text/html": "html", "text/csv": "csv"}
_ALWAYS_KNOWN = frozenset({"organization_id", "authtoken"})
BOTH: tuple[Application, ...] = ("books", "inventory")

Json = object
"""None, bool, int, Decimal, str, or lists and mappings of these. No float ever; ids are str."""


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class UniqueIdentifier:
    """The record a client names by the value of a unique custom field, in place of its id (zoho-surface 2.7)."""

    api_name: str
    value: str
    upsert: bool


@dataclass(frozen=True, slots=True)
class Call(Generic[Body]):
    """One request to an operation.

    `path` holds the placeholders' raw text, `query` the query parameters, `headers` the headers by lower-case name.
    """

    ctx: Ctx
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Body
    files: Mapping[str, Sequence[Upload]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def given(self) -> frozenset[str]:
        """Names of the body's fields that were really sent."""
        return frozenset(self.body.model_fields_set) if isinstance(self.body, BaseModel) else frozenset()

    def record_id(self, name: str, entity: str) -> int:
        """Return the id in the path under `name`; NotFound ("<entity> does not exist.") for what cannot be an id."""
        return parse_id(self.path[name], entity)

    def criteria(self, listing: Listing) -> Criteria:
        """Return the list criteria in the query, over those of the saved view that `customview_id` names.

        Raises InvalidInput (code 2) for a value that means nothing.
        """
        view_id = self.id("customview_id")
        saved = saved_parameters(self.ctx, view_id=view_id) if view_id else {}
        return criteria_from({**saved, **self.query}, listing)[0]

    def ids(self, name: str, *, limit: int = 200) -> list[int]:
        """Return the ids of a comma-separated query parameter.

        Raises InvalidInput: code 4 when it is missing, code 2 when it is malformed or has more than `limit` ids.
        """
        ids = self._parsed(name, to_ids)
        if ids is None:
            raise InvalidInput([missing(name)])
        if len(ids) > limit:
            raise invalid(name, _("%(field)s has more than %(limit)s entries."), {"field": name, "limit": limit})
        return ids

    def id(self, name: str) -> int | None:
        """Return the id in query parameter `name`, None without it. Raises InvalidInput (code 2) for what is none."""
        return self._parsed(name, to_record_id)

    def day(self, name: str) -> date | None:
        """Return the date in query parameter `name`, None without it. Raises InvalidInput (code 2) for what is none."""
        return self._parsed(name, to_day)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return query parameter `name`, true or false. Raises InvalidInput (code 2) for anything else."""
        flag = self._parsed(name, _to_flag)
        return default if flag is None else flag

    def demand_number(self, name: str) -> None:
        """Raise InvalidInput (code 4) where the client numbers records itself and the body's `name` brings no number.

        That is with `ignore_auto_number_generation=true` (zoho-surface 2.7); without it a number given is used too.
        """
        if self.flag("ignore_auto_number_generation") and not getattr(self.body, name):
            raise InvalidInput([missing(name)])

    def format(self, *sheets: Sheet) -> Format:
        """Return what the client wants: `accept=`, `print=true`, or the Accept header; `sheets` may be wanted of lists.

        Raises InvalidInput (code 2) for a format there is none of.
        """
        formats: dict[str, Format] = {"json": "json", "pdf": "pdf", "html": "html"}
        formats |= {name: name for name in sheets}
        if wanted := self.query.get("accept", "").lower():
            if wanted not in formats:
                raise invalid("accept", _("Invalid value passed for %(field)s"), {"field": "accept"})
            return formats[wanted]
        if self.flag("print"):
            return "pdf"
        accepted = self.headers.get("accept", "").partition(",")[0].partition(";")[0].strip().lower()
        return formats.get(_TYPES.get(accepted, "json"), "json")

    def unique_identifier(self) -> UniqueIdentifier:
        """Return what X-Unique-Identifier-Key, -Value and X-Upsert say. Raises InvalidInput (code 4) without them."""
        names = ("X-Unique-Identifier-Key", "X-Unique-Identifier-Value")
        key, value = (_utf8(self.headers.get(name.lower(), "")).strip() for name in names)
        absent = [missing(name) for name, text in zip(names, (key, value), strict=True) if not text]
        if absent:
            raise InvalidInput(absent)
        return UniqueIdentifier(key, value, self.headers.get("x-upsert", "").strip().lower() == "true")

    def _parsed(self, name: str, parse: Callable[[object], Value]) -> Value | None:
        text = self.query.get(name, "").strip()
        try:
            return parse(text) if text else None
        except ValueError:
            raise invalid(name, _("Invalid value passed for %(field)s"), {"field": name}) from None


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
    `parameters` further query parameters that mean something; `file_fields` the names of accepted file parts; `alone`
    marks calls outside an organisation.
    """

    method: Method
    path: str
    permission: str
    scope: str
    handler: Callable[[Call[Any]], Answer]
    summary: str
    body: type[BaseModel] | None = None
    listing: Listing | None = None
    parameters: tuple[str, ...] = ()
    file_fields: tuple[str, ...] = ()
    applications: tuple[Application, ...] = BOTH
    alone: bool = False

    def known_parameters(self) -> frozenset[str]:
        """Return the query parameters that mean something; all others are named in the answer as ignored."""
        known = _ALWAYS_KNOWN.union(self.parameters, self.file_fields)
        return known.union(CONTROL, self.listing.parameters()) if self.listing else known


def parse_id(text: str, entity: str) -> int:
    """Return `text` as an id. Raises NotFound with "<entity> does not exist." for anything that cannot be one."""
    try:
        return to_record_id(text)
    except ValueError:
        raise NotFound(_("%(entity)s does not exist."), {"entity": entity}) from None


def _utf8(header: str) -> str:
    """Return the text of a header whose bytes are UTF-8; WSGI hands them over as Latin-1."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _to_flag(value: object) -> bool:
    if value in {"true", "false"}:
        return value == "true"
    raise ValueError("neither true nor false")


__all__ = [
    "BOTH",
    "Answer",
    "Call",
    "Done",
    "Download",
    "Format",
    "InvalidInput",
    "Json",
    "Listed",
    "Method",
    "Operation",
    "Record",
    "UniqueIdentifier",
    "Upload",
    "parse_id",
]
