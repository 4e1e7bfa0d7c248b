"""What lines of a journal bear of tax."""

from collections.abc import Sequence
from datetime import date

from daicho.kernel.context import Ctx
from daicho.ledger.core.journal_tax import LineTaxes, TaxedAmount
from daicho.ledger.queries._journal_taxes import journal_taxes


def taxes_on(
    ctx: Ctx, *, amounts: Sequence[TaxedAmount], day: date, currency: str, is_inclusive: bool
) -> Sequence[LineTaxes | None]:
    """Return what each amount bears on `day`, None where there is no such tax; `is_inclusive`: amounts are with tax."""
    if not amounts:
        return ()
    return journal_taxes().on_amounts(ctx, amounts=amounts, day=day, currency=currency, is_inclusive=is_inclusive)
