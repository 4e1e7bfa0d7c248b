"""Bodies in every form Zoho's clients send them (zoho-surface 2.7), read without losing a digit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from daicho.kernel.errors import FieldError, InvalidInput
from daicho.kernel.text import noop as _
from daicho.platform.numbers import exact_number
from daicho.platform.wire.operation import Upload
from daicho.platform.wire.schema import malformed

BODY_LIMIT = 12 * 1024 * 1024
_DEPTH = 30
_INTEGER_LENGTH = 19


@dataclass(frozen=True, slots=True)
class ReceivedBody:
    """What came: the parsed JSON (None when there was none) and the files by the name of their part."""

    data: object = None
    files: Mapping[str, list[Upload]] = field(default_factory=dict)


def read_body(request: HttpRequest) -> ReceivedBody:
    """Return the body of a POST, PUT or DELETE: JSON with or without content type, or a form with `JSONString`.

    Raises InvalidInput: code 11 for malformed JSON, 4 for what is too large, too deep or given twice.
    """
    try:
        raw = _raw(request)
        if request.content_type == "multipart/form-data":
            return _multipart(request, raw)
        if request.content_type == "application/x-www-form-urlencoded":
            return ReceivedBody(_form_json(raw))
        return ReceivedBody(parse_json(raw) if raw.strip() else None)
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError, UnicodeDecodeError):
        raise malformed() from None


def parse_json(raw: bytes | str) -> object:
    """Return JSON with exact numbers (int, Decimal); JSON that was encoded twice is decoded twice.

    A number beyond all bounds stays the text it is, so that the field it was meant for refuses it by name.
    """
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw
        value = _decode(text)
        if isinstance(value, str):
            value = _decode(value)
    except (ValueError, RecursionError):
        raise malformed() from None
    _check(value, _DEPTH)
    return value


def is_plain(text: str) -> bool:
    """Tell whether both databases can keep `text`: no NUL, no half of a surrogate pair."""
    return "\x00" not in text and (text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text))


def _raw(request: HttpRequest) -> bytes:
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isascii() or not size.isdigit() or int(size[:12]) > BODY_LIMIT:
        raise InvalidInput([FieldError("body", _("The request is too large."), {}, 4)])
    raw = request.read()
    if len(raw) > BODY_LIMIT:
        raise InvalidInput([FieldError("body", _("The request is too large."), {}, 4)])
    return raw


def _form_json(raw: bytes) -> object:
    # A client that forgets the content type of its JSON is taken by many libraries for one that sends a form.
    if raw.lstrip()[:1] in {b"{", b"["}:
        return parse_json(raw)
    text = QueryDict(raw, encoding="utf-8").get("JSONString", "")
    return parse_json(text) if text else None


def _multipart(request: HttpRequest, raw: bytes) -> ReceivedBody:
    parser = MultiPartParser(request.META, BytesIO(raw), request.upload_handlers, "utf-8")
    form, files = parser.parse()
    text = form.get("JSONString") or ""
    uploads = {name: [Upload(file.name or name, file.read()) for file in files.getlist(name)] for name in files}
    return ReceivedBody(parse_json(text) if text else None, uploads)


def _decode(text: str) -> Any:
    return json.loads(text, parse_float=_float, parse_int=_integer, parse_constant=_constant, object_pairs_hook=_object)


def _float(text: str) -> Decimal | str:
    number = exact_number(text)
    return text if number is None else number


def _integer(text: str) -> int | str:
    if len(text) > _INTEGER_LENGTH or int(text) >= 2**63:
        return text
    return int(text)


def _constant(name: str) -> object:
    raise ValueError(name)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        if not is_plain(twice):
            raise ValueError(twice)
        raise InvalidInput([FieldError(twice, _("%(field)s is given twice."), {"field": twice}, 4)])
    return result


def _check(value: object, depth: int) -> None:
    """Refuse what is nested too deep and texts that a database cannot keep."""
    if isinstance(value, str):
        if not is_plain(value):
            raise malformed()
    elif isinstance(value, dict | list):
        if not depth:
            raise InvalidInput([FieldError("body", _("The JSON is nested too deep."), {}, 4)])
        for part in value.items() if isinstance(value, dict) else value:
            for element in part if isinstance(part, tuple) else (part,):
                _check(element, depth - 1)
