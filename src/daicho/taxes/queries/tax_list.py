"""Taxes and groups of taxes as a list."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from daicho.kernel.context import Ctx
from daicho.kernel.errors import NotFound
from daicho.kernel.text import noop as _
from daicho.platform.listing import Criteria, Filter, Listing, Rows, filter_rows, page_of
from daicho.taxes.core.tax import TaxDefinition
from daicho.taxes.models import Tax, TaxRate
from daicho.taxes.queries.tax_definitions import tax_definitions


@dataclass(frozen=True, slots=True)
class RateView:
    """A rate (10^-6 per cent) and the day it begins; None: since ever."""

    rate_id: int
    valid_from: date | None
    percentage_micro: int


@dataclass(frozen=True, slots=True)
class TaxView:
    """A tax or a group. `percentage_micro` (10^-6 per cent) is today's; `members` are those of a group."""

    tax_id: int
    name: str
    tax_type: str
    category: str
    percentage_micro: int
    tax_factor: str
    tax_specific_type: str
    country_code: str
    authority_id: int | None
    authority_name: str
    purchase_account_id: int | None
    is_value_added: bool
    is_editable: bool
    is_default: bool
    is_active: bool
    rates: tuple[RateView, ...]
    members: tuple[TaxDefinition, ...]
    created_at: datetime
    modified_at: datetime


TAX_LISTING = Listing(
    filters=(Filter("tax_name", "name"), Filter("is_active", "is_active", "flag")),
    sorts={
        "tax_name": "name",
        "created_time": "created_at",
        "last_modified_time": "modified_at",
        "position": "position",
    },
    default_sort="position",
    search=("name",),
    views={
        "Taxes.All": lambda _ctx: Q(),
        "Taxes.Active": lambda _ctx: Q(is_active=True),
        "Taxes.Inactive": lambda _ctx: Q(is_active=False),
        "Taxes.Tax": lambda _ctx: ~Q(tax_type="tax_group"),
        "Taxes.TaxGroup": lambda _ctx: Q(tax_type="tax_group"),
    },
)


def tax_list(
    ctx: Ctx, *, criteria: Criteria | None = None, tax_id: int | None = None, group: bool | None = None
) -> Rows[TaxView]:
    """Return a page of the taxes and groups, or the one with `tax_id` (a group where `group`, no group where not).

    Raises NotFound for an id of nothing.
    """
    rows = Tax.objects.select_related("authority")
    if tax_id is None:
        criteria = criteria or Criteria()
        page = page_of(filter_rows(ctx, rows, TAX_LISTING, criteria), criteria)
    else:
        found = rows.filter(id=tax_id)
        if group is not None:
            found = found.filter(tax_type="tax_group") if group else found.exclude(tax_type="tax_group")
        page = Rows(list(found), has_more=False)
        if not page.rows:
            raise NotFound(_("Tax group does not exist.") if group else _("Tax does not exist."))
    ids = [row.id for row in page.rows]
    definitions = tax_definitions(ctx, tax_ids=ids)
    rates: dict[int, list[RateView]] = {}
    for rate in TaxRate.objects.filter(tax_id__in=ids):
        rates.setdefault(rate.tax_id, []).append(RateView(rate.id, rate.valid_from, rate.percentage_micro))
    views = [_view(row, definitions[row.id], rates.get(row.id, []), ctx.today) for row in page.rows]
    return Rows(views, page.has_more, page.total)


def _view(row: Tax, definition: TaxDefinition, rates: list[RateView], today: date) -> TaxView:
    return TaxView(
        tax_id=row.id,
        name=row.name,
        tax_type=row.tax_type,
        category=row.category,
        percentage_micro=definition.percentage_micro(today),
        tax_factor=row.tax_factor,
        tax_specific_type=row.tax_specific_type,
        country_code=row.country_code,
        authority_id=row.authority_id,
        authority_name=row.authority.name if row.authority else "",
        purchase_account_id=row.purchase_account_id,
        is_value_added=row.is_value_added,
        is_editable=row.is_editable,
        is_default=row.is_default,
        is_active=row.is_active,
        rates=tuple(sorted(rates, key=lambda rate: rate.valid_from or date.min)),
        members=definition.members,
        created_at=row.created_at,
        modified_at=row.modified_at,
    )
