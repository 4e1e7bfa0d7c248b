"""Taxes that a line of a journal may name."""

from collections.abc import Sequence

from daicho.kernel.context import Ctx
from daicho.ledger.core.journal_tax import TaxChoice
from daicho.ledger.queries._journal_taxes import journal_taxes


def journal_tax_choices(ctx: Ctx) -> Sequence[TaxChoice]:
    """Return the active taxes and groups in the order of settings."""
    return journal_taxes().choices(ctx)
