"""Taxes that lines of journals may name."""

from daicho.kernel.context import Ctx
from daicho.ledger.core.journal_tax import TaxChoice
from daicho.taxes.queries.taxes import tax_choices


def journal_tax_choices(ctx: Ctx) -> list[TaxChoice]:
    """Return the active taxes and groups in the order of settings."""
    return [TaxChoice(choice.tax_id, choice.name) for choice in tax_choices(ctx)]
