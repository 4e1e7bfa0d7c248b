"""Templates of journals."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.ledger.models import JournalTemplate
from daicho.platform.listing import Criteria, Listing, Rows, filter_rows, page_of


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A template. `problem` is why the last journal that was due could not be written."""

    template_id: int
    name: str
    repeat_unit: str
    repeat_every: int
    start_date: date | None
    next_date: date | None
    end_date: date | None
    is_draft: bool
    problem: str
    created_at: datetime


TEMPLATE_LISTING = Listing(
    filters=(),
    sorts={"name": "name", "next_date": "next_date", "created_time": "created_at"},
    default_sort="name",
    search=("name",),
    views={"Recurring": lambda _ctx: ~Q(repeat_unit="")},
)
_FIELDS = (
    "id", "name", "repeat_unit", "repeat_every", "start_date", "next_date", "end_date", "is_draft", "problem",
    "created_at",
)  # fmt: skip


def list_templates(ctx: Ctx, *, criteria: Criteria) -> Rows[TemplateView]:
    """Return a page of the templates."""
    rows = filter_rows(ctx, JournalTemplate.objects.all(), TEMPLATE_LISTING, criteria)
    page = page_of(rows.values_list(*_FIELDS), criteria)
    return Rows([TemplateView(*row) for row in page.rows], page.has_more, page.total)
