"""What the taxes, which stand above the ledger, do for journals (JOURNAL_TAXES in config/wiring.py)."""

from django.conf import settings
from django.utils.module_loading import import_string

from daicho.ledger.core.journal_tax import JournalTaxes


def journal_taxes() -> JournalTaxes:
    """Return what there is to be asked."""
    found: JournalTaxes = import_string(settings.DAICHO_JOURNAL_TAXES)
    return found
