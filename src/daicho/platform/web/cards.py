"""Cards of the home page: a figure, what it is made of, and a way in. Packages declare them in web/cards.py."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext

from daicho.kernel.context import Ctx
from daicho.platform.models import AuditRecord
from daicho.platform.web.charts import Chart
from daicho.platform.web.format import Formats
from daicho.platform.web.history import action_text
from daicho.platform.web.links import record_link
from daicho.platform.web.page import PageRequest

ACTIVITY_LENGTH = 10
_NAMES = ("number", "salesorder_number", "purchaseorder_number", "contact_name", "account_name", "name", "email")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name and the list it opens. `share` (0 to 100) draws a bar."""

    label: str
    value: str
    url: str = ""
    share: int | None = None
    colour: str = ""


@dataclass(frozen=True, slots=True)
class CardView:
    """A card ready to be drawn: the first figure is large, unless it is a ranking.

    `is_wide`: it takes two places where there are two.
    """

    title: str
    icon: str
    figures: tuple[Figure, ...]
    url: str = ""
    note: str = ""
    chart: Chart | None = None
    is_wide: bool = False
    is_ranking: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """Cards of the home page that one query fills."""

    permission: str
    show: Callable[[PageRequest], Sequence[CardView]]


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of what happened last; `name` is the record's number or name where the audit row tells it."""

    actor: str
    text: str
    name: str
    at: str
    url: str


def latest_activity(ctx: Ctx, formats: Formats) -> list[Activity]:
    """Return what was done last in the organisation, newest first, each with a link to its record."""
    made = AuditRecord.objects.filter(entity=OuterRef("entity"), entity_id=OuterRef("entity_id"), action="created")
    rows = AuditRecord.objects.filter(organization_id=ctx.organization_id).order_by("-sequence")
    rows = rows.annotate(as_made=Subquery(made.values("after")[:1]))
    columns = ("actor_name", "action", "at", "entity", "entity_id", "before", "after", "as_made")
    return [_activity(ctx, formats, values) for values in rows.values_list(*columns, named=True)[:ACTIVITY_LENGTH]]


def _activity(ctx: Ctx, formats: Formats, row: Any) -> Activity:
    label, url = record_link(ctx, row.entity, row.entity_id)
    text = gettext("%(action)s: %(entity)s") % {"action": action_text(row.action), "entity": label}
    name = _name(row.after or row.before) or _name(row.as_made)
    return Activity(row.actor_name, text, name, formats.moment(row.at), "" if row.action == "deleted" else url)


def _name(text: str | None) -> str:
    """Return what the record is called in the values of an audit row, "" where they do not say it."""
    values = orjson.loads(text or "{}")
    return next((str(values[key]) for key in _NAMES if values.get(key)), "")
