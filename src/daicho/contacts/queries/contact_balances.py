"""What is open with contacts."""

from collections.abc import Mapping
from dataclasses import astuple

from daicho.contacts.core.uses import OpenAmounts
from daicho.contacts.queries._uses import contact_uses
from daicho.kernel.context import Ctx


def contact_balances(ctx: Ctx, *, currencies: Mapping[int, str]) -> Mapping[int, OpenAmounts]:
    """Return for each contact (id → its currency) the sum of what all packages above say is open.

    Nothing said is nothing open. The one place where receivables and payables of a contact are added up.
    """
    sums = {contact_id: OpenAmounts() for contact_id in currencies}
    for use in contact_uses():
        for contact_id, amounts in use.open_amounts(ctx, currencies).items():
            pairs = zip(astuple(sums[contact_id]), astuple(amounts), strict=True)
            sums[contact_id] = OpenAmounts(*(left + right for left, right in pairs))
    return sums
