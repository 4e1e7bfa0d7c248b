"""Bills of which something was taken back."""

from collections.abc import Collection

from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.purchases.models import VendorCreditLine


def processed_bills(ctx: Ctx, ids: Collection[int]) -> set[int]:  # tidy: allow call-shape: the shape of Kind.processed
    """Return those of the bills that a vendor credit names which is not void: they are not edited or voided."""
    del ctx  # the organisation is in scope
    rows = VendorCreditLine.objects.filter(source_line__document_id__in=ids).exclude(document__state=State.VOID)
    return set(rows.values_list("source_line__document_id", flat=True))
