"""Base currency adjustments as a list."""

from daicho.kernel.context import Ctx
from daicho.ledger.models import CurrencyAdjustment
from daicho.ledger.queries._currency_adjustments import FIELDS, AdjustmentRow, adjustment_row
from daicho.ledger.queries.day_views import day_views
from daicho.organizations.queries.base_currency import base_currency
from daicho.platform.listing import Criteria, Filter, Listing, Rows, filter_rows, page_of

ADJUSTMENT_LISTING = Listing(
    filters=(
        Filter("adjustment_date", "date", "date"),
        Filter("currency_code", "currency_code"),
        Filter("notes", "notes"),
        Filter("gain_or_loss", "gain_minor", "amount"),
    ),
    sorts={
        "adjustment_date": "date",
        "exchange_rate": "rate_micro",
        "currency_code": "currency_code",
        "debit_or_credit": "gain_minor",
        "gain_or_loss": "gain_minor",
        "created_time": "created_at",
    },
    default_sort="date",
    default_descending=True,
    search=("currency_code", "notes"),
    views=day_views("Date"),
)


def list_currency_adjustments(ctx: Ctx, *, criteria: Criteria) -> Rows[AdjustmentRow]:
    """Return a page of the adjustments that match, newest first."""
    found = filter_rows(ctx, CurrencyAdjustment.objects.all(), ADJUSTMENT_LISTING, criteria)
    page = page_of(found.values_list(*FIELDS), criteria)
    base = base_currency(ctx) if page.rows else ""
    return Rows([adjustment_row(values, base) for values in page.rows], page.has_more, page.total)
