"""What the packages below may ask of taxes (config/wiring.py)."""

from daicho.ledger.core.journal_tax import JournalTaxes
from daicho.taxes.queries.journal_tax_choices import journal_tax_choices
from daicho.taxes.queries.taxes_on_amounts import taxes_on_amounts

JOURNALS = JournalTaxes(choices=journal_tax_choices, on_amounts=taxes_on_amounts)
