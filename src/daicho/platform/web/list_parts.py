"""What the template of lists shows, as strings ready to be written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext

from daicho.kernel.context import Application
from daicho.platform.listing import Criteria, Filter, Rows
from daicho.platform.web.cells import shown
from daicho.platform.web.lists import Chip, Column, ListPage
from daicho.platform.web.page import PageRequest, find_page_url, page_url
from daicho.platform.web.saved_views import ListSettings

COUNTED = 1000
"""A title counts rows up to this number; beyond it says "1,000+", so that a big list costs what a small one costs."""

_BOUNDS: dict[str, tuple[tuple[str, str], ...]] = {
    "text": (("_contains", ""),),
    "date": (("_start", "≥"), ("_end", "≤")),
    "moment": (("_start", "≥"), ("_end", "≤")),
    "amount": (("_greater_equals", "≥"), ("_less_equals", "≤")),
    "quantity": (("_greater_equals", "≥"), ("_less_equals", "≤")),
    "choice": (("", ""),),
    "id": (("", ""),),
    "flag": (("", ""),),
}
_INPUT_TYPES = {"date": "date", "moment": "date"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks: the chosen view, its own parameters, those the view fixes, and both as criteria."""

    view: str
    own: Mapping[str, str]
    fixed: Mapping[str, str]
    criteria: Criteria
    columns: Sequence[Column[Any]]

    def query(self, **changes: str) -> str:
        """Return the query string with some parameters changed, those set to "" left out.

        The place in the list (`after_id`) goes where the page changes.
        """
        place = {"after_id": ""} if "page" in changes else {}
        merged = {**self.own, **place, **changes}
        return "?" + urlencode({name: value for name, value in merged.items() if value})


def list_parts(
    request: PageRequest, page: ListPage[Any], asked: Asked, settings: ListSettings, rows: Rows[Any]
) -> dict[str, object]:
    """Return the template's context."""
    ctx, criteria = request.ctx, asked.criteria
    may_create = page.create and ctx.actor.may(page.create_permission or page.permission)
    filtered = bool(criteria.filters or criteria.search or criteria.view)
    bulk = [
        replace(action, label=page.word(ctx.application, f"bulk_{action.name}", action.label))
        for action in page.bulk
        if ctx.actor.may(action.permission)
    ]
    return {
        "page": page,
        "headings": [_heading(column, asked) for column in asked.columns],
        "lines": _lines(request, page, asked.columns, rows.rows),
        "totals": _totals(request, page, asked),
        "count": _count(asked, rows),
        "views": _views(ctx.application, page, asked, settings),
        "chips": [chip for item in page.chips for chip in _active_chips(request, page, item, asked)],
        "filters": [_filter(request, page, item, asked) for item in page.chips],
        "column_choice": [(column, column in asked.columns) for column in page.columns],
        "bulk": bulk,
        "filtered": filtered,
        "keep": [(name, value) for name, value in asked.own.items() if name not in {"page", "after_id", "search_text"}],
        "query": asked.query(),
        "unfiltered": asked.query(**dict.fromkeys(page.listing.parameters(), ""), page=""),
        "search": criteria.search,
        "list_url": page_url(ctx, page.name),
        "create_url": find_page_url(ctx, page.create) if may_create else "",
        "others": [
            {"url": url, "label": label, "icon": icon}
            for name, label, icon in page.others
            if (url := find_page_url(ctx, name))
        ],
        "import_url": find_page_url(ctx, page.imports)
        if page.imports and ctx.actor.may(page.imports_permission)
        else "",
        "export_url": page_url(ctx, page.name + "_export"),
        "bulk_url": page_url(ctx, page.name + "_bulk"),
        "columns_url": page_url(ctx, page.name + "_columns"),
        "views_url": page_url(ctx, page.name + "_views"),
        "delete_view_url": _delete_view_url(request, page, asked, settings),
        "previous": asked.query(page=str(criteria.page - 1)) if criteria.page > 1 else "",
        "next": _next(page, asked, rows) if rows.has_more else "",
        "from_row": (criteria.page - 1) * criteria.per_page + 1,
        "to_row": (criteria.page - 1) * criteria.per_page + len(rows.rows),
        "width": len(asked.columns) + bool(bulk),
    }


def _heading(column: Column[Any], asked: Asked) -> dict[str, object]:
    sorted_by = bool(column.sort) and asked.criteria.sort == column.sort
    descending = sorted_by and asked.criteria.descending
    order = "A" if descending or not sorted_by else "D"
    return {
        "label": column.label,
        "align": column.align,
        "query": asked.query(sort_column=column.sort, sort_order=order, page="") if column.sort else "",
        "direction": ("descending" if descending else "ascending") if sorted_by else "",
    }


def _lines(
    request: PageRequest, page: ListPage[Any], columns: Sequence[Column[Any]], rows: Sequence[Any]
) -> list[dict[str, object]]:
    lines, heading = [], ""
    for row in rows:
        line = _line(request, page, columns, row)
        named = str(page.heading(row)) if page.heading else ""
        line["heading"] = named if named != heading else ""
        heading = named
        lines.append(line)
    return lines


def _next(page: ListPage[Any], asked: Asked, rows: Rows[Any]) -> str:
    """Return the query of the page after this one: by the key of the last row, so that deep pages cost no more."""
    return asked.query(page=str(asked.criteria.page + 1), after_id=str(page.row_id(rows.rows[-1])))


def _line(request: PageRequest, page: ListPage[Any], columns: Sequence[Column[Any]], row: Any) -> dict[str, object]:
    row_id = page.row_id(row)
    main = next((column for column in columns if column.main), columns[0])
    cells = [
        (shown(column.value(row), request.formats), column.align, column.label, column is main) for column in columns
    ]
    url = page_url(request.ctx, page.detail, **{page.detail_key: row_id}) if page.detail else ""
    return {"id": row_id, "url": url, "cells": cells, "muted": page.muted is not None and page.muted(row)}


def _totals(request: PageRequest, page: ListPage[Any], asked: Asked) -> list[tuple[str, str]] | None:
    if page.totals is None:
        return None
    values = page.totals(request.ctx, criteria=asked.criteria)
    return [(shown(values.get(column.name), request.formats), column.align) for column in asked.columns]


def counted_text(number: int) -> str:
    """Return a number that was counted no further than one beyond `COUNTED`."""
    return f"{COUNTED:,}+" if number > COUNTED else f"{number:,}"


def _count(asked: Asked, rows: Rows[Any]) -> str:
    if rows.total is None:
        return ""
    return counted_text(rows.total)


def _views(
    application: Application | None, page: ListPage[Any], asked: Asked, settings: ListSettings
) -> list[dict[str, object]]:
    views = [{"label": gettext("All"), "query": "?", "active": not asked.view}]
    views += [
        {
            "label": page.word(application, view.name, view.label),
            "query": f"?view={view.name}",
            "active": asked.view == view.name,
        }
        for view in page.views
    ]
    return views + [
        {
            "label": view.name,
            "query": f"?view=saved-{view.view_id}",
            "active": asked.view == f"saved-{view.view_id}",
            "saved": True,
            "shared": view.shared,
        }
        for view in settings.views
    ]


def _delete_view_url(request: PageRequest, page: ListPage[Any], asked: Asked, settings: ListSettings) -> str:
    chosen = next((view for view in settings.views if f"saved-{view.view_id}" == asked.view and view.mine), None)
    return page_url(request.ctx, page.name + "_view_delete", view_id=chosen.view_id) if chosen else ""


def _filter_of(page: ListPage[Any], chip: Chip) -> Filter:
    return next(item for item in page.listing.filters if item.name == chip.name)


def _active_chips(request: PageRequest, page: ListPage[Any], chip: Chip, asked: Asked) -> list[dict[str, str]]:
    item = _filter_of(page, chip)
    found = []
    for suffix, sign in _BOUNDS[item.kind]:
        name = chip.name + suffix
        value = asked.own.get(name, "")
        if value:
            label = (
                chip.resolve(request.ctx, int(value))
                if chip.resolve
                else _choice_label(_choices(request, page, chip), value)
            )
            found.append(
                {
                    "label": str(chip.label),
                    "value": f"{sign} {label}".strip(),
                    "query": asked.query(**{name: "", "page": ""}),
                }
            )
    return found


def _choices(request: PageRequest, page: ListPage[Any], chip: Chip) -> list[tuple[str, str]]:
    return [(key, str(page.word(request.ctx.application, key, label))) for key, label in chip.choices]


def _choice_label(choices: Sequence[tuple[str, str]], value: str) -> str:
    if value in {"true", "false"} and not choices:
        return gettext("Yes") if value == "true" else gettext("No")
    return next((label for key, label in choices if key == value), value)


def _filter(request: PageRequest, page: ListPage[Any], chip: Chip, asked: Asked) -> dict[str, object]:
    item = _filter_of(page, chip)
    choices = _choices(request, page, chip)
    if item.kind == "flag" and not choices:
        choices = [("true", gettext("Yes")), ("false", gettext("No"))]
    inputs = []
    for suffix, sign in _BOUNDS[item.kind]:
        value = asked.own.get(chip.name + suffix, "")
        text = chip.resolve(request.ctx, int(value)) if value and chip.resolve else value
        inputs.append({"name": chip.name + suffix, "sign": sign, "value": value, "text": text})
    return {
        "label": chip.label,
        "inputs": inputs,
        "type": _INPUT_TYPES.get(item.kind, "text"),
        "numeric": item.kind in {"amount", "quantity"},
        "choices": choices,
        "remote": find_page_url(request.ctx, chip.choices_page) if chip.choices_page else "",
    }
