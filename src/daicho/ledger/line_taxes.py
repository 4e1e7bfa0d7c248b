"""The taxes of a line of a journal, as the line keeps them."""

from collections.abc import Sequence

import orjson

from daicho.ledger.core.journal_tax import TaxShare


def tax_text(shares: Sequence[TaxShare]) -> str:
    """Return the taxes as the text of column `taxes`."""
    return orjson.dumps([list(share) for share in shares]).decode()


def tax_shares(text: str) -> tuple[TaxShare, ...]:
    """Return the taxes in a text made by `tax_text`."""
    return tuple(TaxShare(*values) for values in orjson.loads(text))
