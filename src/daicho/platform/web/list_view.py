"""The one view of all lists: what is asked is in the address, so that it can be kept, shared and returned to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext, ngettext

from daicho.kernel.errors import DaichoError, FieldError, InvalidInput, NotFound
from daicho.kernel.text import noop
from daicho.platform.listing import criteria_from
from daicho.platform.text import sentence
from daicho.platform.web.cells import exported
from daicho.platform.web.detail import go_to
from daicho.platform.web.exports import CSV, XLSX, as_csv, as_xlsx
from daicho.platform.web.fields import plain_number
from daicho.platform.web.list_parts import COUNTED, Asked, list_parts
from daicho.platform.web.lists import BulkAction, ListPage
from daicho.platform.web.page import Page, PageRequest, page_url
from daicho.platform.web.render import announce, render_page
from daicho.platform.web.saved_views import ListSettings, choose_columns, delete_view, list_settings, save_view

EXPORT_LIMIT = 100_000
_EXPORT_PAGE = 2000
_BULK_LIMIT = 200


def list_pages(page: ListPage[Any], path: str) -> list[Page]:
    """Return the pages of a list: itself at `path`, and export, bulk actions, columns and views below it."""

    def made(suffix: str, below: str, view: Any) -> Page:
        def bound(request: PageRequest, **values: object) -> HttpResponse:
            try:
                answer: HttpResponse = view(request, page, **values)
            except InvalidInput as error:
                raise InvalidInput([_labelled(page, item) for item in error.errors]) from error
            return answer

        return Page(
            path + below,
            page.name + suffix,
            page.permission,
            bound,
            applications=page.applications,
            followed=suffix == "",
        )

    return [
        made("", "", _show),
        made("_export", "list/export/", _export),
        made("_bulk", "list/bulk/", _bulk),
        made("_columns", "list/columns/", _choose_columns),
        made("_views", "list/views/", _save_view),
        made("_view_delete", "list/views/<id:view_id>/delete/", _delete_view),
    ]


def _labelled(page: ListPage[Any], error: FieldError) -> FieldError:
    """Name the filter of an error as the person sees it."""
    chip = next((chip for chip in page.chips if error.field.startswith(chip.name)), None)
    if chip is None or error.parameters.get("field") != error.field:
        return error
    return FieldError(error.field, error.message, {**error.parameters, "field": str(chip.label)}, error.code)


def asked_of(request: PageRequest, page: ListPage[Any], settings: ListSettings) -> Asked:
    """Return what the request's address asks of the list. Raises InvalidInput for values that mean nothing."""
    kinds = {name: item.kind for name, (item, _lookup) in page.listing.parameters().items()}
    own = {
        name: plain_number(str(value)) if kinds.get(name) in {"amount", "quantity"} else str(value)
        for name, value in request.GET.items()
        if value
    }
    view = own.get("view", "")
    fixed: dict[str, str] = {}
    columns: Sequence[str] = settings.columns
    built_in = next((item for item in page.views if item.name == view), None)
    saved = next((item for item in settings.views if f"saved-{item.view_id}" == view), None)
    if built_in:
        fixed = {**built_in.parameters, **({"filter_by": built_in.filter_by} if built_in.filter_by else {})}
    elif saved:
        fixed = dict(parse_qsl(saved.parameters))
        columns = saved.columns or columns
        base = next((item for item in page.views if item.name == fixed.get("view")), None)
        if base:
            fixed = {**base.parameters, **({"filter_by": base.filter_by} if base.filter_by else {}), **fixed}
    elif view:
        raise NotFound(noop("View does not exist."))
    criteria, _ignored = criteria_from({**fixed, **own}, page.listing)
    criteria = replace(criteria, per_page=page.per_page, with_total=True, count_to=COUNTED + 1)
    return Asked(view, own, fixed, criteria, page.chosen_columns(columns))


def _show(request: PageRequest, page: ListPage[Any]) -> HttpResponse:
    settings = list_settings(request.ctx, list_name=page.name)
    asked = asked_of(request, page, settings)
    rows = page.rows(request.ctx, criteria=asked.criteria)
    context = {"title": page.title, **list_parts(request, page, asked, settings, rows)}
    partial = bool(request.headers.get("HX-Request"))
    return render_page(request, "lists/_region.html" if partial else "lists/list.html", context)


def _export(request: PageRequest, page: ListPage[Any]) -> HttpResponse:
    settings = list_settings(request.ctx, list_name=page.name)
    asked = asked_of(request, page, settings)
    header = [str(column.label) for column in asked.columns]
    rows = _all_rows(request, page, asked)
    name = f"{page.name}-{request.ctx.today.isoformat()}"
    if request.GET.get("format") == "xlsx":
        return download(as_xlsx(str(page.title), header, rows), f"{name}.xlsx", XLSX)
    return download(as_csv(header, rows), f"{name}.csv", CSV)


def _all_rows(request: PageRequest, page: ListPage[Any], asked: Asked) -> Iterator[list[Any]]:
    criteria = replace(asked.criteria, page=1, per_page=_EXPORT_PAGE, with_total=False)
    for number in range(1, EXPORT_LIMIT // _EXPORT_PAGE + 1):
        found = page.rows(request.ctx, criteria=replace(criteria, page=number))
        for row in found.rows:
            yield [exported(column.value(row), request.formats) for column in asked.columns]
        if not found.has_more:
            return


def download(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Return a file to be saved under `name` (plain letters)."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _bulk(request: PageRequest, page: ListPage[Any]) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    back = _back(request, page)
    action = next((item for item in page.bulk if item.name == request.POST.get("action")), None)
    if action is None:
        raise NotFound(noop("Action does not exist."))
    request.ctx.require(action.permission)
    ids = [int(value) for value in request.POST.getlist("ids") if value.isascii() and value.isdigit()][:_BULK_LIMIT]
    if ids and action.answer:
        return action.answer(request.ctx, ids)
    done, refusals = _applied(request, action, ids)
    if done:
        announce(request, str(action.done) % {"count": done})
    if refusals:
        told = " ".join(dict.fromkeys(refusals[:3]))
        counted = ngettext("%(count)s was left as it was:", "%(count)s were left as they were:", len(refusals))
        announce(request, f"{counted % {'count': len(refusals)}} {told}", level=messages.ERROR)
    if not ids:
        announce(request, gettext("Tick at least one row first."), level=messages.WARNING)
    return go_to(request, back)


def _applied(request: PageRequest, action: BulkAction, ids: Sequence[int]) -> tuple[int, list[str]]:
    """Do it to every row; return how many it was done to, and the sentences of what was refused."""
    done, refusals = 0, []
    for record_id in ids if action.apply else ():
        try:
            action.apply(request.ctx, record_id)  # type: ignore[misc]
            done += 1
        except DaichoError as error:
            refusals.append(sentence(error))
    return done, refusals


def _choose_columns(request: PageRequest, page: ListPage[Any]) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    chosen = [column.name for column in page.columns if column.name in request.POST.getlist("columns")]
    choose_columns(request.ctx, list_name=page.name, columns=chosen)
    return go_to(request, _back(request, page))


def _save_view(request: PageRequest, page: ListPage[Any]) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    parameters = dict(parse_qsl(request.POST.get("query", "").lstrip("?")))
    parameters.pop("page", None)
    if parameters.get("view", "").startswith("saved-"):
        parameters.pop("view")
    columns = [column.name for column in page.columns if column.name in request.POST.getlist("columns")]
    try:
        view_id = save_view(
            request.ctx,
            list_name=page.name,
            name=request.POST.get("name", ""),
            parameters=urlencode(parameters),
            columns=columns,
            shared=request.POST.get("shared") == "on",
        )
    except InvalidInput as error:
        announce(request, sentence(error), level=messages.ERROR)
        return go_to(request, _back(request, page))
    announce(request, gettext("The view has been saved."))
    return go_to(request, f"{page_url(request.ctx, page.name)}?view=saved-{view_id}")


def _delete_view(request: PageRequest, page: ListPage[Any], view_id: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    delete_view(request.ctx, list_name=page.name, view_id=view_id)
    announce(request, gettext("The view has been deleted."))
    return go_to(request, page_url(request.ctx, page.name))


def _back(request: PageRequest, page: ListPage[Any]) -> str:
    """Return the list's address with what was asked of it when the form was sent."""
    query = request.POST.get("query", "").lstrip("?")
    url = page_url(request.ctx, page.name)
    return f"{url}?{urlencode(parse_qsl(query))}" if query else url
