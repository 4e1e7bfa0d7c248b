"""Verification: everything derived is recomputed from what it is derived from and compared."""

from collections.abc import Callable, Iterator

from daicho.catalog.queries.verify_low_stock import verify_low_stock
from daicho.closings.queries.verify_closings import verify_closings
from daicho.kernel.context import Ctx
from daicho.ledger.queries.verify_currency_adjustments import verify_currency_adjustments
from daicho.ledger.queries.verify_journals import verify_journals
from daicho.ledger.queries.verify_ledger import verify_ledger
from daicho.payments.queries.verify_settlements import verify_settlements
from daicho.platform.verification import Mismatch, verify_history
from daicho.platform.work import reading
from daicho.reporting.queries.verify_bridge import verify_bridge
from daicho.reporting.queries.verify_open_items import verify_open_items
from daicho.reporting.queries.verify_sourcing import verify_sourcing
from daicho.reporting.queries.verify_taxes import verify_taxes
from daicho.reporting.queries.verify_tied_out import verify_tied_out
from daicho.sales.queries.verify_orders import verify_orders
from daicho.stock.queries.verify_stock import verify_stock

CHECKS: tuple[Callable[[Ctx], Iterator[Mismatch]], ...] = (
    verify_history,
    verify_ledger,
    verify_journals,
    verify_currency_adjustments,
    verify_stock,
    verify_orders,
    verify_low_stock,
    verify_settlements,
    verify_closings,
    verify_tied_out,
    verify_open_items,
    verify_taxes,
    verify_bridge,
    verify_sourcing,
)
"""Each yields the mismatches it finds in the organisation of the context."""


def verify(ctx: Ctx) -> list[Mismatch]:
    """Return every mismatch in the organisation; empty when all agrees."""
    with reading(ctx):
        return [mismatch for check in CHECKS for mismatch in check(ctx)]
