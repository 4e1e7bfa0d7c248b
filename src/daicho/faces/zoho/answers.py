"""What a handler answers, as an HTTP answer in Zoho's envelope (zoho-surface 2.5)."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from daicho.faces.zoho.errors import Failure
from daicho.platform.listing import Listing
from daicho.platform.text import filled
from daicho.platform.wire.operation import Answer, Download, Json, Listed, Operation, Record
from daicho.platform.wire.writer import to_json

_JSON = "application/json;charset=UTF-8"
_IGNORED_LENGTH = 1000


def json_response(body: Mapping[str, Json], status: int = 200) -> HttpResponse:
    """Return a JSON answer."""
    return HttpResponse(to_json(body), content_type=_JSON, status=status)


def kept_response(body: str, status: int) -> HttpResponse:
    """Return an answer that was given before."""
    return HttpResponse(body, content_type=_JSON, status=status)


def failure_response(failed: Failure) -> HttpResponse:
    """Return the answer to an error: never an entity, `code` never 0."""
    return json_response({"code": failed.code, "message": failed.message}, failed.status)


def render(operation: Operation, answer: Answer) -> HttpResponse:
    """Return the answer of `operation`; sentences in the active language."""
    if isinstance(answer, Download):
        return _download(answer)
    if isinstance(answer, Listed):
        return json_response(_listed(operation.listing, answer))
    body: dict[str, Json] = {"code": 0, "message": filled(answer.message, answer.parameters)}
    if isinstance(answer, Record):
        body |= dict.fromkeys((answer.key, *answer.also), answer.value)
    else:
        body |= answer.extra
    return json_response(body, answer.status)


def ignored_header(names: Iterable[str]) -> str:
    """Return the names of ignored parameters as a header value that nobody can break out of."""
    return ",".join(quote(name, safe="") for name in names)[:_IGNORED_LENGTH]


def _listed(listing: Listing | None, answer: Listed) -> dict[str, Json]:
    rows = dict.fromkeys((answer.key, *answer.also), answer.rows)
    return {"code": 0, "message": gettext("success"), **rows, "page_context": _page_context(listing, answer)}


def _page_context(listing: Listing | None, answer: Listed) -> dict[str, Json]:
    criteria = answer.criteria
    descending = bool(criteria and criteria.descending)
    column = criteria.sort if criteria else ""
    if listing and not column:
        column = next((name for name, path in listing.sorts.items() if path == listing.default_sort), "")
    if listing and criteria and criteria.descending is None:
        descending = listing.default_descending
    context: dict[str, Json] = {
        "page": criteria.page if criteria else 1,
        "per_page": criteria.per_page if criteria else 200,
        "has_more_page": answer.has_more,
        "report_name": gettext(answer.report_name) if answer.report_name else answer.key,
        "applied_filter": (criteria.view if criteria else "") or "Status.All",
        "sort_column": column,
        "sort_order": "D" if descending else "A",
        "custom_fields": [],
    }
    if criteria and answer.total is not None:
        context |= {"total": answer.total, "total_pages": -(-answer.total // criteria.per_page)}
    return context


def _download(answer: Download) -> HttpResponse:
    response = HttpResponse(answer.content, content_type=answer.content_type)
    response["Content-Disposition"] = content_disposition_header(not answer.inline, answer.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
