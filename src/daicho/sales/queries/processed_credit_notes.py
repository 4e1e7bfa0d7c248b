"""Credit notes that are not changed by themselves."""

from collections.abc import Collection

from daicho.kernel.context import Ctx
from daicho.platform.usage import in_use


# tidy: allow call-shape: the shape of Kind.processed
def processed_credit_notes(ctx: Ctx, ids: Collection[int]) -> set[int]:
    """Return those of the credit notes that belong to a closing (config/wiring.py)."""
    return in_use(ctx, entity="creditnote", ids=ids)
