"""Bills that something else rests on."""

from collections.abc import Collection

from django.db.models import Q

from daicho.documents.core.state import State
from daicho.kernel.context import Ctx
from daicho.purchases.models import LandedCost, VendorCreditLine


def processed_bills(ctx: Ctx, ids: Collection[int]) -> set[int]:  # tidy: allow call-shape: the shape of Kind.processed
    """Return those of the bills that are not edited, voided or deleted.

    A vendor credit that is not void takes back one of their lines, or landed cost goes to their
    goods or comes from them.
    """
    del ctx  # the organisation is in scope
    taken = VendorCreditLine.objects.filter(source_line__document_id__in=ids).exclude(document__state=State.VOID)
    landed = LandedCost.objects.filter(Q(bill_id__in=ids) | Q(source_line__document_id__in=ids))
    found = set(taken.values_list("source_line__document_id", flat=True))
    for target, source in landed.values_list("bill_id", "source_line__document_id"):
        found |= {target, source} & set(ids)
    return found
