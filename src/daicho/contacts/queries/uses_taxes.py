"""Taxes that contacts begin their lines with."""

from collections.abc import Collection

from daicho.contacts.models import Contact
from daicho.kernel.context import Ctx


def uses_taxes(ctx: Ctx, *, ids: Collection[int]) -> set[int]:
    """Return those of the taxes `ids` that a contact refers to."""
    del ctx  # the organisation is in scope
    return {tax_id for tax_id in Contact.objects.filter(tax_id__in=ids).values_list("tax_id", flat=True) if tax_id}
