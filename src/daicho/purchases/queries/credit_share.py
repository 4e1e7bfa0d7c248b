"""How much of the tax on a purchase may be reclaimed."""

from datetime import date

from daicho.contacts.queries.registration import registration
from daicho.kernel.context import Ctx
from daicho.taxes.core.transitional import credit_percentage

_ALL = 100


def credit_share(ctx: Ctx, *, country_code: str, vendor_id: int, day: date) -> int:
    """Return the per cent of the tax in a purchase of `day` that an organisation of the country may reclaim.

    In Japan less than all for vendors that are not registered on that day (japan.md ITC-02, REG-05); of those of whom
    nothing is known all, they are listed as to be checked.
    """
    if country_code != "JP":
        return _ALL
    status = registration(ctx, contact_id=vendor_id).status_on(day)
    return credit_percentage(day) if status == "unregistered" else _ALL
